/**
 * The word probabilities of each topic of a clustering (β, nTopics × nTerms, row-major; rows sum to 1):
 * (n_kv + 100 p_v) / (n_k + 100), as if each topic held 100 more words drawn from the whole corpus.
 *
 * `counts` (nTopics × nTerms) are occurrences n_kv; n_k is their sum in topic k, p_v the share of term v in all topics.
 * Without it most words have probability 0 in most topics, and *score* takes their logarithm. Zeros where there is no
 * word at all. Source: Dirichlet prior smoothing with μ = 100 (Zhai & Lafferty, TOIS 22, 2004).
 */
export const smoothedBeta = (counts: Float64Array, nTopics: number, nTerms: number): Float64Array => {
  const termCounts = new Float64Array(nTerms)
  const topicCounts = new Float64Array(nTopics)
  let all = 0
  for (let topic = 0; topic < nTopics; topic++) {
    for (let term = 0; term < nTerms; term++) {
      const count = counts[topic * nTerms + term]!
      termCounts[term]! += count
      topicCounts[topic]! += count
    }
    all += topicCounts[topic]!
  }
  const beta = new Float64Array(nTopics * nTerms)
  if (all === 0) return beta
  for (let topic = 0; topic < nTopics; topic++) {
    for (let term = 0; term < nTerms; term++) {
      const at = topic * nTerms + term
      beta[at] = (counts[at]! + (priorWords * termCounts[term]!) / all) / (topicCounts[topic]! + priorWords)
    }
  }
  return beta
}

const priorWords = 100
