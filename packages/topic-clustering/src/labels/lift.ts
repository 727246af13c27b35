/**
 * Lift of each word in each topic (nTopics × nTerms, row-major), 0 or more: its probability there divided by its share
 * of all words, β_kv / (w_v / Σ w); 1 = as frequent as everywhere. NaN for a word that does not occur.
 *
 * `beta` is nTopics × nTerms, row-major; `termCounts` (nTerms) are the words' occurrences.
 *
 * Misleads towards the rarest words: one that occurs once has the highest lift of all. Ask for a number of posts.
 * Source: Taddy, AISTATS 2012; the order is that of R stm's `labelTopics`.
 */
export const lift = (beta: Float64Array, nTerms: number, termCounts: ArrayLike<number>): Float64Array => {
  let all = 0
  for (let term = 0; term < nTerms; term++) all += termCounts[term]!
  // In logarithms, as stm: a quotient rounds otherwise, and words whose lift is nearly the same change places.
  const logShares = Float64Array.from({ length: nTerms }, (_, term) => Math.log(termCounts[term]!) - Math.log(all))
  return beta.map((value, at) => Math.exp(Math.log(value) - logShares[at % nTerms]!))
}
