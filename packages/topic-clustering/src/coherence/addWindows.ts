import { addTogether, type CoOccurrence, placesOfWords } from "./CoOccurrence.ts"

/**
 * How a word leaves a window: `textbook` = when no occurrence of it is left inside (a boolean sliding window); `gensim` =
 * when any occurrence leaves, even if another is still inside, until the word enters anew. Equal to gensim 4.2.
 */
export type WindowVariant = "textbook" | "gensim"

/** Documents as words: document i is `words[offsets[i] .. offsets[i + 1])`, each the number of a word, or −1 for one that no topic has. */
export interface WordRows {
  readonly offsets: Int32Array
  readonly words: Int32Array
}

/**
 * Adds the boolean sliding windows of documents, in place: a window of `size` tokens at every place of a document, the
 * whole document where it is not longer, none where it is empty. Tokens that no topic has take room in the window.
 *
 * The topics' words are numbers from 0 to `nWords` − 1. Counts are brought up to date only when a word of a topic enters
 * or leaves, so time grows with the tokens, and for the topics' words with how many of a topic share a window, squared.
 */
export const addWindows = (
  found: CoOccurrence,
  { offsets, words }: WordRows,
  nWords: number,
  size: number,
  variant: WindowVariant
): void => {
  const { counts, topicWords } = found
  const places = placesOfWords(topicWords, nWords)
  // Of each word, its occurrences in the window (gensim: at most 1); of each topic, the ranks of its words inside.
  const inside = new Int32Array(nWords)
  const ranks = topicWords.map((ofTopic) => new Int32Array(ofTopic.length))
  const nInside = new Int32Array(topicWords.length)
  const since = new Float64Array(topicWords.length)

  const change = (word: number, enters: boolean, window: number) => {
    for (let place = places.offsets[word]!; place < places.offsets[word + 1]!; place++) {
      const topic = places.topic[place]!
      const ofTopic = ranks[topic]!
      const n = nInside[topic]!
      if (window > since[topic]!) addTogether(counts[topic]!, ofTopic.length, ofTopic, n, window - since[topic]!)
      since[topic] = window
      if (enters) ofTopic[n] = places.rank[place]!
      else ofTopic[ofTopic.indexOf(places.rank[place]!)] = ofTopic[n - 1]!
      nInside[topic] = enters ? n + 1 : n - 1
    }
  }
  const enter = (word: number, window: number) => {
    if (inside[word] === 0) change(word, true, window)
    inside[word] = variant === "textbook" ? inside[word]! + 1 : 1
  }
  const leave = (word: number, window: number) => {
    if (inside[word] === 0) return
    inside[word]!--
    if (inside[word] === 0) change(word, false, window)
  }

  for (let doc = 0; doc + 1 < offsets.length; doc++) {
    const start = offsets[doc]!
    const end = offsets[doc + 1]!
    if (start === end) continue
    const first = Math.min(end, start + size)
    let window = found.total
    for (let at = start; at < first; at++) if (words[at]! >= 0) enter(words[at]!, window)
    for (let at = first; at < end; at++) {
      window++
      if (words[at - size]! >= 0) leave(words[at - size]!, window)
      if (words[at]! >= 0) enter(words[at]!, window)
    }
    found.total = window + 1
    for (let at = Math.max(start, end - size); at < end; at++) {
      const word = words[at]!
      while (word >= 0 && inside[word]! > 0) leave(word, found.total)
    }
  }
}
