import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"

/** The chosen rows of a sparse matrix in the order in which they are named; a copy. */
export const sparseRowsAt = (a: SparseMatrix, chosen: ArrayLike<number>): SparseMatrix => {
  const offsets = new Int32Array(chosen.length + 1)
  for (let i = 0; i < chosen.length; i++) {
    offsets[i + 1] = offsets[i]! + a.offsets[chosen[i]! + 1]! - a.offsets[chosen[i]!]!
  }
  const indices = new Uint32Array(offsets[chosen.length]!)
  const values = new Float64Array(indices.length)
  for (let i = 0; i < chosen.length; i++) {
    const start = a.offsets[chosen[i]!]!
    const end = a.offsets[chosen[i]! + 1]!
    indices.set(a.indices.subarray(start, end), offsets[i]!)
    values.set(a.values.subarray(start, end), offsets[i]!)
  }
  return { nRows: chosen.length, nCols: a.nCols, offsets, indices, values }
}
