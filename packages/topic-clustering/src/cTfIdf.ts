/**
 * Class-based TF-IDF (nTopics × nTerms, row-major): how much a term sets a topic apart, 0 or more.
 *
 * tf · idf with tf = count / words in the topic and idf = ln(1 + A / f), where A is the mean number of words a topic
 * and f the term's count in all topics. `counts` is nTopics × nTerms, row-major; 0 where a term or topic has no count.
 * A is not truncated to an integer here; BERTopic truncates it. Misleads for small topics, where a word that occurs
 * twice is a large share. Source: Grootendorst 2022 (BERTopic), arXiv 2203.05794, section 3.3.
 */
export const cTfIdf = (counts: Float64Array, nTopics: number, nTerms: number): Float64Array => {
  const wordsByTopic = new Float64Array(nTopics)
  for (let topic = 0; topic < nTopics; topic++) {
    for (let term = 0; term < nTerms; term++) wordsByTopic[topic]! += counts[topic * nTerms + term]!
  }
  const idf = classIdf(counts, nTopics, nTerms)
  return counts.map((count, at) =>
    count === 0 ? 0 : (count / wordsByTopic[Math.floor(at / nTerms)]!) * idf[at % nTerms]!
  )
}

/** The second factor of {@link cTfIdf}, ln(1 + A / f), for each term (nTerms); 0 where a term has no count. */
export const classIdf = (counts: Float64Array, nTopics: number, nTerms: number): Float64Array => {
  const countByTerm = new Float64Array(nTerms)
  let words = 0
  for (let topic = 0; topic < nTopics; topic++) {
    for (let term = 0; term < nTerms; term++) {
      const count = counts[topic * nTerms + term]!
      countByTerm[term]! += count
      words += count
    }
  }
  const mean = words / nTopics
  return countByTerm.map((count) => (count === 0 ? 0 : Math.log(1 + mean / count)))
}
