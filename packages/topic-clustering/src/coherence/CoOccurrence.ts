/** The words of each topic as numbers, the first first; topics may have different numbers of words, or none, and share words. */
export type TopicWords = ReadonlyArray<ArrayLike<number>>

/** In how many documents, or windows of text, the words of a topic occur, alone and in pairs. */
export interface CoOccurrence {
  /** Documents or windows in all. */
  total: number
  readonly topicWords: TopicWords
  /**
   * A matrix a topic (its words × its words, row-major, symmetric): documents or windows that hold both words; on the
   * diagonal those that hold the word.
   */
  readonly counts: ReadonlyArray<Float64Array>
}

/** Counts of nothing yet. */
export const noCoOccurrence = (topicWords: TopicWords): CoOccurrence => ({
  total: 0,
  topicWords,
  counts: topicWords.map((words) => new Float64Array(words.length ** 2))
})

/** Where each word stands: word w is word `rank[i]` (from 0) of topic `topic[i]` for i from `offsets[w]` to `offsets[w + 1]`. */
export interface WordPlaces {
  readonly offsets: Int32Array
  readonly topic: Int32Array
  readonly rank: Int32Array
}

/** The places of the words 0 to nWords − 1, by topic. */
export const placesOfWords = (topicWords: TopicWords, nWords: number): WordPlaces => {
  const offsets = new Int32Array(nWords + 1)
  for (const words of topicWords) for (let i = 0; i < words.length; i++) offsets[words[i]! + 1]!++
  for (let word = 0; word < nWords; word++) offsets[word + 1]! += offsets[word]!
  const next = offsets.slice()
  const topic = new Int32Array(offsets[nWords]!)
  const rank = new Int32Array(offsets[nWords]!)
  topicWords.forEach((words, number) => {
    for (let i = 0; i < words.length; i++) {
      const at = next[words[i]!]!++
      topic[at] = number
      rank[at] = i
    }
  })
  return { offsets, topic, rank }
}

/** Adds `times` to the pairs of `n` words of a topic that occur together: their ranks, the first `n` of `ranks`. */
export const addTogether = (
  counts: Float64Array,
  nWords: number,
  ranks: Int32Array,
  n: number,
  times: number
): void => {
  for (let i = 0; i < n; i++) {
    const row = ranks[i]! * nWords
    for (let j = 0; j < n; j++) counts[row + ranks[j]!]! += times
  }
}

/** Adds counts of further documents or windows, in place. */
export const addCounts = (sum: CoOccurrence, part: Pick<CoOccurrence, "total" | "counts">): void => {
  sum.total += part.total
  part.counts.forEach((counts, topic) => {
    const into = sum.counts[topic]!
    for (let at = 0; at < counts.length; at++) into[at]! += counts[at]!
  })
}

/** How many different words of the topics occur in nothing that was counted. */
export const missingWords = ({ counts, topicWords }: CoOccurrence): number =>
  new Set(
    topicWords.flatMap((words, topic) =>
      Array.from(words).filter((_, rank) => counts[topic]![rank * words.length + rank] === 0)
    )
  ).size
