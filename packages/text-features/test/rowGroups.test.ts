import { assert, describe, it } from "@effect/vitest"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseRows } from "@praxis/numerics/sparseRows"
import { Effect, Stream } from "effect"
import { rowGroups } from "../src/rowGroups.ts"

/** Seven rows of 1, 0, 2, 0, 1, 1 and 0 values. */
const matrix: SparseMatrix = {
  nRows: 7,
  nCols: 4,
  offsets: Int32Array.of(0, 1, 1, 3, 3, 4, 5, 5),
  indices: Uint32Array.of(2, 0, 3, 1, 2),
  values: Float64Array.of(1, 2, 3, 4, 5)
}

const groupsOf = (size: number, ends: ReadonlyArray<number>) => {
  const parts = ends.map((end, i) => copyOf(sparseRows(matrix, ends[i - 1] ?? 0, end)))
  return Effect.map(Stream.runCollect(Stream.fromIterable(parts).pipe(rowGroups(size))), (groups) => Array.from(groups))
}

/** Rows in memory of their own. */
const copyOf = ({ nRows, nCols, offsets, indices, values }: SparseMatrix): SparseMatrix => ({
  nRows,
  nCols,
  offsets: offsets.slice(),
  indices: indices.slice(),
  values: values.slice()
})

describe("rowGroups", () => {
  it.effect("cuts every three rows, the last group short, however the rows came", () =>
    Effect.gen(function* () {
      const expected = [sparseRows(matrix, 0, 3), sparseRows(matrix, 3, 6), sparseRows(matrix, 6, 7)]
      for (const ends of [[7], [1, 2, 3, 4, 5, 6, 7], [2, 2, 5, 7], [3, 6, 7]])
        assert.deepStrictEqual(yield* groupsOf(3, ends), expected)
    })
  )

  it.effect("gives one group where there are fewer rows, and none where there is no row", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* groupsOf(9, [4, 7]), [matrix])
      assert.deepStrictEqual(yield* groupsOf(9, [0]), [])
    })
  )

  it.effect("frees what it has copied, and gives groups memory of their own", () =>
    Effect.gen(function* () {
      const parts = [sparseRows(matrix, 0, 2), sparseRows(matrix, 2, 7)].map(copyOf)
      const groups = Array.from(yield* Stream.runCollect(Stream.fromIterable(parts).pipe(rowGroups(3))))
      for (const { indices, values } of parts) assert.deepStrictEqual([indices.length, values.length], [0, 0])
      for (const { values } of groups) assert.strictEqual(values.byteLength, values.buffer.byteLength)
    })
  )
})
