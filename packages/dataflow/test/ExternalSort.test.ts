import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import * as ExternalSort from "../src/ExternalSort.ts"
import { memoryScratchFile } from "../src/internal/memoryScratch.ts"
import type { Scratch, ScratchFile } from "../src/Scratch.ts"
import * as Table from "../src/Table.ts"
import { tableHandle } from "../src/testing.ts"

const Rows = Table.contract("rows", {
  key: Table.int32,
  text: Table.nullable(Table.utf8),
  tags: Table.list(Table.utf8),
  place: Table.uint32
})
type Row = Table.RowOf<typeof Rows>

const compare: ExternalSort.CompareRows<typeof Rows> = (a, i, b, j) => a.columns.key[i]! - b.columns.key[j]!

/** Temporary files in memory that count what is asked of them. */
const countingScratch = (change: (bytes: Uint8Array<ArrayBuffer>) => void = () => {}) => {
  const counts = { files: 0, reads: 0, largestRead: 0, bytes: 0 }
  const scratch: Scratch = {
    file: Effect.sync((): ScratchFile => {
      counts.files++
      const file = memoryScratchFile()
      return {
        append: (bytes) => {
          counts.bytes += bytes.length
          return file.append(bytes)
        },
        read: (offset, length) => {
          counts.reads++
          counts.largestRead = Math.max(counts.largestRead, length)
          return Effect.tap(file.read(offset, length), (bytes) => Effect.sync(() => change(bytes)))
        }
      }
    })
  }
  return { counts, scratch }
}

const sortRows = Effect.fnUntraced(function* (
  rows: ReadonlyArray<Row>,
  limits: ExternalSort.Limits,
  { batchRows = 5, scratch = countingScratch().scratch } = {}
) {
  const sorter = ExternalSort.make({ contract: Rows, compare, scratch, limits })
  yield* Stream.runForEach(tableHandle(Table.fromRows(Rows, rows), batchRows).batches, (batch) => sorter.add(batch))
  const sorted = yield* Stream.runCollect(sorter.sorted)
  return Array.from(sorted).flatMap(Table.toRows)
})

/** Few keys, so that equal ones are frequent. */
const keys = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: -5, maximum: 5 })))

const rowsOf = (of: ReadonlyArray<number>): ReadonlyArray<Row> =>
  of.map((key, place) => ({
    key,
    text: place % 3 === 0 ? null : `text ${key} é`.repeat(place % 4),
    tags: Array.from({ length: place % 3 }, (_, k) => `tag ${k}`),
    place
  }))

const tiny: ExternalSort.Limits = { runBytes: 100, blockBytes: 60, fanIn: 2 }

/** Numbers that look shuffled, the same on every run. */
const scrambled = (n: number) => rowsOf(Array.from({ length: n }, (_, i) => (i * 7919) % 1009))

describe("ExternalSort", () => {
  it.effect.prop(
    "sorts as a stable sort of all rows in memory does, whatever fits into memory and however the rows come",
    {
      of: keys,
      batchRows: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9 })),
      runBytes: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 500 })),
      blockBytes: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 200 })),
      fanIn: Schema.Int.check(Schema.isBetween({ minimum: 2, maximum: 4 }))
    },
    ({ of, batchRows, ...limits }) =>
      Effect.gen(function* () {
        const rows = rowsOf(of)
        assert.deepStrictEqual(
          yield* sortRows(rows, limits, { batchRows }),
          rows.toSorted((a, b) => a.key - b.key)
        )
      })
  )

  it.effect("merges many runs in several levels, each into a file of its own, and reads small blocks only", () =>
    Effect.gen(function* () {
      const rows = scrambled(1000)
      const { counts, scratch } = countingScratch()
      assert.deepStrictEqual(
        yield* sortRows(rows, tiny, { scratch }),
        rows.toSorted((a, b) => a.key - b.key)
      )
      // 200 runs of 5 rows: the runs, and levels of 100, 50, 25, 13, 7, 4 and 2 runs
      assert.isAtLeast(counts.files, 8)
      assert.isAtLeast(counts.reads, 1000)
      assert.isBelow(counts.largestRead, 2000)
    })
  )

  it.effect("writes each row once where as many runs are there as are merged at once", () =>
    Effect.gen(function* () {
      const { counts, scratch } = countingScratch()
      yield* sortRows(scrambled(1000), { ...tiny, fanIn: 200 }, { scratch })
      assert.strictEqual(counts.files, 1)
    })
  )

  it.effect("merges no more runs before the last merge than it must", () =>
    Effect.gen(function* () {
      const bytesWritten = Effect.fnUntraced(function* (fanIn: number) {
        const { counts, scratch } = countingScratch()
        yield* sortRows(scrambled(1000), { ...tiny, fanIn }, { scratch })
        return counts.bytes
      })
      // Of 200 runs, 51 become one, so that 150 are left: about a quarter is written a second time.
      const once = yield* bytesWritten(200)
      const share = ((yield* bytesWritten(150)) - once) / once
      assert.isAbove(share, 0.15)
      assert.isBelow(share, 0.35)
    })
  )

  it.effect("touches no temporary file where all rows fit into memory", () =>
    Effect.gen(function* () {
      const { counts, scratch } = countingScratch()
      const rows = scrambled(100)
      assert.deepStrictEqual(
        yield* sortRows(rows, ExternalSort.defaultLimits, { scratch }),
        rows.toSorted((a, b) => a.key - b.key)
      )
      assert.strictEqual(counts.files, 0)
    })
  )

  it.effect("gives no rows for none", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* sortRows([], tiny), [])
    })
  )

  it.effect("fails on a temporary file that gives back other bytes, wherever they differ", () =>
    Effect.gen(function* () {
      const sizes = countingScratch()
      const limits = { ...tiny, fanIn: 300 }
      yield* sortRows(scrambled(40), limits, { scratch: sizes.scratch })
      for (let bad = 0; bad < sizes.counts.reads; bad++) {
        let reads = 0
        const { scratch } = countingScratch((bytes) => {
          if (reads++ === bad) bytes[(bad * 37) % bytes.length]! ^= 1
        })
        const error = yield* Effect.flip(sortRows(scrambled(40), limits, { scratch }))
        assert.strictEqual(error._tag, "ArtifactReadError")
        assert.strictEqual(
          error.message,
          "a temporary file of rows: rows that were written there came back changed: the disk or the memory may be faulty; run again"
        )
      }
    })
  )
})

describe("merge of sorted tables", () => {
  const sorted = (of: ReadonlyArray<number>, first: number) =>
    rowsOf(of)
      .map((row) => ({ ...row, place: row.place + first }))
      .toSorted((a, b) => a.key - b.key)

  it.effect.prop(
    "gives all rows in order, equal ones in the order of the tables",
    { tables: Schema.Array(keys), fanIn: Schema.Int.check(Schema.isBetween({ minimum: 2, maximum: 4 })) },
    ({ tables, fanIn }) =>
      Effect.gen(function* () {
        const rows = tables.map((of, t) => sorted(of, 1000 * t))
        const merged = ExternalSort.merge({
          contract: Rows,
          compare,
          scratch: countingScratch().scratch,
          limits: { ...tiny, fanIn },
          sources: rows.map((each) => tableHandle(Table.fromRows(Rows, each)))
        })
        assert.deepStrictEqual(
          Array.from(yield* Stream.runCollect(merged)).flatMap(Table.toRows),
          rows.flat().toSorted((a, b) => a.key - b.key)
        )
      })
  )
})
