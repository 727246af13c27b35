import type { SparseMatrix } from "./SparseMatrix.ts"

/**
 * `out += Aᵀ(A · B)`: A sparse (nRows × nCols), B and out dense row-major (nCols × width), not the same array.
 * A is read once: each row's product with B, then that times the row, so that nothing as long as A is held. Each entry
 * of out is a sum in the order of A's rows: parts of A, added one after the other, give the bits of the whole.
 */
export const addGramTimesDense = (a: SparseMatrix, b: Float64Array, width: number, out: Float64Array): void => {
  const { indices, nRows, offsets, values } = a
  const product = new Float64Array(width)
  for (let row = 0; row < nRows; row++) {
    const start = offsets[row]!
    const end = offsets[row + 1]!
    product.fill(0)
    // Columns go four at a time, so that `product` is read and written a quarter as often.
    let at = start
    for (; at + 3 < end; at += 4) {
      const v0 = values[at]!
      const v1 = values[at + 1]!
      const v2 = values[at + 2]!
      const v3 = values[at + 3]!
      const i0 = indices[at]! * width
      const i1 = indices[at + 1]! * width
      const i2 = indices[at + 2]! * width
      const i3 = indices[at + 3]! * width
      for (let t = 0; t < width; t++) {
        product[t] = product[t]! + (v0 * b[i0 + t]! + v1 * b[i1 + t]! + v2 * b[i2 + t]! + v3 * b[i3 + t]!)
      }
    }
    for (; at < end; at++) {
      const v = values[at]!
      const i = indices[at]! * width
      for (let t = 0; t < width; t++) product[t] = product[t]! + v * b[i + t]!
    }
    // The columns of a row do not repeat, so the four sums never meet.
    for (at = start; at + 3 < end; at += 4) {
      const v0 = values[at]!
      const v1 = values[at + 1]!
      const v2 = values[at + 2]!
      const v3 = values[at + 3]!
      const i0 = indices[at]! * width
      const i1 = indices[at + 1]! * width
      const i2 = indices[at + 2]! * width
      const i3 = indices[at + 3]! * width
      for (let t = 0; t < width; t++) {
        const p = product[t]!
        out[i0 + t] = out[i0 + t]! + v0 * p
        out[i1 + t] = out[i1 + t]! + v1 * p
        out[i2 + t] = out[i2 + t]! + v2 * p
        out[i3 + t] = out[i3 + t]! + v3 * p
      }
    }
    for (; at < end; at++) {
      const v = values[at]!
      const i = indices[at]! * width
      for (let t = 0; t < width; t++) out[i + t] = out[i + t]! + v * product[t]!
    }
  }
}
