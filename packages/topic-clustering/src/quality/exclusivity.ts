import { exclusivityShares } from "../labels/exclusivityShares.ts"
import { highestTerms } from "../labels/highestTerms.ts"

/**
 * Exclusivity of each topic (nTopics), 0 to `nWords`: the sum of FREX over its `nWords` most probable words, with weight
 * .7 on exclusivity and no shrinkage.
 *
 * `beta` (nTopics × nTerms, row-major) are word probabilities; of a clustering, `smoothedBeta`.
 *
 * Misleads: it rises with the size of the vocabulary, since ranks are divided by it, and topics about one product name
 * score high without a theme. Compare runs on the same vocabulary, beside coherence.
 * Source: R stm 1.3.7's `exclusivity` (frexw .7, M 10), after Bischof & Airoldi, ICML 2012.
 */
export const exclusivity = (beta: Float64Array, nTopics: number, nTerms: number, nWords = 10): Float64Array => {
  const shares = exclusivityShares(beta, nTopics, nTerms)
  return Float64Array.from({ length: nTopics }, (_, topic) => {
    const betaOfTopic = beta.subarray(topic * nTerms, (topic + 1) * nTerms)
    const sharesOfTopic = shares.subarray(topic * nTerms, (topic + 1) * nTerms)
    return highestTerms(betaOfTopic, nWords).reduce((sum, term) => {
      const exclusive = averageRank(sharesOfTopic, sharesOfTopic[term]!) / nTerms
      const frequent = averageRank(betaOfTopic, betaOfTopic[term]!) / nTerms
      return sum + 1 / (0.7 / exclusive + 0.3 / frequent)
    }, 0)
  })
}

/** The rank of x among the values from 1, ascending, the mean rank where several are equal: without sorting, since few are asked for. */
const averageRank = (values: Float64Array, x: number): number => {
  let below = 0
  let equal = 0
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < x) below++
    else if (values[i] === x) equal++
  }
  return below + (equal + 1) / 2
}
