import { matchTopics } from "../matchTopics.ts"
import { setJaccard } from "../setJaccard.ts"
import { foundAgain, isReturn } from "./badge.ts"

/** Topics of posts: labels 0 to nTopics − 1, −1 in none; `words` (nTopics lists) are the first ten of each. */
export interface TopicGroups<Word extends number | string = number> {
  readonly labels: Int32Array
  readonly words: ReadonlyArray<Iterable<Word>>
}

/** What became of one topic in another grouping. */
export interface TopicReturn {
  /** The topic matched to it, one to one; null where there is none, and both Jaccards are then 0. */
  readonly match: number | null
  readonly assignmentJaccard: number
  readonly wordJaccard: number
  /** Whether the match is alike enough: `isReturn`. */
  readonly returned: boolean
}

/**
 * What became of each topic (nTopics) in a sample of the posts: matched on the posts of the sample alone, then words
 * compared. `posts` are the rows of `topics.labels` that the rows of `sample.labels` belong to.
 */
export const topicReturns = <Word extends number | string>(
  topics: TopicGroups<Word>,
  sample: TopicGroups<Word> & { readonly posts: Uint32Array }
): ReadonlyArray<TopicReturn> => {
  const labels = Int32Array.from(sample.posts, (post) => topics.labels[post]!)
  const { match, jaccard } = matchTopics(labels, topics.words.length, sample.labels, sample.words.length)
  return topics.words.map((words, topic) => {
    const other = match[topic]!
    if (other < 0) return { match: null, assignmentJaccard: 0, wordJaccard: 0, returned: false }
    const wordJaccard = setJaccard(words, sample.words[other]!)
    const assignmentJaccard = jaccard[topic]!
    return { match: other, assignmentJaccard, wordJaccard, returned: isReturn(assignmentJaccard, wordJaccard) }
  })
}

/** The share of groupings, 0 to 1, in which some topic has words enough in common with these (`foundAgain`); null without a grouping. */
export const foundAgainShare = <Word extends number | string>(
  words: Iterable<Word>,
  groupings: ReadonlyArray<Pick<TopicGroups<Word>, "words">>
): number | null => {
  if (groupings.length === 0) return null
  const found = groupings.filter((grouping) => grouping.words.some((other) => setJaccard(words, other) >= foundAgain))
  return found.length / groupings.length
}
