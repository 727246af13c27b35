import type { ListColumn } from "@praxis/dataflow/Column"

/** How often each term occurs in each topic. */
export interface TopicTermCounts {
  /** Occurrences (nTopics × nTerms, row-major). */
  readonly counts: Float64Array
  /** Posts that hold the term (nTopics × nTerms, row-major). */
  readonly posts: Uint32Array
}

/** Adds up a document–term matrix by topic; `topics` hold a topic a document, and documents with −1 are left out. */
export const topicTermCounts = (
  terms: ListColumn<Uint32Array>,
  counts: ListColumn<Uint32Array>,
  topics: Int32Array,
  nTopics: number,
  nTerms: number
): TopicTermCounts => {
  const sums = new Float64Array(nTopics * nTerms)
  const posts = new Uint32Array(nTopics * nTerms)
  for (let doc = 0; doc < topics.length; doc++) {
    const topic = topics[doc]!
    if (topic < 0) continue
    const from = terms.offsets[doc]!
    const nDistinct = terms.offsets[doc + 1]! - from
    const countsFrom = counts.offsets[doc]!
    for (let j = 0; j < nDistinct; j++) {
      const at = topic * nTerms + terms.values[from + j]!
      sums[at]! += counts.values[countsFrom + j]!
      posts[at]!++
    }
  }
  return { counts: sums, posts }
}
