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
 * zeros, and so does every topic beyond the dimensions of the matrix, min(nDocs, nTerms). Ten directions more than `k`
 * and seven power iterations are used for the SVD. A matrix without a row or column throws a `RangeError`.
 */
export const nndsvd = (weights: SparseMatrix, k: number, random: Random): NonnegativeFactors => {
  const { nRows, nCols } = weights
  const rank = Math.min(k, nRows, nCols)
  const { loadings, scores, singularValues } = randomisedSvd(weights, {
    rank,
    oversampling: 10,
    powerIterations: 7,
    random
  })
  const docTopics = new Float64Array(nRows * k)
  const termTopics = new Float64Array(nCols * k)
  for (let topic = 0; topic < rank; topic++) {
    if (singularValues[topic] === 0) continue
    const ofScores: Column = { matrix: scores, stride: rank, at: topic }
    const ofLoadings: Column = { matrix: loadings, stride: rank, at: topic }
    // The scores are already times the singular value.
    const weightOf = (sign: number) => Math.sqrt(partLength(ofScores, sign) * partLength(ofLoadings, sign))
    const sign = topic === 0 ? 0 : weightOf(1) > weightOf(-1) ? 1 : -1
    writePart(ofScores, sign, weightOf(sign), { matrix: docTopics, stride: k, at: topic })
    writePart(ofLoadings, sign, weightOf(sign), { matrix: termTopics, stride: k, at: topic })
  }
  return { docTopics, termTopics }
}

/** A column of a row-major matrix of `stride` columns. */
interface Column {
  readonly matrix: Float64Array
  readonly stride: number
  readonly at: number
}

/** The length of the positive (sign 1) or negative (−1) entries of a column, or of all (0). */
const partLength = ({ matrix, stride, at }: Column, sign: number): number => {
  let squares = 0
  for (let i = at; i < matrix.length; i += stride) squares += partOf(matrix[i]!, sign) ** 2
  return Math.sqrt(squares)
}

const partOf = (value: number, sign: number): number => (sign === 0 ? Math.abs(value) : Math.max(0, sign * value))

/** Writes that part of a column, scaled to the length `weight`, to a column of another matrix of as many rows. */
const writePart = (column: Column, sign: number, weight: number, out: Column): void => {
  const length = partLength(column, sign)
  if (length === 0) return
  for (let i = column.at, to = out.at; i < column.matrix.length; i += column.stride, to += out.stride) {
    const value = (weight * partOf(column.matrix[i]!, sign)) / length
    out.matrix[to] = value < negligible ? 0 : value
  }
}
