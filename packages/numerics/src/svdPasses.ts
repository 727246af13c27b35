import { addGramTimesDense } from "./addGramTimesDense.ts"
import { denseTimesDense } from "./denseTimesDense.ts"
import { orthonormaliseColumns } from "./orthonormaliseColumns.ts"
import { productGram } from "./productGram.ts"
import type { Random } from "./random.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { symmetricEigen } from "./symmetricEigen.ts"

/** How {@link svdPasses} looks for the largest singular values. */
export interface RandomisedSvdOptions {
  /** How many singular values; 1 to min(nRows, nCols). */
  readonly rank: number
  /** Further directions that are carried along and dropped at the end; 0 or more. */
  readonly oversampling: number
  /** How often the sketch is multiplied by AᵀA beyond the first time; 0 or more. */
  readonly powerIterations: number
  readonly random: Random
}

/** The side of the columns of a truncated SVD of A (nRows × nCols), dense and row-major. */
export interface ColumnSide {
  /** rank values, descending, at least 0. */
  readonly singularValues: Float64Array
  /** V (nCols × rank): what each column of A weighs in each dimension; unit columns. A · V are the scores UΣ. */
  readonly loadings: Float64Array
  /** The length of the longest row of A in the directions of the whole sketch: at least that of the longest score. */
  readonly longestRow: number
}

/** Takes the next rows of A. */
export type TakeRows = (rows: SparseMatrix) => void

/**
 * The `rank` largest singular values of a sparse matrix and its right singular vectors, by a random sketch of its row
 * space, in powerIterations + 2 passes over its rows. Each step of the generator asks for one pass: call what it yields
 * with all rows of A in order, in one part or many, then go on. How A is cut does not change a bit. Memory: two sketches
 * (nCols × (rank + oversampling)) and the loadings; nothing grows with the rows.
 *
 * Randomised subspace iteration (Halko, Martinsson and Tropp 2011, SIAM Review 53, algorithms 4.4 and 5.1) on the side
 * of the columns: V = orth((AᵀA)^(1 + powerIterations) Ω), re-orthonormalised after each product; then Rayleigh–Ritz:
 * the eigenvectors W of (AV)ᵀ(AV) give Σ² and the loadings VW. So the long side (documents) is never orthonormalised.
 * The price: singular values below about 3e-7 of the largest are not told from 0 and are returned as 0, with loadings
 * of 0, and one of size σ has a relative rounding error of about 1e-16 · (largest / σ)².
 *
 * Ω has independent uniform entries on [−1, 1): they are sub-Gaussian, for which the same bounds hold up to constants,
 * they need no logarithm or cosine, whose last bit may differ between machines, and, other than ±1, they give full rank
 * to a tiny matrix too. Each dimension's sign makes its loading of largest absolute value positive (the first of equals).
 *
 * A rank that the matrix does not have throws a `RangeError`; a pass with other than nRows rows throws.
 */
export function* svdPasses(
  nRows: number,
  nCols: number,
  options: RandomisedSvdOptions
): Generator<TakeRows, ColumnSide, void> {
  const { oversampling, powerIterations, random, rank } = options
  const most = Math.min(nRows, nCols)
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= most))
    throw new RangeError(`rank is ${rank}; a ${nRows} × ${nCols} matrix has 1 to ${most} dimensions`)
  const width = Math.min(rank + oversampling, most)
  let sketch = new Float64Array(nCols * width)
  let spare = new Float64Array(nCols * width)
  for (let i = 0; i < sketch.length; i++) sketch[i] = 2 * random() - 1
  for (let iteration = 0; iteration <= powerIterations; iteration++) {
    const [from, to] = [sketch, spare]
    to.fill(0)
    yield* pass(nRows, (rows) => addGramTimesDense(rows, from, width, to))
    orthonormaliseColumns(to, nCols, width, from)
    sketch = to
    spare = from
  }
  const product = productGram(sketch, width)
  yield* pass(nRows, product.add)
  const { gram, longestRow } = product.finish()
  const { values, vectors } = symmetricEigen(gram, width)
  const singularValues = squareRoots(values.subarray(0, rank))
  const rotation = firstColumns(vectors, width, rank)
  for (let k = 0; k < rank; k++) {
    if (singularValues[k] === 0) for (let p = 0; p < width; p++) rotation[p * rank + k] = 0
  }
  const loadings = new Float64Array(nCols * rank)
  denseTimesDense(sketch, rotation, nCols, width, rank, loadings)
  scaleColumns(loadings, signsOf(loadings, nCols, rank))
  return { singularValues, loadings, longestRow }
}

/** One pass over all rows. */
function* pass(nRows: number, take: TakeRows): Generator<TakeRows, void, void> {
  let taken = 0
  yield (rows) => {
    taken += rows.nRows
    take(rows)
  }
  if (taken !== nRows) throw new Error(`a pass had ${taken} of ${nRows} rows`)
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
