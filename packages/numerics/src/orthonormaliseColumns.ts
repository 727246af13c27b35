import { denseTimesDense } from "./denseTimesDense.ts"
import { gramMatrix } from "./gramMatrix.ts"

/**
 * Makes the columns of a dense row-major matrix (nRows × nCols) orthonormal, in place and in order, so that the first j
 * columns span what they spanned before. A column that depends on the ones before it, to within 1e-13 of its length,
 * becomes zero. Gives the number of columns that are not zero.
 *
 * By the Cholesky factor of their Gram matrix, `rounds` times: once leaves columns orthogonal to about 1e-16 times the
 * square of their condition, enough between two products; twice leaves rounding (CholeskyQR2: Yamamoto, Nakatsukasa,
 * Yanagisawa and Fukaya 2015, ETNA 44). Where a column has less than 1e-4 of its length outside of those before it, by
 * Gram–Schmidt done twice ("twice is enough": Giraud, Langou, Rozložník and van den Eshof 2005, Numer. Math. 101), which
 * takes about six times as long. `scratch` has nRows · nCols entries and is overwritten.
 */
export const orthonormaliseColumns = (
  matrix: Float64Array,
  nRows: number,
  nCols: number,
  scratch: Float64Array = new Float64Array(nRows * nCols),
  rounds: 1 | 2 = 2
): number => {
  if (byCholesky(matrix, nRows, nCols, scratch)) {
    if (rounds === 1) {
      matrix.set(scratch)
      return nCols
    }
    if (byCholesky(scratch, nRows, nCols, matrix)) return nCols
    matrix.set(scratch)
  }
  return byGramSchmidt(matrix, nRows, nCols, scratch)
}

/** Writes to `out` the columns times the inverse of the Cholesky factor of their Gram matrix; false, and nothing written, where they nearly depend on one another. */
const byCholesky = (matrix: Float64Array, nRows: number, nCols: number, out: Float64Array): boolean => {
  const inverse = inverseFactor(gramMatrix(matrix, nRows, nCols), nCols)
  if (inverse === undefined) return false
  denseTimesDense(matrix, inverse, nRows, nCols, nCols, out, true)
  return true
}

/** R⁻¹ (n × n, zeros below the diagonal) where the Gram matrix is RᵀR; undefined where a column has at most 1e-8 of its squared length outside of those before it. */
const inverseFactor = (gram: Float64Array, n: number): Float64Array | undefined => {
  const factor = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    for (let i = 0; i <= j; i++) {
      let rest = gram[i * n + j]!
      for (let p = 0; p < i; p++) rest -= factor[p * n + i]! * factor[p * n + j]!
      if (i < j) factor[i * n + j] = rest / factor[i * n + i]!
      else if (rest > 1e-8 * gram[j * n + j]!) factor[j * n + j] = Math.sqrt(rest)
      else return undefined
    }
  }
  const inverse = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    inverse[j * n + j] = 1 / factor[j * n + j]!
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0
      for (let p = i + 1; p <= j; p++) sum += factor[i * n + p]! * inverse[p * n + j]!
      inverse[i * n + j] = -sum / factor[i * n + i]!
    }
  }
  return inverse
}

/** The same column by column; earlier ones are taken four at a time, since a column that is read once for four of them waits half as long for memory. */
const byGramSchmidt = (matrix: Float64Array, nRows: number, nCols: number, scratch: Float64Array): number => {
  // Columns become contiguous, so that each dot product is one run through memory.
  for (let row = 0; row < nRows; row++) {
    for (let col = 0; col < nCols; col++) scratch[col * nRows + row] = matrix[row * nCols + col]!
  }
  let rank = 0
  for (let col = 0; col < nCols; col++) {
    const at = col * nRows
    const before = lengthOf(scratch, at, nRows)
    for (let pass = 0; pass < 2; pass++) {
      let earlier = 0
      for (; earlier + 3 < col; earlier += 4) removeFour(scratch, at, earlier * nRows, nRows)
      for (; earlier < col; earlier++) removeOne(scratch, at, earlier * nRows, nRows)
    }
    const length = lengthOf(scratch, at, nRows)
    if (length <= 1e-13 * before) {
      scratch.fill(0, at, at + nRows)
    } else {
      for (let i = at; i < at + nRows; i++) scratch[i] = scratch[i]! / length
      rank++
    }
  }
  for (let row = 0; row < nRows; row++) {
    for (let col = 0; col < nCols; col++) matrix[row * nCols + col] = scratch[col * nRows + row]!
  }
  return rank
}

const lengthOf = (a: Float64Array, at: number, length: number): number => {
  let squares = 0
  for (let i = at; i < at + length; i++) squares += a[i]! * a[i]!
  return Math.sqrt(squares)
}

/** Takes from the column at `x` its part along the unit column at `q`. */
const removeOne = (a: Float64Array, x: number, q: number, length: number): void => {
  let along = 0
  for (let i = 0; i < length; i++) along += a[x + i]! * a[q + i]!
  for (let i = 0; i < length; i++) a[x + i] = a[x + i]! - along * a[q + i]!
}

/** The same for four adjacent unit columns from `q` on. */
const removeFour = (a: Float64Array, x: number, q: number, length: number): void => {
  const q1 = q + length
  const q2 = q1 + length
  const q3 = q2 + length
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < length; i++) {
    const value = a[x + i]!
    s0 += value * a[q + i]!
    s1 += value * a[q1 + i]!
    s2 += value * a[q2 + i]!
    s3 += value * a[q3 + i]!
  }
  for (let i = 0; i < length; i++) {
    a[x + i] = a[x + i]! - (s0 * a[q + i]! + s1 * a[q1 + i]! + s2 * a[q2 + i]! + s3 * a[q3 + i]!)
  }
}
