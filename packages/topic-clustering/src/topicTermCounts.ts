import type { ListColumn } from "@praxis/dataflow/Column"

/** How often each term occurs in each topic. */
export interface TopicTermCounts {
  /** Occurrences (nTopics × nTerms, row-major). */
  readonly counts: Float64Array
  /** Posts that hold the term (nTopics × nTerms, row-major). */
  readonly posts: Uint32Array
}

/** Counts of nothing yet. */
export const noTopicTermCounts = (nTopics: number, nTerms: number): TopicTermCounts => ({
  counts: new Float64Array(nTopics * nTerms),
  posts: new Uint32Array(nTopics * nTerms)
})

/** Adds up a document–term matrix by topic; `topics` hold a topic a document, and documents with −1 are left out. */
export const topicTermCounts = (
  terms: ListColumn<Uint32Array>,
  counts: ListColumn<Uint32Array | Float64Array>,
  topics: Int32Array,
  nTopics: number,
  nTerms: number
): TopicTermCounts => {
  const sums = noTopicTermCounts(nTopics, nTerms)
  addTopicTermCounts(sums, terms, counts, topics, nTerms)
  return sums
}

/** Adds further documents to such counts, in place; see {@link topicTermCounts}. */
export const addTopicTermCounts = (
  sums: TopicTermCounts,
  terms: ListColumn<Uint32Array>,
  counts: ListColumn<Uint32Array | Float64Array>,
  topics: Int32Array,
  nTerms: number
): void => {
  for (let doc = 0; doc < topics.length; doc++) {
    const topic = topics[doc]!
    if (topic < 0) continue
    const from = terms.offsets[doc]!
    const nDistinct = terms.offsets[doc + 1]! - from
    const countsFrom = counts.offsets[doc]!
    for (let j = 0; j < nDistinct; j++) {
      const at = topic * nTerms + terms.values[from + j]!
      sums.counts[at]! += counts.values[countsFrom + j]!
      sums.posts[at]!++
    }
  }
}
