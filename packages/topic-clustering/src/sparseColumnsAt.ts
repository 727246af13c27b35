import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"

/** The chosen columns of a sparse matrix, which ascend, as columns 0, 1, …; a copy. Rows may become empty. */
export const sparseColumnsAt = (a: SparseMatrix, chosen: Uint32Array): SparseMatrix => {
  const places = new Int32Array(a.nCols).fill(-1)
  chosen.forEach((column, place) => {
    places[column] = place
  })
  const offsets = new Int32Array(a.nRows + 1)
  const indices = new Uint32Array(a.indices.length)
  const values = new Float64Array(a.indices.length)
  let stored = 0
  for (let row = 0; row < a.nRows; row++) {
    for (let at = a.offsets[row]!; at < a.offsets[row + 1]!; at++) {
      const place = places[a.indices[at]!]!
      if (place < 0) continue
      indices[stored] = place
      values[stored++] = a.values[at]!
    }
    offsets[row + 1] = stored
  }
  return {
    nRows: a.nRows,
    nCols: chosen.length,
    offsets,
    indices: indices.slice(0, stored),
    values: values.slice(0, stored)
  }
}
