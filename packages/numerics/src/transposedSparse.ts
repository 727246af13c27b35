import type { SparseMatrix } from "./SparseMatrix.ts"

/** Aᵀ (nCols × nRows) as a copy, by counting: for documents × terms the postings of each term, documents ascending. */
export const transposedSparse = ({ nRows, nCols, offsets, indices, values }: SparseMatrix): SparseMatrix => {
  const nnz = offsets[nRows]!
  const starts = new Int32Array(nCols + 1)
  for (let at = 0; at < nnz; at++) starts[indices[at]! + 1]!++
  for (let col = 0; col < nCols; col++) starts[col + 1]! += starts[col]!
  const next = starts.slice(0, nCols)
  const rows = new Uint32Array(nnz)
  const moved = new Float64Array(nnz)
  for (let row = 0; row < nRows; row++) {
    const end = offsets[row + 1]!
    for (let at = offsets[row]!; at < end; at++) {
      const to = next[indices[at]!]!++
      rows[to] = row
      moved[to] = values[at]!
    }
  }
  return { nRows: nCols, nCols: nRows, offsets: starts, indices: rows, values: moved }
}
