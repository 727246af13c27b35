/**
 * Under which number and name a reader knows each topic, over reruns.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { AcceptedPosts, AcceptedTopics, TopicIdentity as TopicIdentityTable } from "@praxis/tables/Runs"
import { Topics } from "@praxis/tables/Topics"
import { Effect, Schema } from "effect"
import { countTopics } from "./countTopics.ts"
import { matchTopics } from "./matchTopics.ts"

/** Parameters of {@link TopicIdentity}. */
export const TopicIdentityParams = Schema.Struct({
  minOverlap: Schema.Finite.check(Schema.isGreaterThan(0), Schema.isLessThanOrEqualTo(1)).annotate({
    description:
      "The Jaccard of the posts, over posts of both runs, from which on a topic is an accepted one found again."
  })
})

/**
 * Finds accepted topics again: topics are matched one to one by the posts that both runs hold (see `matchTopics`:
 * Hungarian method on Jaccards), and a match of at least `minOverlap` keeps the accepted number and name. The others get
 * numbers that no topic had, in topic order, also none of a retired one. Where nothing was accepted, topics have the
 * numbers 1 to K in their order, which is by size.
 *
 * Posts that only one run holds, or that have no topic in one, play no part; with few common posts a match says little.
 */
export const TopicIdentity = Stage.make("topic-identity", {
  module: import.meta.url,
  inputs: { topics: Topics, accepted: Stage.optional(AcceptedTopics), acceptedPosts: Stage.optional(AcceptedPosts) },
  params: TopicIdentityParams,
  output: TopicIdentityTable,
  run: ({ inputs: { topics, accepted, acceptedPosts }, params: { minOverlap }, warn }) =>
    Effect.sync(() => {
      const nTopics = countTopics(topics.columns.topic)
      const rows = Table.builder(TopicIdentityTable)
      if (accepted === undefined || acceptedPosts === undefined) {
        for (let topic = 0; topic < nTopics; topic++)
          rows.append({ topic, number: topic + 1, name: "", status: "first", overlap: null })
        return rows.finish()
      }
      const { name, number, retired } = accepted.columns
      const indexOf = new Map(Array.from(number, (each, i) => [each, i]))
      const { labels, others } = onCommonPosts(topics, acceptedPosts, indexOf)
      if (labels.length === 0 && acceptedPosts.numRows > 0 && topics.numRows > 0)
        warn("no post of the accepted topics is in this run, so that none can be found again")
      const { match, jaccard } = matchTopics(labels, nTopics, others, accepted.numRows)
      let next = number.reduce((most, each) => Math.max(most, each), 0) + 1
      for (let topic = 0; topic < nTopics; topic++) {
        const found = match[topic]!
        const overlap = jaccard[topic]!
        if (found >= 0 && overlap >= minOverlap && retired[found] === 0)
          rows.append({ topic, number: number[found]!, name: name.at(found), status: "kept", overlap })
        else rows.append({ topic, number: next++, name: "", status: "new", overlap: null })
      }
      return rows.finish()
    })
})

/** The topic, and the row of the accepted topic, of each post that has both. */
const onCommonPosts = (
  topics: Table.Table<typeof Topics>,
  { columns: { number, site, id } }: Table.Table<typeof AcceptedPosts>,
  indexOf: ReadonlyMap<number, number>
) => {
  const acceptedOf = new Map(Array.from(number, (each, row) => [postKey(site.at(row), id.at(row)), indexOf.get(each)!]))
  const [labels, others]: [Array<number>, Array<number>] = [[], []]
  for (let row = 0; row < topics.numRows; row++) {
    const topic = topics.columns.topic[row]!
    const accepted = acceptedOf.get(postKey(topics.columns.site.at(row), topics.columns.id.at(row)))
    if (topic < 0 || accepted === undefined) continue
    labels.push(topic)
    others.push(accepted)
  }
  return { labels: Int32Array.from(labels), others: Int32Array.from(others) }
}

/** No site holds a line feed. */
const postKey = (site: string, id: string): string => `${site}\n${id}`
