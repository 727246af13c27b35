import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { inline } from "@praxis/dataflow/Workers"
import { Effect, Stream } from "effect"
import { IngestRows } from "../src/IngestRows.ts"
import { InputProblem } from "../src/InputError.ts"
import type { TextFormat } from "../src/Piece.ts"
import { readText } from "../src/readText.ts"
import { mutated, seeded } from "./fuzz.ts"

interface Cut {
  readonly pieceBytes: number
  readonly chunkBytes: number
}

/** All that comes of a text: its rows and rejects with their places, oddities, and the problem that ends it. */
const read = (bytes: Uint8Array, format: TextFormat, { pieceBytes, chunkBytes }: Cut, maxFieldBytes = 2000) =>
  Effect.gen(function* () {
    const found: Array<unknown> = []
    let pieces = 0
    const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, i) =>
      bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes)
    )
    const text = readText({
      format,
      content: Stream.fromIterable(chunks),
      problem: (fields) => new InputProblem({ label: "f", ...fields }),
      label: "f",
      site: "ai",
      columns: {},
      maxFieldBytes,
      pieceBytes,
      workers: inline
    })
    const outcome = yield* Effect.result(
      Stream.runForEach(text, ({ piece, rowsBefore, linesBefore }) =>
        Effect.sync(() => {
          pieces++
          for (const row of Table.toRows(Table.make(IngestRows, piece.rows))) {
            found.push({ ...row, row: row.row + rowsBefore, line: row.line! + linesBefore })
          }
          const { row, line, reason, detail } = piece.rejects
          for (let i = 0; i < row.length; i++) {
            found.push([row[i]! + rowsBefore, line.values[i]! + linesBefore, reason.at(i), detail.at(i)])
          }
          for (const [oddity, { times, line }] of piece.notes.oddities) {
            for (let i = 0; i < times; i++) found.push([oddity, i === 0 ? line! + linesBefore : null])
          }
        })
      )
    )
    // Rows of a piece with a problem are not given, so that what is found before a problem depends on the cut.
    return outcome._tag === "Failure"
      ? { problem: outcome.failure.message, pieces }
      : { found: found.map((each) => JSON.stringify(each)).sort(), pieces }
  })

const sameForAnyCut = Effect.fnUntraced(function* (bytes: Uint8Array, format: TextFormat, cuts: ReadonlyArray<Cut>) {
  const { pieces: _, ...whole } = yield* read(bytes, format, { pieceBytes: 1 << 20, chunkBytes: 1 << 20 })
  let most = 0
  for (const cut of cuts) {
    const { pieces, ...parts } = yield* read(bytes, format, cut)
    const name = `${JSON.stringify(cut)}: ${Buffer.from(bytes)}`
    // What is wrong with a row that a byte of no text ends is told where a piece ends before it.
    if (/^f:\d+: expected (?:UTF-8|text)/.test(whole.problem ?? "")) assert.isDefined(parts.problem, name)
    // A reference without its semicolon is found at the next one, or where a piece ends; a row may be too long by then.
    else if (/does not end before|is longer than/.test(parts.problem ?? "")) assert.isDefined(whole.problem, name)
    else assert.deepStrictEqual(withoutFirsts(parts), withoutFirsts(whole), name)
    most = Math.max(most, pieces)
  }
  return most
})

/** Of an oddity that several pieces hold, each tells its first place. */
const withoutFirsts = ({ found, ...rest }: { readonly found?: ReadonlyArray<string>; readonly problem?: string }) => ({
  ...rest,
  found: found?.map((each) => each.replace(/^\["forbidden.*/, "oddity"))
})

const csvTexts = [
  'Id,Title,Body\r\n1,"a ""quoted"" one","two\r\nlines\rand\nmore"\r\n2,t,\r\n\r\n3,"","""\n"""\r\n4,t,é漢😀',
  '\ufeffId,Title,Body\r1,t,"b"\r\r2,"t\r",b\r3,t\r4,t,b',
  '\n\nId,Title,Body\n\n1,t,"a,""\n"",b"\n2,t,b,c\n3,t,"b\n\n"\n\n\n',
  'Id,Title,Body\n1,t,b\n2,t,"b\n3,t,b\n',
  'Id,Title,Body\n1,t,b\n2,t "u" v,b\n3,"t"u,b\n'
]

const row = (id: number, more = "") => `<row Id="${id}" PostTypeId="1" Title="t &lt;" Body="b&#xA;é漢😀" ${more}/>`
const xmlTexts = [
  `\ufeff<?xml version="1.0"?>\r\n<posts>\r\n  ${row(1)}\r\n  ${row(2)}\r\n  <row Id="3" PostTypeId="2"/>\r\n</posts>\r\n`,
  `<posts>${row(1)}<!-- <row Id="9"/> --><!----><row\n Id='2' Title='t' Body='a > b'></row><![CDATA[<row ]] >]]><?pi <row ?>${row(3)}</posts>`,
  `<posts>${row(1)}\n${row(2, 'X="<row " ')}${row(3)}</posts>`,
  `<posts>${row(1)}<row Id="2">${row(3)}</row></posts>`,
  `<posts>${row(1)}</posts>${row(2)}`,
  `<posts>${row(1)}<!-- never closed ${row(2)}${row(3)}</posts>`,
  `<posts>${row(1)}<row Id="2" Title="t&#x1F;" Body="b" Id="3"/>${row(4)}</posts>`,
  `<posts>${row(1)}<row Id="2" Title="t&#x1F;" Body="b"/>${row(4, 'Y="&#31;"')}</posts>`,
  `<!DOCTYPE posts [<!ENTITY a "<row /><row />">]><posts>${row(1)}</posts>`,
  `<rows>${row(1)}</rows>`,
  `<posts>${row(1)}<rowdy/>${row(2)}</posts>`,
  `<posts>${row(1)}\n\n ${row(2)}`,
  `<posts>${row(1)}${row(2, `Z="${"z".repeat(3000)}"`)}${row(3)}</posts>`
]

describe("a text cut into pieces", () => {
  for (const [format, texts] of [
    ["csv", csvTexts],
    ["xml", xmlTexts]
  ] as const) {
    texts.forEach((text, i) => {
      it.effect(`gives for ${format} ${i + 1} the same rows, places and problems wherever it is cut`, () =>
        Effect.gen(function* () {
          const bytes = Buffer.from(text)
          const cuts = [
            ...Array.from({ length: Math.min(300, bytes.length) }, (_, n) => ({
              pieceBytes: n + 1,
              chunkBytes: 1 << 20
            })),
            ...[1, 2, 3, 7].map((chunkBytes) => ({ pieceBytes: 1, chunkBytes }))
          ]
          yield* sameForAnyCut(bytes, format, cuts)
        })
      )
    })

    it.effect(
      `gives for mutated ${format} the same rows, places and problems wherever it is cut`,
      () =>
        Effect.gen(function* () {
          const below = seeded(11)
          let most = 0
          for (let i = 0; i < 600; i++) {
            const bytes = mutated(Buffer.from(texts[i % texts.length]!), below)
            const cuts = [
              { pieceBytes: 1, chunkBytes: 1 + below(40) },
              { pieceBytes: 1 + below(200), chunkBytes: 1 << 20 }
            ]
            most = Math.max(most, yield* sameForAnyCut(bytes, format, cuts))
          }
          assert.isAbove(most, 3)
        }),
      60_000
    )
  }
})
