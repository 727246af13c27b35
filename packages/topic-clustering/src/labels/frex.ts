import { averageRanks } from "@praxis/numerics/averageRanks"

/**
 * FREX of each word in each topic (nTopics × nTerms, row-major), above 0 to 1: the weighted harmonic mean of how
 * exclusive and how frequent a word is, both as its rank among the topic's words divided by nTerms; equal values share
 * the mean of their ranks.
 *
 * `beta` and `shares` are nTopics × nTerms, row-major; `shares` are `exclusivityShares` (Bischof & Airoldi, ICML 2012)
 * or `shrunkExclusivityShares` (R stm's `labelTopics`). `exclusivityWeight` is 0 to 1; in stm's `labelTopics` the parameter
 * w weights frequency instead, which at the usual .5 is the same.
 *
 * Misleads on a large vocabulary of rare words: ranks say nothing of how far apart values are.
 */
export const frex = (
  beta: Float64Array,
  shares: Float64Array,
  nTopics: number,
  nTerms: number,
  exclusivityWeight: number
): Float64Array => {
  const scores = new Float64Array(nTopics * nTerms)
  for (let topic = 0; topic < nTopics; topic++) {
    const from = topic * nTerms
    const exclusive = averageRanks(shares.subarray(from, from + nTerms))
    const frequent = averageRanks(beta.subarray(from, from + nTerms))
    for (let term = 0; term < nTerms; term++) {
      scores[from + term] =
        1 / (exclusivityWeight / (exclusive[term]! / nTerms) + (1 - exclusivityWeight) / (frequent[term]! / nTerms))
    }
  }
  return scores
}
