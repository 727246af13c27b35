import type { SparseMatrix } from "./SparseMatrix.ts"
import { sparseTimesDense } from "./sparseTimesDense.ts"
import { type RandomisedSvdOptions, svdPasses } from "./svdPasses.ts"

/** The largest singular values of A (nRows × nCols) with their vectors, dense and row-major. */
export interface TruncatedSvd {
  /** rank values, descending, at least 0. */
  readonly singularValues: Float64Array
  /** UΣ (nRows × rank): the rows of A in the new dimensions, not normalised. */
  readonly scores: Float64Array
  /** V (nCols × rank): what each column of A weighs in each dimension; unit columns. */
  readonly loadings: Float64Array
}

/**
 * The `rank` largest singular values and vectors of a sparse matrix in memory: {@link svdPasses} over one part, then
 * the scores. A rank that the matrix does not have throws a `RangeError`.
 */
export const randomisedSvd = (a: SparseMatrix, options: RandomisedSvdOptions): TruncatedSvd => {
  const passes = svdPasses(a.nRows, a.nCols, options)
  let step = passes.next()
  while (!step.done) {
    step.value(a)
    step = passes.next()
  }
  const { loadings, singularValues } = step.value
  const scores = new Float64Array(a.nRows * options.rank)
  sparseTimesDense(a, loadings, options.rank, scores)
  return { singularValues, scores, loadings }
}
