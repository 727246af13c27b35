import { nmfKernel } from "./nmfKernel.ts"
import { type NonnegativeFactors, nndsvd } from "./nndsvd.ts"
import type { Random } from "./random.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"

/** When the factorisation ends. */
export interface NmfOptions {
  /** At least 1. */
  readonly maxIterations: number
  /** It has converged when the violation of an iteration is at most this share of the first one's; 0 = never before it is 0. scikit-learn's default is 1e-4. */
  readonly tolerance: number
}

/** What a factorisation gave. */
export interface NmfResult extends NonnegativeFactors {
  /** The topic that each document has most of, 0 to k − 1, the lowest number of equals; −1 for a document that has none of any. */
  readonly labels: Int32Array
  /** How many documents each topic labels (k); 0 = empty. */
  readonly sizes: Int32Array
  /** The squared error ‖A − WH‖² (Frobenius); its root is scikit-learn's `reconstruction_err_`. */
  readonly objective: number
  /** Iterations made: each moves W, then H. */
  readonly iterations: number
  readonly converged: boolean
}

/**
 * Factorises documents × terms (no negative weight) into `k` topics: the start {@link nndsvd}, then {@link nmfFrom}.
 * Topics beyond the dimensions of the matrix, min(nDocs, nTerms), stay zero and label no document.
 */
export const nmf = (weights: SparseMatrix, k: number, options: NmfOptions, random: Random): NmfResult =>
  nmfFrom(weights, nndsvd(weights, k, random), k, options)

/**
 * Non-negative matrix factorisation A ≈ W · H of the least squared error, without penalties, from given factors (left as
 * they are) by coordinate descent (Hsieh & Dhillon 2011, KDD; Cichocki & Phan 2009), topics in order, as scikit-learn's
 * `solver="cd"`.
 *
 * An iteration moves each entry of W, then of H, to its best value with all others held. Its violation is the sum of
 * the gradients it met, without those that point below 0. The scale between W and H stays as the start has it. Time of
 * an iteration: 2 · nnz · k and (nDocs + nTerms) · k² products. A document's topics depend on it and H alone.
 */
export const nmfFrom = (
  weights: SparseMatrix,
  start: NonnegativeFactors,
  k: number,
  { maxIterations, tolerance }: NmfOptions
): NmfResult => {
  const kernel = nmfKernel(weights, start, k)
  let first = 0
  let converged = false
  let iterations = 0
  while (!converged && iterations < maxIterations) {
    iterations++
    const violation = kernel.descendDocs() + kernel.descendTerms()
    if (iterations === 1) first = violation
    converged = violation <= tolerance * first
  }
  const factors = kernel.factors()
  // ‖A‖² − 2 Σ (AᵀW) ∘ Hᵀ + Σ (WᵀW) ∘ (HHᵀ); below 0 by rounding only.
  const objective = Math.max(0, squaresOf(weights) - 2 * kernel.termSum() + kernel.gramSum())
  return { ...factors, ...labelsOf(factors.docTopics, weights.nRows, k), objective, iterations, converged }
}

const squaresOf = ({ nRows, offsets, values }: SparseMatrix): number => {
  let sum = 0
  for (let at = 0; at < offsets[nRows]!; at++) sum += values[at]! * values[at]!
  return sum
}

const labelsOf = (docTopics: Float64Array, nRows: number, k: number): Pick<NmfResult, "labels" | "sizes"> => {
  const labels = new Int32Array(nRows).fill(-1)
  const sizes = new Int32Array(k)
  for (let row = 0; row < nRows; row++) {
    let most = 0
    for (let topic = 0; topic < k; topic++) {
      if (docTopics[row * k + topic]! > most) {
        most = docTopics[row * k + topic]!
        labels[row] = topic
      }
    }
    if (labels[row]! >= 0) sizes[labels[row]!]!++
  }
  return { labels, sizes }
}
