import type { SparseMatrix } from "./SparseMatrix.ts"

/** The transpose (nCols × nRows) of a sparse matrix, its rows in ascending order again; a copy, in time linear in the stored values. */
export const transpose = ({ indices, nCols, nRows, offsets, values }: SparseMatrix): SparseMatrix => {
  const transposed: SparseMatrix = {
    nRows: nCols,
    nCols: nRows,
    offsets: new Int32Array(nCols + 1),
    indices: new Uint32Array(indices.length),
    values: new Float64Array(values.length)
  }
  const starts = transposed.offsets
  for (let at = 0; at < indices.length; at++) starts[indices[at]! + 1]!++
  for (let col = 0; col < nCols; col++) starts[col + 1] = starts[col + 1]! + starts[col]!
  const next = starts.slice()
  for (let row = 0; row < nRows; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const to = next[indices[at]!]!++
      transposed.indices[to] = row
      transposed.values[to] = values[at]!
    }
  }
  return transposed
}
