import type { SparseMatrix } from "./SparseMatrix.ts"

/** Rows `start` to `end` (not included) of a sparse matrix: offsets are a copy, indices and values are views. */
export const sparseRows = (a: SparseMatrix, start: number, end: number): SparseMatrix => {
  const first = a.offsets[start]!
  const last = a.offsets[end]!
  return {
    nRows: end - start,
    nCols: a.nCols,
    offsets: a.offsets.slice(start, end + 1).map((offset) => offset - first),
    indices: a.indices.subarray(first, last),
    values: a.values.subarray(first, last)
  }
}
