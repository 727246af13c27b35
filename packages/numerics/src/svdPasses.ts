import { denseTimesDense } from "./denseTimesDense.ts"
import { gramTimesDense } from "./gramTimesDense.ts"
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

/** Rows of A in a part of a pass; the last part has what is left. Part of the result's last bits: sums are cut here. */
export const partRows = 16_384

/** What each part of a pass is multiplied by. Only data, so that parts can be worked on in other threads. */
export interface SvdPass {
  /** `power`: (AᵀA) · sketch is asked for; `gram`: (A · sketch)ᵀ(A · sketch). */
  readonly of: "power" | "gram"
  /** V (nCols × width). */
  readonly sketch: Float64Array
  readonly width: number
}

/** What one part of A adds to a pass: a sum (nCols × width, or width × width), and the longest row of A · sketch where it is known, else 0. */
export interface PassPart {
  readonly nRows: number
  readonly sum: Float64Array
  readonly longestRow: number
}

/** One pass over A, and what takes its parts in the order of A's rows. */
export interface PassRequest {
  readonly pass: SvdPass
  readonly take: (part: PassPart) => void
}

/** The part of a pass that these rows of A make. */
export const passPart = ({ of, sketch, width }: SvdPass, rows: SparseMatrix): PassPart => {
  const { nRows } = rows
  if (of === "power") return { nRows, sum: gramTimesDense(rows, sketch, width), longestRow: 0 }
  const { gram, longestRow } = productGram(rows, sketch, width)
  return { nRows, sum: gram, longestRow }
}

/**
 * The `rank` largest singular values of a sparse matrix and its right singular vectors, by a random sketch of its row
 * space, in powerIterations + 2 passes over its rows. Each step of the generator asks for one pass: cut A into parts of
 * {@link partRows} rows, make a {@link passPart} of each, anywhere and at any time, hand them to `take` in the order of
 * the rows, then go on. Memory: two sketches (nCols × (rank + oversampling)), one sum and the loadings; nothing grows
 * with the rows.
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
 * A rank that the matrix does not have throws a `RangeError`; a pass with other than nRows rows, or
 * with parts of another size, throws.
 */
export function* svdPasses(
  nRows: number,
  nCols: number,
  options: RandomisedSvdOptions
): Generator<PassRequest, ColumnSide, void> {
  const { oversampling, powerIterations, random, rank } = options
  const most = Math.min(nRows, nCols)
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= most))
    throw new RangeError(`rank is ${rank}; a ${nRows} × ${nCols} matrix has 1 to ${most} dimensions`)
  const width = Math.min(rank + oversampling, most)
  // In shared memory, so that threads read a sketch without a copy; none of them does while it changes.
  const inSharedMemory = () => new Float64Array(new SharedArrayBuffer(8 * nCols * width))
  let sketch = inSharedMemory()
  let spare = inSharedMemory()
  for (let i = 0; i < sketch.length; i++) sketch[i] = 2 * random() - 1
  for (let iteration = 0; iteration <= powerIterations; iteration++) {
    const [from, to] = [sketch, spare]
    to.fill(0)
    yield* pass(nRows, { of: "power", sketch: from, width }, to)
    orthonormaliseColumns(to, nCols, width, from, iteration < powerIterations ? 1 : 2)
    sketch = to
    spare = from
  }
  const gram = new Float64Array(width * width)
  const longestRow = yield* pass(nRows, { of: "gram", sketch, width }, gram)
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

/** One pass over all rows; adds its parts to `sum` and gives the longest row that they know of. */
function* pass(nRows: number, asked: SvdPass, sum: Float64Array): Generator<PassRequest, number, void> {
  let taken = 0
  let longest = 0
  const take = (part: PassPart) => {
    const expected = Math.min(partRows, nRows - taken)
    if (part.nRows !== expected) throw new Error(`a part has ${part.nRows} rows, not ${expected}`)
    taken += part.nRows
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + part.sum[i]!
    if (part.longestRow > longest) longest = part.longestRow
  }
  yield { pass: asked, take }
  if (taken !== nRows) throw new Error(`a pass had ${taken} of ${nRows} rows`)
  return longest
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
