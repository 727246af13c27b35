import type { Random } from "./random.ts"
import { randomisedSvd } from "./randomisedSvd.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"

/** A matrix A (nDocs × nTerms) of no negative numbers as a product of two such: A ≈ W · H. */
export interface NonnegativeFactors {
  /** W (nDocs × k, row-major): how much of each topic a document has. */
  readonly docTopics: Float64Array
  /** Hᵀ (nTerms × k, row-major): how much of each term a topic has. */
  readonly termTopics: Float64Array
}

/** What is smaller in a start counts as 0. */
const negligible = 1e-6

/**
 * A start for the factorisation of A (nDocs × nTerms, no negative weight) into `k` topics from its truncated SVD,
 * without chance but for the sketch: NNDSVD (Boutsidis & Gallopoulos 2008, Pattern Recognition 41), as scikit-learn's
 * `init="nndsvd"`, entries below 1e-6 set to 0.
 *
 * The first topic is the first pair of singular vectors without signs. Of each further pair the positive parts or the
 * negative parts are taken, whichever weigh more (the negative where equal); a singular value of 0 gives a topic of
 * zeros. Ten directions more than `k` and seven power iterations are used for the SVD. A `k` that the matrix does not
 * have dimensions for throws a `RangeError`.
 */
export const nndsvd = (weights: SparseMatrix, k: number, random: Random): NonnegativeFactors => {
  const { nRows, nCols } = weights
  const svd = randomisedSvd(weights, { rank: k, oversampling: 10, powerIterations: 7, random })
  const docTopics = new Float64Array(nRows * k)
  const termTopics = new Float64Array(nCols * k)
  for (let topic = 0; topic < k; topic++) {
    if (svd.singularValues[topic] === 0) continue
    // The scores are already times the singular value.
    const weightOf = (sign: number) =>
      Math.sqrt(partLength(svd.scores, k, topic, sign) * partLength(svd.loadings, k, topic, sign))
    const sign = topic === 0 ? 0 : weightOf(1) > weightOf(-1) ? 1 : -1
    writePart(svd.scores, k, topic, sign, weightOf(sign), docTopics)
    writePart(svd.loadings, k, topic, sign, weightOf(sign), termTopics)
  }
  return { docTopics, termTopics }
}

/** The length of the positive (sign 1) or negative (−1) entries of a column, or of all (0). */
const partLength = (matrix: Float64Array, k: number, column: number, sign: number): number => {
  let squares = 0
  for (let at = column; at < matrix.length; at += k) squares += partOf(matrix[at]!, sign) ** 2
  return Math.sqrt(squares)
}

const partOf = (value: number, sign: number): number => (sign === 0 ? Math.abs(value) : Math.max(0, sign * value))

/** Writes that part of a column, scaled to the length `weight`, to the same column of `out`. */
const writePart = (
  matrix: Float64Array,
  k: number,
  column: number,
  sign: number,
  weight: number,
  out: Float64Array
): void => {
  const length = partLength(matrix, k, column, sign)
  if (length === 0) return
  for (let at = column; at < matrix.length; at += k) {
    const value = (weight * partOf(matrix[at]!, sign)) / length
    out[at] = value < negligible ? 0 : value
  }
}
