import { denseTimesDense } from "./denseTimesDense.ts"
import { gramMatrix } from "./gramMatrix.ts"
import { orthonormaliseColumns } from "./orthonormaliseColumns.ts"
import type { Random } from "./random.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { sparseTimesDense } from "./sparseTimesDense.ts"
import { symmetricEigen } from "./symmetricEigen.ts"
import { transpose } from "./transpose.ts"

/** The largest singular values of A (nRows × nCols) with their vectors, dense and row-major. */
export interface TruncatedSvd {
  /** rank values, descending, at least 0. */
  readonly singularValues: Float64Array
  /** UΣ (nRows × rank): the rows of A in the new dimensions, not normalised. */
  readonly scores: Float64Array
  /** V (nCols × rank): what each column of A weighs in each dimension; unit columns. */
  readonly loadings: Float64Array
}

/** How {@link randomisedSvd} looks for the largest singular values. */
export interface RandomisedSvdOptions {
  /** How many singular values; 1 to min(nRows, nCols). */
  readonly rank: number
  /** Further directions that are carried along and dropped at the end; 0 or more. */
  readonly oversampling: number
  /** How often the sketch is multiplied by AᵀA beyond the first time; 0 or more. */
  readonly powerIterations: number
  readonly random: Random
}

/**
 * The `rank` largest singular values and vectors of a sparse matrix, by a random sketch of its row space.
 *
 * Randomised subspace iteration (Halko, Martinsson and Tropp 2011, SIAM Review 53, algorithms 4.4 and 5.1) on the side
 * of the columns: V = orth((AᵀA)^(1 + powerIterations) Ω), re-orthonormalised after each product; then Rayleigh–Ritz:
 * the eigenvectors W of (AV)ᵀ(AV) give Σ², the scores AVW and the loadings VW. So the long side (documents) is never
 * orthonormalised. The price: singular values below about 3e-7 of the largest are not told from 0 and are returned as 0,
 * and one of size σ has a relative rounding error of about 1e-16 · (largest / σ)².
 *
 * Ω has independent uniform entries on [−1, 1): they are sub-Gaussian, for which the same bounds hold up to constants,
 * they need no logarithm or cosine, whose last bit may differ between machines, and, other than ±1, they give full rank
 * to a tiny matrix too. Each dimension's sign makes its loading of largest absolute value positive (the first of equals).
 */
export const randomisedSvd = (a: SparseMatrix, options: RandomisedSvdOptions): TruncatedSvd => {
  const { oversampling, powerIterations, random, rank } = options
  const { nCols, nRows } = a
  const most = Math.min(nRows, nCols)
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= most))
    throw new RangeError(`rank is ${rank}; a ${nRows} × ${nCols} matrix has 1 to ${most} dimensions`)
  const width = Math.min(rank + oversampling, most)
  const at = transpose(a)
  const rowSide = new Float64Array(nRows * width)
  const colSide = new Float64Array(nCols * width)
  const scratch = new Float64Array(nCols * width)
  for (let i = 0; i < colSide.length; i++) colSide[i] = 2 * random() - 1
  for (let iteration = 0; iteration <= powerIterations; iteration++) {
    sparseTimesDense(a, colSide, width, rowSide)
    sparseTimesDense(at, rowSide, width, colSide)
    orthonormaliseColumns(colSide, nCols, width, scratch)
  }
  sparseTimesDense(a, colSide, width, rowSide)
  const { values, vectors } = symmetricEigen(gramMatrix(rowSide, nRows, width), width)
  const rotation = firstColumns(vectors, width, rank)
  const singularValues = squareRoots(values.subarray(0, rank))
  for (let k = 0; k < rank; k++) {
    if (singularValues[k] === 0) for (let p = 0; p < width; p++) rotation[p * rank + k] = 0
  }
  const loadings = new Float64Array(nCols * rank)
  denseTimesDense(colSide, rotation, nCols, width, rank, loadings)
  const signs = signsOf(loadings, nCols, rank)
  scaleColumns(loadings, signs)
  scaleColumns(rotation, signs)
  const scores = new Float64Array(nRows * rank)
  denseTimesDense(rowSide, rotation, nRows, width, rank, scores)
  return { singularValues, scores, loadings }
}

const firstColumns = (matrix: Float64Array, n: number, count: number): Float64Array => {
  const columns = new Float64Array(n * count)
  for (let row = 0; row < n; row++) columns.set(matrix.subarray(row * n, row * n + count), row * count)
  return columns
}

/** Eigenvalues of a Gram matrix below 1e-14 of the largest are rounding. */
const squareRoots = (eigenvalues: Float64Array): Float64Array =>
  eigenvalues.map((value) => (value > 1e-14 * eigenvalues[0]! ? Math.sqrt(value) : 0))

/** 1 or −1 a column: the sign of its entry of largest absolute value, the first of equals. */
const signsOf = (matrix: Float64Array, nRows: number, nCols: number): Float64Array => {
  const signs = new Float64Array(nCols).fill(1)
  const largest = new Float64Array(nCols)
  for (let row = 0; row < nRows; row++) {
    for (let col = 0; col < nCols; col++) {
      const value = matrix[row * nCols + col]!
      if (Math.abs(value) > largest[col]!) {
        largest[col] = Math.abs(value)
        signs[col] = value < 0 ? -1 : 1
      }
    }
  }
  return signs
}

const scaleColumns = (matrix: Float64Array, factors: Float64Array): void => {
  const nCols = factors.length
  for (let i = 0; i < matrix.length; i++) matrix[i] = matrix[i]! * factors[i % nCols]!
}
