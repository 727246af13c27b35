/**
 * Counts to what clusterers read, in memory: the arithmetic of the stages `tf-idf` and `lsa`.
 */
import { documentFrequency } from "@praxis/numerics/documentFrequency"
import { type IdfVariant, inverseDocumentFrequency } from "@praxis/numerics/inverseDocumentFrequency"
import { normaliseRows } from "@praxis/numerics/normaliseRows"
import { normaliseSparseRows } from "@praxis/numerics/normaliseSparseRows"
import { random } from "@praxis/numerics/random"
import { columnSide } from "@praxis/numerics/randomisedSvd"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseTimesDense } from "@praxis/numerics/sparseTimesDense"
import { tfIdf } from "@praxis/numerics/tfIdf"
import type { Features } from "./Clusterer.ts"
import { sparseRowsAt } from "./sparseRowsAt.ts"

/** How counts become weights, and weights vectors; see the stages `tf-idf` and `lsa`. */
export interface VectoriseOptions {
  readonly sublinearTf: boolean
  readonly idf: IdfVariant
  readonly norm: "l2" | "none"
  readonly dims: number
  readonly oversampling: number
  readonly powerIterations: number
}

/** What places further posts in the same dimensions. */
export interface VectorModel extends Pick<VectoriseOptions, "sublinearTf" | "norm"> {
  /** What each term's weight is multiplied by (nTerms). */
  readonly idf: Float64Array
  /** The loading of each term in each dimension (nTerms × dims, row-major). */
  readonly loadings: Float64Array
  /** At most the asked number, fewer where there are fewer posts or terms. */
  readonly dims: number
  /** A vector of at most this length before scaling is rounding, and counts as none. */
  readonly floor: number
}

/** Posts in the dimensions of a model. */
export interface Projected {
  /** The posts that have a vector. */
  readonly features: Features
  /** The row of counts of each of them, ascending. */
  readonly docs: Uint32Array
}

/** Posts in dimensions of their own. */
export interface Vectorised extends Projected, VectorModel {
  /** Posts that hold each term (nTerms). */
  readonly df: Uint32Array
  /** As many as there are dimensions, falling. */
  readonly singularValues: Float64Array
}

/**
 * TF-IDF and LSA of counts (nDocs × nTerms), refitted to these posts; the same bits as the stages give for the same
 * counts and `seed`, the seed of the sketch. Posts without a vector are left out. Counts without a row or column give
 * no dimension and no post. The time grows with the stored counts times dims.
 */
export const vectorise = (counts: SparseMatrix, options: VectoriseOptions, seed: number): Vectorised => {
  const { sublinearTf, norm, oversampling, powerIterations } = options
  const df = documentFrequency(counts)
  const idf = inverseDocumentFrequency(df, counts.nRows, options.idf)
  const weights = weightsOf(counts, { idf, sublinearTf, norm })
  const dims = Math.min(options.dims, counts.nRows, counts.nCols)
  const { loadings, longestRow, singularValues } =
    dims === 0 ? noDimensions : columnSide(weights, { rank: dims, oversampling, powerIterations, random: random(seed) })
  const model: VectorModel = { sublinearTf, norm, idf, loadings, dims, floor: 1e-9 * longestRow }
  return { ...model, ...projectWeights(weights, model), df, singularValues }
}

/** Places posts in the dimensions of a model without refitting it; `counts` are nDocs × nTerms of the model's terms. */
export const project = (counts: SparseMatrix, model: VectorModel): Projected =>
  projectWeights(weightsOf(counts, model), model)

const weightsOf = (
  counts: SparseMatrix,
  { idf, sublinearTf, norm }: Pick<VectorModel, "idf" | "sublinearTf" | "norm">
): SparseMatrix => {
  const weights = { ...counts, values: tfIdf(counts, idf, sublinearTf) }
  if (norm === "l2") normaliseSparseRows(weights)
  return weights
}

const noDimensions = { loadings: new Float64Array(0), longestRow: 0, singularValues: new Float64Array(0) }

const projectWeights = (weights: SparseMatrix, { loadings, dims, floor }: VectorModel): Projected => {
  const scores = new Float64Array(weights.nRows * dims)
  if (dims > 0) sparseTimesDense(weights, loadings, dims, scores)
  const zeros = normaliseRows(scores, weights.nRows, dims, floor)
  const docs = new Uint32Array(weights.nRows - zeros)
  const vectors = new Float64Array(docs.length * dims)
  let kept = 0
  for (let doc = 0; doc < weights.nRows; doc++) {
    const vector = scores.subarray(doc * dims, (doc + 1) * dims)
    if (vector.every((value) => value === 0)) continue
    vectors.set(vector, kept * dims)
    docs[kept++] = doc
  }
  return {
    features: { vectors: { length: docs.length, width: dims, values: vectors }, weights: sparseRowsAt(weights, docs) },
    docs
  }
}
