/**
 * The words of the corpus, and how each topic draws them.
 */

import type { Difficulty } from "./SimulationParams.ts"
import { cumulative } from "./sampling.ts"
import type { Wording } from "./Wording.ts"

/** A word as it is written, and whether it is a name, which takes no article. */
export interface Word {
  readonly text: string
  readonly isName: boolean
}

/** All words: first those of topics, then the background. A word's number is its place in `words`. */
export interface WordDistributions {
  readonly words: ReadonlyArray<Word>
  /** The first `nTopicWords` words belong to topics. */
  readonly nTopicWords: number
  /** By topic: numbers of its words by rank, and cumulative probabilities of these. */
  readonly topics: ReadonlyArray<{ readonly words: Int32Array; readonly sums: Float64Array }>
  /** θ (nTopicWords × nTopics, row-major): probability of a word in a topic; columns sum to 1. */
  readonly topicWordMatrix: Float64Array
  /** Cumulative probabilities of the background words. */
  readonly background: Float64Array
}

/** How many words of a topic are shared with one neighbour, and how many are its own. */
export const wordCounts = ({ wordsPerTopic, sharedWordShare }: typeof Difficulty.Type) => {
  const sharedWithEach = Math.round((wordsPerTopic * sharedWordShare) / 2)
  return { sharedWithEach, own: wordsPerTopic - 2 * sharedWithEach }
}

/** Reads a list of words. */
export const parseWords = (list: string): ReadonlyArray<Word> =>
  list
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => (word.endsWith("*") ? { text: word.slice(0, -1), isName: true } : { text: word, isName: false }))

/**
 * The distributions that the wording and the difficulty give. Shared words stand evenly among a topic's ranks, those with
 * the next topic and those with the one before in turn, so that they hold about the same share of its probability.
 */
export const wordDistributions = (wording: Wording, difficulty: typeof Difficulty.Type): WordDistributions => {
  const nTopics = wording.topics.length
  const { sharedWithEach, own } = wordCounts(difficulty)
  const words: Array<Word> = []
  const numbered = (list: ReadonlyArray<Word>) => list.map((word) => words.push(word) - 1)
  const ownWords = wording.topics.map((topic) => numbered(parseWords(topic.words).slice(0, own)))
  const sharedWords = wording.topics.map((topic) => numbered(parseWords(topic.sharedWithNext).slice(0, sharedWithEach)))
  const nTopicWords = words.length
  const background = numbered(parseWords(wording.background))
  const topics = wording.topics.map((_, k) => {
    const withNext = sharedWords[k]!
    const withPrevious = sharedWords[(k + nTopics - 1) % nTopics]!
    const shared = withNext.flatMap((word, i) => [word, withPrevious[i]!])
    const ranked = interleaved(ownWords[k]!, shared)
    return { words: ranked, sums: cumulative(rankWeights(ranked.length, difficulty.rankOffset)) }
  })
  const topicWordMatrix = new Float64Array(nTopicWords * nTopics)
  topics.forEach(({ words, sums }, k) => {
    words.forEach((word, r) => {
      topicWordMatrix[word * nTopics + k] = sums[r]! - (r === 0 ? 0 : sums[r - 1]!)
    })
  })
  return { words, nTopicWords, topics, topicWordMatrix, background: cumulative(rankWeights(background.length, 20)) }
}

const rankWeights = (n: number, offset: number): Float64Array =>
  Float64Array.from({ length: n }, (_, r) => 1 / (r + 1 + offset))

/** Both lists in their order, the entries of `b` spread evenly. */
const interleaved = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): Int32Array => {
  const n = a.length + b.length
  let fromB = 0
  return Int32Array.from({ length: n }, (_, i) =>
    Math.floor(((2 * i + 1) * b.length) / (2 * n) + 0.5) > fromB ? b[fromB++]! : a[i - fromB]!
  )
}
