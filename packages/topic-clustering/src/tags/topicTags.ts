/** How a topic and a tag go together; see the table `topic-tags`. */
export interface TopicTag {
  readonly topic: number
  readonly tag: string
  readonly posts: number
  readonly share: number
  readonly lift: number
}

/**
 * The pairs of topic and tag with at least `minPosts` posts, by topic, then falling lift, then tag by code units.
 *
 * share = posts of the topic with the tag / posts of the topic; lift = share / (posts with the tag / posts), over the
 * posts that have a topic. `labels` and `tagsOfPosts` have an entry a post (nDocs).
 */
export const topicTags = (
  labels: Int32Array,
  nTopics: number,
  tagsOfPosts: ReadonlyArray<ReadonlyArray<string>>,
  minPosts: number
): ReadonlyArray<TopicTag> => {
  const sizes = new Uint32Array(nTopics)
  const byTopic = Array.from({ length: nTopics }, () => new Map<string, number>())
  const overall = new Map<string, number>()
  labels.forEach((topic, doc) => {
    if (topic < 0) return
    sizes[topic]!++
    const ofTopic = byTopic[topic]!
    for (const tag of tagsOfPosts[doc]!) {
      ofTopic.set(tag, (ofTopic.get(tag) ?? 0) + 1)
      overall.set(tag, (overall.get(tag) ?? 0) + 1)
    }
  })
  const nPosts = sizes.reduce((sum, size) => sum + size, 0)
  return byTopic.flatMap((ofTopic, topic) =>
    Array.from(ofTopic, ([tag, posts]) => {
      const share = posts / sizes[topic]!
      return { topic, tag, posts, share, lift: share / (overall.get(tag)! / nPosts) }
    })
      .filter(({ posts }) => posts >= minPosts)
      .sort((a, b) => b.lift - a.lift || (a.tag < b.tag ? -1 : 1))
  )
}
