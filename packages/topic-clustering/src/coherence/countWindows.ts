/**
 * The kernel of the stage `topic-quality`: windows of text that hold the topics' words.
 */
import type { ListColumn, Utf8Column } from "@praxis/dataflow/Column"
import { addWindows, type WindowVariant } from "./addWindows.ts"
import { noCoOccurrence, type TopicWords } from "./CoOccurrence.ts"
import { findWords } from "./findWords.ts"

/** What all jobs share. */
export interface WindowedWords {
  /** The different words of all topics, and of each topic the rows of its words in it. */
  readonly words: Utf8Column
  readonly topicWords: TopicWords
  /** What to count, one after the other. */
  readonly windows: ReadonlyArray<{ readonly size: number; readonly variant: WindowVariant }>
}

/** One for each of `windows`; see `CoOccurrence`. */
export type WindowCounts = ReadonlyArray<{ readonly total: number; readonly counts: ReadonlyArray<Float64Array> }>

/** Counts the windows of some documents. */
export const countWindows = (
  { topicWords, windows, words }: WindowedWords,
  tokens: ListColumn<Utf8Column>
): WindowCounts => {
  const rows = findWords(tokens, words)
  return windows.map(({ size, variant }) => {
    const found = noCoOccurrence(topicWords)
    addWindows(found, rows, words.length, size, variant)
    return { total: found.total, counts: found.counts }
  })
}
