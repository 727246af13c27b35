/**
 * `gram += AᵀA` of a dense row-major matrix (nRows × nCols): all dot products of its columns (nCols × nCols), exactly
 * symmetric where it was so before. Rows enter in order, four at a time, so that the small result stays in the cache
 * while A is read once: parts of A whose rows are multiples of four give the bits of the whole.
 */
export const addGramMatrix = (a: Float64Array, nRows: number, nCols: number, gram: Float64Array): void => {
  let row = 0
  for (; row + 3 < nRows; row += 4) {
    const r0 = row * nCols
    const r1 = r0 + nCols
    const r2 = r1 + nCols
    const r3 = r2 + nCols
    for (let i = 0; i < nCols; i++) {
      const v0 = a[r0 + i]!
      const v1 = a[r1 + i]!
      const v2 = a[r2 + i]!
      const v3 = a[r3 + i]!
      const to = i * nCols
      for (let j = i; j < nCols; j++) {
        gram[to + j] = gram[to + j]! + (v0 * a[r0 + j]! + v1 * a[r1 + j]! + v2 * a[r2 + j]! + v3 * a[r3 + j]!)
      }
    }
  }
  for (; row < nRows; row++) {
    const from = row * nCols
    for (let i = 0; i < nCols; i++) {
      const v = a[from + i]!
      for (let j = i; j < nCols; j++) gram[i * nCols + j] = gram[i * nCols + j]! + v * a[from + j]!
    }
  }
  for (let i = 1; i < nCols; i++) {
    for (let j = 0; j < i; j++) gram[i * nCols + j] = gram[j * nCols + i]!
  }
}
