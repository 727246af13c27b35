/**
 * Divides each row of a dense row-major matrix (nRows × nCols) by its Euclidean length, in place.
 * A row of length at most `floor` becomes zero, since what is left of it is rounding; gives the number of rows that are zero.
 */
export const normaliseRows = (matrix: Float64Array, nRows: number, nCols: number, floor: number): number => {
  let zeros = 0
  for (let row = 0; row < nRows; row++) {
    const start = row * nCols
    const end = start + nCols
    let squares = 0
    for (let at = start; at < end; at++) squares += matrix[at]! * matrix[at]!
    const norm = Math.sqrt(squares)
    if (norm <= floor) {
      matrix.fill(0, start, end)
      zeros++
    } else {
      for (let at = start; at < end; at++) matrix[at] = matrix[at]! / norm
    }
  }
  return zeros
}
