import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Schema } from "effect"
import { csv, ingest } from "./ingest.ts"

const header = ["Id", "PostTypeId", "Title", "Body", "Tags", "Score", "OwnerUserId", "Source", "CreationDate"]

/** Few distinct values, so that duplicates, rejects and awkward texts are frequent. */
const Row = Schema.Tuple([
  Schema.Literals(["1", "2", "10", "x1", ""]),
  Schema.Literals(["1", "1", "1", "2", "5"]),
  Schema.Literals(["t", "é 😀", 'a "quoted", one', "two\r\nlines", " "]),
  Schema.Literals(["<p>b</p>", "\n", "漢\r字", "c", "=1+1"]),
  Schema.Literals(["<a><b>", "|c|", ""]),
  Schema.Literals(["1", "-2", "many", ""]),
  Schema.Literals(["7", "8", ""]),
  Schema.Literals(["SO", "DS", ""]),
  Schema.Literals(["2020-01-01", "1/1/2020", ""])
])
const Rows = Schema.NonEmptyArray(Row)

const file = (rows: ReadonlyArray<ReadonlyArray<string>>) => csv([header, ...rows], "\r\n")

/** Another order of the rows, the same for the same numbers. */
const shuffled = <A>(rows: ReadonlyArray<A>, keys: ReadonlyArray<number>): ReadonlyArray<A> =>
  rows
    .map((row, i) => [keys.length === 0 ? -i : keys[i % keys.length]! ^ (i * 2654435761), row] as const)
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row)

describe("IngestPosts", () => {
  it.effect.prop(
    "reads as many rows as it keeps and rejects, for each input and site",
    { a: Rows, b: Rows },
    ({ a, b }) =>
      Effect.gen(function* () {
        const { output } = yield* ingest({ a: file(a), b: file(b) })
        const funnel = Table.toRows(output.funnel)
        const sum = (input: string, isStep: (step: string) => boolean) =>
          funnel.filter((line) => line.input === input && isStep(line.step)).reduce((n, { rows }) => n + rows, 0)
        for (const [input, rows] of [
          ["a", a],
          ["b", b]
        ] as const) {
          assert.strictEqual(
            sum(input, (step) => step === "read"),
            rows.length
          )
          assert.strictEqual(
            sum(input, (step) => step !== "read"),
            rows.length
          )
        }
        assert.strictEqual(
          output.posts.numRows,
          sum("a", (step) => step === "kept") + sum("b", (step) => step === "kept")
        )
        assert.strictEqual(output.posts.numRows + output.rejects.numRows, a.length + b.length)
        const keys = Table.toRows(output.posts).map(({ site, id }) => `${site} ${id}`)
        assert.strictEqual(new Set(keys).size, keys.length)
      })
  )

  it.effect.prop(
    "gives the same posts whatever the order of rows and files",
    { rows: Rows, keys: Schema.Array(Schema.Int), cut: Schema.Int },
    ({ rows, keys, cut }) =>
      Effect.gen(function* () {
        const first = yield* ingest({ a: file(rows) })
        const other = shuffled(rows, keys)
        const at = Math.abs(cut) % (rows.length + 1)
        const parts = Object.entries({ z: other.slice(at), a: other.slice(0, at) }).filter(
          ([, part]) => part.length > 0
        )
        const second = yield* ingest(Object.fromEntries(parts.map(([label, part]) => [label, file(part)])))
        assert.deepStrictEqual(second.output.posts, first.output.posts)
      })
  )

  it.effect.prop(
    "gives the same tables whatever pieces the files come in",
    { rows: Rows, chunkBytes: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 40 })) },
    ({ rows, chunkBytes }) =>
      Effect.gen(function* () {
        const whole = yield* ingest({ a: file(rows) })
        const pieces = yield* ingest({ a: file(rows) }, { chunkBytes })
        assert.deepStrictEqual(pieces, whole)
      })
  )
})
