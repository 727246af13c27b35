import { hungarian } from "@praxis/numerics/hungarian"

/** Topics of one grouping, each with the topic of another that is matched to it. */
export interface TopicMatches {
  /** The other's topic (nTopics); −1 where none shares a post with it, or where the others ran out. */
  readonly match: Int32Array
  /** Jaccard of the posts of the two, 0 to 1; 0 where there is no match. */
  readonly jaccard: Float64Array
}

/**
 * Matches the topics of two groupings of the same posts one to one, so that the sum of assignment Jaccards (posts in
 * both / posts in either) is as high as it can be.
 *
 * `labels` and `others` hold a topic a post, 0 to nTopics − 1 and 0 to nOthers − 1; −1 is in no topic. Source: Kuhn 1955
 * (Hungarian method); Jaccard as in Hennig, Computational Statistics & Data Analysis 52, 2007.
 */
export const matchTopics = (labels: Int32Array, nTopics: number, others: Int32Array, nOthers: number): TopicMatches => {
  const jaccards = assignmentJaccards(labels, nTopics, others, nOthers)
  const jaccard = new Float64Array(nTopics)
  const match = hungarian(jaccards, nTopics, nOthers).map((other, topic) => {
    jaccard[topic] = other < 0 ? 0 : jaccards[topic * nOthers + other]!
    return jaccard[topic] === 0 ? -1 : other
  })
  return { match, jaccard }
}

/** Posts in both topics / posts in either, for each pair (nTopics × nOthers, row-major); 0 for a pair of empty topics. */
export const assignmentJaccards = (
  labels: Int32Array,
  nTopics: number,
  others: Int32Array,
  nOthers: number
): Float64Array => {
  const sizes = new Float64Array(nTopics)
  const otherSizes = new Float64Array(nOthers)
  const shared = new Float64Array(nTopics * nOthers)
  for (let post = 0; post < labels.length; post++) {
    const topic = labels[post]!
    const other = others[post]!
    if (topic >= 0) sizes[topic]!++
    if (other >= 0) otherSizes[other]!++
    if (topic >= 0 && other >= 0) shared[topic * nOthers + other]!++
  }
  return shared.map((both, at) => {
    const either = sizes[Math.floor(at / nOthers)]! + otherSizes[at % nOthers]! - both
    return either === 0 ? 0 : both / either
  })
}
