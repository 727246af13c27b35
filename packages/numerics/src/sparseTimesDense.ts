import type { SparseMatrix } from "./SparseMatrix.ts"

/**
 * `out = A · B`: A sparse (nRows × nCols), B dense row-major (nCols × width), out dense row-major (nRows × width), overwritten.
 * Each row of out is a sum of rows of B in the order of A's columns, four at a time, so that out is read and written a quarter as often.
 */
export const sparseTimesDense = (a: SparseMatrix, b: Float64Array, width: number, out: Float64Array): void => {
  const { indices, nRows, offsets, values } = a
  out.fill(0, 0, nRows * width)
  for (let row = 0; row < nRows; row++) {
    const to = row * width
    const end = offsets[row + 1]!
    let at = offsets[row]!
    for (; at + 3 < end; at += 4) {
      const v0 = values[at]!
      const v1 = values[at + 1]!
      const v2 = values[at + 2]!
      const v3 = values[at + 3]!
      const b0 = indices[at]! * width
      const b1 = indices[at + 1]! * width
      const b2 = indices[at + 2]! * width
      const b3 = indices[at + 3]! * width
      for (let t = 0; t < width; t++) {
        out[to + t] = out[to + t]! + (v0 * b[b0 + t]! + v1 * b[b1 + t]! + v2 * b[b2 + t]! + v3 * b[b3 + t]!)
      }
    }
    for (; at < end; at++) {
      const v = values[at]!
      const from = indices[at]! * width
      for (let t = 0; t < width; t++) out[to + t] = out[to + t]! + v * b[from + t]!
    }
  }
}
