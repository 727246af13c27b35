import type { SparseMatrix } from "./SparseMatrix.ts"

/** Divides each row by its Euclidean length, in place. Rows without a value, and rows of zeros, stay as they are. */
export const normaliseSparseRows = ({ nRows, offsets, values }: SparseMatrix): void => {
  for (let row = 0; row < nRows; row++) {
    const start = offsets[row]!
    const end = offsets[row + 1]!
    let squares = 0
    for (let at = start; at < end; at++) squares += values[at]! * values[at]!
    if (squares === 0) continue
    const norm = Math.sqrt(squares)
    for (let at = start; at < end; at++) values[at] = values[at]! / norm
  }
}
