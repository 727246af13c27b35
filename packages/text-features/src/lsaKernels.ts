/**
 * The kernels of the stage `lsa`: a part of a pass over the weights, and the vectors of some documents.
 */
import { normaliseRows } from "@praxis/numerics/normaliseRows"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseTimesDense } from "@praxis/numerics/sparseTimesDense"

export { passPart } from "@praxis/numerics/svdPasses"

/** What weights are projected by. */
export interface Projection {
  /** The loading of each term in each dimension (nTerms × dims, row-major). */
  readonly loadings: Float64Array
  readonly dims: number
  /** Vectors of at most this length before scaling become zero. */
  readonly floor: number
}

/** Vectors of documents (nRows × dims, row-major), each of unit length or zero, and how many are zero. */
export interface Projected {
  readonly nRows: number
  readonly vectors: Float64Array
  readonly zeros: number
}

/** Weights (nRows × nTerms) times loadings, each row then of unit length. */
export const projectRows = ({ dims, floor, loadings }: Projection, weights: SparseMatrix): Projected => {
  const { nRows } = weights
  const vectors = new Float64Array(nRows * dims)
  sparseTimesDense(weights, loadings, dims, vectors)
  return { nRows, vectors, zeros: normaliseRows(vectors, nRows, dims, floor) }
}
