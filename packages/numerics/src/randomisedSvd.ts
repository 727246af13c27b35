import type { SparseMatrix } from "./SparseMatrix.ts"
import { sparseRows } from "./sparseRows.ts"
import { sparseTimesDense } from "./sparseTimesDense.ts"
import { type ColumnSide, partRows, passPart, type RandomisedSvdOptions, svdPasses } from "./svdPasses.ts"

/** The largest singular values of A (nRows × nCols) with their vectors, dense and row-major. */
export interface TruncatedSvd {
  /** rank values, descending, at least 0. */
  readonly singularValues: Float64Array
  /** UΣ (nRows × rank): the rows of A in the new dimensions, not normalised. */
  readonly scores: Float64Array
  /** V (nCols × rank): what each column of A weighs in each dimension; unit columns. */
  readonly loadings: Float64Array
}

/** The side of the columns of a sparse matrix in memory, by {@link svdPasses}. A rank that the matrix does not have throws a `RangeError`. */
export const columnSide = (a: SparseMatrix, options: RandomisedSvdOptions): ColumnSide => {
  const passes = svdPasses(a.nRows, a.nCols, options)
  for (;;) {
    const step = passes.next()
    if (step.done) return step.value
    const { pass, take } = step.value
    for (let start = 0; start < a.nRows; start += partRows) {
      take(passPart(pass, sparseRows(a, start, Math.min(a.nRows, start + partRows))))
    }
  }
}

/**
 * The `rank` largest singular values and vectors of a sparse matrix in memory: {@link columnSide}, then the scores. A
 * rank that the matrix does not have throws a `RangeError`.
 */
export const randomisedSvd = (a: SparseMatrix, options: RandomisedSvdOptions): TruncatedSvd => {
  const { loadings, singularValues } = columnSide(a, options)
  const scores = new Float64Array(a.nRows * options.rank)
  sparseTimesDense(a, loadings, options.rank, scores)
  return { singularValues, scores, loadings }
}
