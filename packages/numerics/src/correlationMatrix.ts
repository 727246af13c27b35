/**
 * Pearson's correlations of the columns of a matrix: nCols × nCols, row-major, symmetric, 1 on the diagonal, −1 to 1. A
 * column without variance has 0 with every other.
 *
 * The matrix need not be in memory: `read` writes row i (nCols) into an array that is used again, once for the means and
 * once for the products. Sums run in row order.
 */
export const correlationMatrix = (
  nRows: number,
  nCols: number,
  read: (row: number, into: Float64Array) => void
): Float64Array => {
  const values = new Float64Array(nCols)
  const means = new Float64Array(nCols)
  for (let row = 0; row < nRows; row++) {
    read(row, values)
    for (let col = 0; col < nCols; col++) means[col]! += values[col]!
  }
  for (let col = 0; col < nCols; col++) means[col]! /= nRows
  const products = new Float64Array(nCols * nCols)
  for (let row = 0; row < nRows; row++) {
    read(row, values)
    for (let a = 0; a < nCols; a++) {
      const centred = values[a]! - means[a]!
      for (let b = a; b < nCols; b++) products[a * nCols + b]! += centred * (values[b]! - means[b]!)
    }
  }
  const correlations = new Float64Array(nCols * nCols)
  for (let a = 0; a < nCols; a++) {
    correlations[a * nCols + a] = 1
    for (let b = a + 1; b < nCols; b++) {
      const scale = Math.sqrt(products[a * nCols + a]! * products[b * nCols + b]!)
      const correlation = scale > 0 ? Math.max(-1, Math.min(1, products[a * nCols + b]! / scale)) : 0
      correlations[a * nCols + b] = correlation
      correlations[b * nCols + a] = correlation
    }
  }
  return correlations
}
