import { assert, describe, it } from "@effect/vitest"
import { ListColumn } from "@praxis/dataflow/Column"
import { toSparseMatrix } from "../src/toSparseMatrix.ts"

describe("toSparseMatrix", () => {
  it("reads a slice, whose offsets do not begin at 0 and differ between terms and values", () => {
    const terms = new ListColumn(Int32Array.of(2, 4, 4, 5), Uint32Array.of(9, 9, 0, 3, 1))
    const counts = new ListColumn(Int32Array.of(1, 3, 3, 4), Uint32Array.of(9, 5, 6, 7, 9))
    assert.deepStrictEqual(toSparseMatrix(terms, counts, 8), {
      nRows: 3,
      nCols: 8,
      offsets: Int32Array.of(0, 2, 2, 3),
      indices: Uint32Array.of(0, 3, 1),
      values: Float64Array.of(5, 6, 7)
    })
  })

  it("keeps the shape of a matrix without a value", () => {
    const empty = new ListColumn(Int32Array.of(0, 0), new Uint32Array(0))
    const { nCols, nRows, values } = toSparseMatrix(empty, empty, 4)
    assert.deepStrictEqual([nRows, nCols, values.length], [1, 4, 0])
  })
})
