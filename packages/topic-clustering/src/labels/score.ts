/**
 * Score of each word in each topic (nTopics × nTerms, row-major): β_kv (ln β_kv − mean over topics of ln β_jv), so that
 * a word must be frequent here and not elsewhere; it can be negative.
 *
 * `beta` is nTopics × nTerms, row-major. A word of probability 0 in some topic has +∞ where it occurs and NaN where it
 * does not: smooth β first (`smoothedBeta`).
 * Source: Chang, R package lda (`top.topic.words` by score); as R stm's `labelTopics`.
 */
export const score = (beta: Float64Array, nTopics: number, nTerms: number): Float64Array => {
  const logs = beta.map(Math.log)
  const means = new Float64Array(nTerms)
  for (let at = 0; at < logs.length; at++) means[at % nTerms]! += logs[at]! / nTopics
  return beta.map((value, at) => value * (logs[at]! - means[at % nTerms]!))
}
