import { assert, describe, it } from "@effect/vitest"
import { csvPiece } from "../src/csvPiece.ts"
import { type Delimiter, delimiters } from "../src/csvProblem.ts"
import { type PieceOptions, PieceProblem, type PieceSink } from "../src/Piece.ts"
import { parsedRecords } from "../src/parsedRecords.ts"
import { plainRecords } from "../src/plainRecords.ts"
import { fieldNames, type RawPost, stringOf } from "../src/postFields.ts"
import { fuzzInputs, mutated, seeded } from "./fuzz.ts"

type Options = Pick<PieceOptions, "columns" | "delimiter" | "maxFieldBytes">
type Read = (text: Uint8Array, options: Options, sink: PieceSink) => number | undefined

/** All that a reader tells of a text, in order. */
const told = (read: Read, text: Uint8Array, options: Options) => {
  const found: Array<unknown> = []
  const sink: PieceSink = {
    onRow: (raw, line) => found.push([line, ...fieldNames.map((field) => asString(raw, field))]),
    onMalformed: (what, line) => found.push([line, what]),
    onOddity: (what, line) => found.push([line, what])
  }
  try {
    found.push(read(text, options, sink))
  } catch (cause) {
    if (!(cause instanceof PieceProblem)) throw cause
    found.push(cause.fields)
  }
  return found
}

const asString = (raw: RawPost, field: keyof RawPost) => (raw[field] === undefined ? null : stringOf(raw[field]))

const fast: Read = (text, options, sink) =>
  csvPiece(text, { ...options, format: "csv", fieldByName: {} }, sink, { isFirst: false, column: 0, end: "row" }) as
    | number
    | undefined
const parser: Read = (text, options, sink) => parsedRecords(text, options, sink, 0)

const columns = ["id", "title", "body", null] as const
const optionsOf = (delimiter: Delimiter, maxFieldBytes = 1000): Options => ({ columns, delimiter, maxFieldBytes })

const same = (text: string | Uint8Array, options: Options) => {
  const bytes = Buffer.from(text)
  // Not from the start of its memory, and before other bytes.
  const within = Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"\n')]).subarray(1, 1 + bytes.length)
  assert.deepStrictEqual(told(fast, within, options), told(parser, bytes, options), JSON.stringify(String(bytes)))
}

const below = seeded(4)
const pick = <A>(from: ReadonlyArray<A>): A => from[below(from.length)]!
const words = [
  "",
  "a",
  "1.5",
  "é",
  "漢字",
  "😀",
  "\ufeff",
  " ",
  "\n",
  "\r",
  "\r\n",
  '"',
  '""',
  ",",
  ";",
  "\t",
  "x".repeat(90)
]
const lineEnds = ["\n", "\r\n", "\r"]

/** A record as Excel and databases write it: quotes where they are needed, or around all. */
const wellFormed = (delimiter: string, nFields: number) =>
  Array.from({ length: nFields }, () => {
    const text = Array.from({ length: below(6) }, () => pick(words)).join("")
    return /["\r\n]/.test(text) || text.includes(delimiter) || below(3) === 0 ? `"${text.replaceAll('"', '""')}"` : text
  }).join(delimiter)

/** Records, of which some lines are blank; the last may have no line end. */
const wellFormedText = (delimiter: string) => {
  const end = pick(lineEnds)
  let text = ""
  for (let n = 1 + below(6); n > 0; n--)
    text += wellFormed(delimiter, columns.length) + end + (below(4) === 0 ? end : "")
  return below(2) === 0 ? text : text + wellFormed(delimiter, columns.length)
}

describe("a piece of CSV", () => {
  it("is read by its bytes alone where all records are plain", () => {
    for (let i = 0; i < fuzzInputs; i++) {
      const delimiter = pick(delimiters)
      const text = wellFormedText(delimiter)
      let rows = 0
      const end = plainRecords(Buffer.from(text), optionsOf(delimiter), { onRow: () => rows++ })
      assert.deepStrictEqual(end, { at: Buffer.byteLength(text), lines: text.split("\n").length - 1, rows }, text)
      same(text, optionsOf(delimiter))
    }
  })

  it("gives what the parser gives of any signs in any order, problems included", () => {
    const signs = ['"', '"', '""', ",", ",", ";", "\t", "\n", "\r", "\r\n", "a", "é", "😀", '\n1,t,"b",\n', '"b",']
    for (let i = 0; i < 4 * fuzzInputs; i++) {
      const text = Array.from({ length: below(24) }, () => pick(signs)).join("")
      same(text, optionsOf(pick(delimiters)))
    }
  })

  it("gives what the parser gives of mutated records, problems included", () => {
    for (let i = 0; i < 2 * fuzzInputs; i++) {
      const delimiter = pick(delimiters)
      same(mutated(Buffer.from(wellFormedText(delimiter)), below).toString(), optionsOf(delimiter))
    }
  })

  it("gives what the parser gives of records about as long as they may be", () => {
    for (let i = 0; i < fuzzInputs; i++) same(wellFormedText(","), optionsOf(",", 1 + below(300)))
  })

  it("reads a field of any number of quotes", () => {
    for (const n of [1, 63, 64, 65, 1000]) {
      const quotes = `1,"${'""'.repeat(n)}","${'a""'.repeat(n)}${"b".repeat(100)}""",\n`
      assert.strictEqual(plainRecords(Buffer.from(quotes), optionsOf(",", 1e6), { onRow: () => {} }).rows, 1)
      same(quotes, optionsOf(",", 1e6))
    }
  })

  it("stops before the first record that a parser must read", () => {
    for (const [odd, why] of [
      ['2,t"u,b,\n', "a quote inside a field without quotes"],
      ['2,"t"u,b,\n', "a quote that is not doubled"],
      ["2,t,b\n", "a field less"],
      ["2,t,b,,\n", "a field more"],
      ['2,t,"b,\n', "a quote that is never closed"],
      [`2,t,${"b".repeat(100)},\n`, "a long record"]
    ] as const) {
      const ids: Array<unknown> = []
      const end = plainRecords(Buffer.from(`1,t,"b\n",\n\n${odd}3,t,b,\n`), optionsOf(",", 80), {
        onRow: ({ id }) => ids.push(id)
      })
      assert.deepStrictEqual([end, ids], [{ at: 10, lines: 2, rows: 1 }, ["1"]], why)
    }
  })

  it("makes no text of the title and body of what is no question", () => {
    const rows: Array<unknown> = []
    const options: Options = { ...optionsOf(","), columns: ["id", "postType", "title", "body"] }
    plainRecords(Buffer.from('1,2,t,b\n2,"1",t,b\n3,,t,b\n'), options, {
      onRow: (raw) => rows.push([raw.id, raw.postType, asString(raw, "title"), asString(raw, "body")])
    })
    assert.deepStrictEqual(rows, [
      ["1", "2", null, null],
      ["2", "1", "t", "b"],
      ["3", "", "t", "b"]
    ])
  })
})
