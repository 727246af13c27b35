import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { addTogether, type CoOccurrence, noCoOccurrence, placesOfWords, type TopicWords } from "./CoOccurrence.ts"

/**
 * Co-occurrence of each topic's words in the documents of a document–term matrix (nDocs × nTerms); words are term numbers.
 * Only what is stored counts, not its value. Documents without a word are part of the total.
 */
export const inDocuments = (docTermMatrix: Omit<SparseMatrix, "values">, topicWords: TopicWords): CoOccurrence => {
  const found = noCoOccurrence(topicWords)
  addDocuments(found, docTermMatrix)
  return found
}

/** Adds the documents of a document–term matrix to counts, in place; see {@link inDocuments}. */
export const addDocuments = (
  found: CoOccurrence,
  { indices, nCols, nRows, offsets }: Omit<SparseMatrix, "values">
): void => {
  const { counts, topicWords } = found
  const places = placesOfWords(topicWords, nCols)
  const ranks = topicWords.map((words) => new Int32Array(words.length))
  const nFound = new Int32Array(topicWords.length)
  const topics = new Int32Array(topicWords.length)
  for (let doc = 0; doc < nRows; doc++) {
    let nTopics = 0
    for (let at = offsets[doc]!; at < offsets[doc + 1]!; at++) {
      const word = indices[at]!
      for (let place = places.offsets[word]!; place < places.offsets[word + 1]!; place++) {
        const topic = places.topic[place]!
        if (nFound[topic] === 0) topics[nTopics++] = topic
        ranks[topic]![nFound[topic]!++] = places.rank[place]!
      }
    }
    for (let i = 0; i < nTopics; i++) {
      const topic = topics[i]!
      addTogether(counts[topic]!, ranks[topic]!.length, ranks[topic]!, nFound[topic]!, 1)
      nFound[topic] = 0
    }
  }
  found.total += nRows
}
