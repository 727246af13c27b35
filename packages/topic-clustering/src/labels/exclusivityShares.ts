/**
 * How much of a word's probability lies in each topic (nTopics × nTerms, row-major; columns sum to 1):
 * β_kv / Σ_j β_jv, 1 / nTopics for a word that no topic has. `beta` is nTopics × nTerms, row-major.
 */
export const exclusivityShares = (beta: Float64Array, nTopics: number, nTerms: number): Float64Array => {
  const sums = new Float64Array(nTerms)
  for (let at = 0; at < beta.length; at++) sums[at % nTerms]! += beta[at]!
  return beta.map((value, at) => (sums[at % nTerms]! === 0 ? 1 / nTopics : value / sums[at % nTerms]!))
}

/**
 * The same, each word's shares drawn towards 1 / nTopics the more, the rarer the word (`termCounts`, nTerms): the
 * James–Stein estimator of Hausser & Strimmer, JMLR 10, 2009, as R stm's `js.estimate` has it.
 */
export const shrunkExclusivityShares = (
  beta: Float64Array,
  nTopics: number,
  nTerms: number,
  termCounts: ArrayLike<number>
): Float64Array => {
  const shares = exclusivityShares(beta, nTopics, nTerms)
  const uniform = 1 / nTopics
  for (let term = 0; term < nTerms; term++) {
    const count = termCounts[term]!
    let variance = 0
    let deviation = 0
    for (let at = term; at < shares.length; at += nTerms) {
      variance += (shares[at]! * (1 - shares[at]!)) / (count - 1)
      deviation += (shares[at]! - uniform) ** 2
    }
    if (deviation === 0) continue
    const towardsUniform = count <= 1 ? 1 : Math.min(1, Math.max(0, variance / deviation))
    for (let at = term; at < shares.length; at += nTerms) {
      shares[at] = towardsUniform * uniform + (1 - towardsUniform) * shares[at]!
    }
  }
  return shares
}
