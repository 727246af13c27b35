import type { TopicWords } from "../coherence/CoOccurrence.ts"

/**
 * The share of different words among the words of all topics, 1/K to 1; 1 = no two topics share one. NaN without a word.
 * Misleads alone: random words are diverse, and a larger K lowers it. Read it beside coherence.
 * Source: Dieng, Ruiz & Blei, TACL 8, 2020 (there with 25 words; usual here: ten).
 */
export const diversity = (topicWords: TopicWords): number => {
  const words = topicWords.flatMap((words) => Array.from(words))
  return new Set(words).size / words.length
}
