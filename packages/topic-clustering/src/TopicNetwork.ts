import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { correlationMatrix } from "@praxis/numerics/correlationMatrix"
import { random } from "@praxis/numerics/random"
import { DocVectors } from "@praxis/tables/Documents"
import { TopicCentroids, Topics } from "@praxis/tables/Topics"
import { TopicCommunities, TopicLinks } from "@praxis/tables/Trends"
import { Effect, Schema } from "effect"
import { cosinesToCentroids } from "./cosinesToCentroids.ts"
import { loadFindCommunities } from "./findCommunities.ts"

/** Parameters of {@link TopicNetwork}. */
export const TopicNetworkParams = Schema.Struct({
  threshold: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })).annotate({
    description: "Two topics are linked where their correlation is above this, 0 to 1; a convention."
  }),
  starts: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "How often the search for communities starts; the highest modularity is kept."
  })
})

/**
 * Which topics go together: links where posts that lean to one topic lean to another, and communities of these links.
 *
 * A post leans to a topic by the cosine of its vector and the topic's centroid; a link is the Pearson correlation of two
 * such columns over all posts with a topic. Since a post near one centroid is far from most others, correlations are below
 * 0 on the whole, and a link says that two topics are close for what they are, not that posts belong to both. Communities
 * by Louvain's method (`loadFindCommunities`), weighed by correlation; numbered from 0 by falling posts, of equals the one
 * with the lowest topic first. A topic without a link is a community of its own.
 */
export const TopicNetwork = Stage.make("topic-network", {
  module: import.meta.url,
  inputs: { lsa: DocVectors, topics: Topics, centroids: TopicCentroids },
  params: TopicNetworkParams,
  output: { "topic-links": TopicLinks, "topic-communities": TopicCommunities },
  seeded: true,
  run: Effect.fn("TopicNetwork.run")(function* ({ inputs: { lsa, topics, centroids }, params, seed }) {
    if (lsa.numRows !== topics.numRows) {
      throw new RangeError(`${lsa.numRows} vectors belong to ${topics.numRows} rows of topics`)
    }
    const nTopics = centroids.numRows
    const { topic } = topics.columns
    const docs = Uint32Array.from(topic.keys()).filter((doc) => topic[doc]! >= 0)
    const cosines = cosinesToCentroids(lsa.columns.vector, centroids.columns.centroid.values)
    const correlations = correlationMatrix(docs.length, nTopics, (row, into) => cosines(docs[row]!, into))
    const links: Array<Table.RowOf<typeof TopicLinks>> = []
    for (let a = 0; a < nTopics; a++) {
      for (let b = a + 1; b < nTopics; b++) {
        const correlation = correlations[a * nTopics + b]!
        if (correlation > params.threshold) links.push({ a, b, correlation })
      }
    }
    const findCommunities = yield* Effect.promise(loadFindCommunities)
    const found = findCommunities(
      nTopics,
      links.map(({ a, b, correlation }) => ({ a, b, weight: correlation })),
      params.starts,
      random(seed("communities"))
    )
    const community = numberByPosts(found, centroids.columns.size)
    return {
      "topic-links": Table.fromRows(TopicLinks, links),
      "topic-communities": Table.fromRows(
        TopicCommunities,
        Array.from(community, (number, topic) => ({
          topic,
          community: number,
          strength: links
            .filter(({ a, b }) => a === topic || b === topic)
            .reduce((sum, { correlation }) => sum + correlation, 0)
        }))
      )
    }
  })
})

/** Communities numbered from 0 by falling posts of their topics. */
const numberByPosts = (communities: Int32Array, sizes: Uint32Array): Int32Array => {
  const topicsOf = Map.groupBy(communities.keys(), (topic) => communities[topic]!)
  const posts = (topics: ReadonlyArray<number>) => topics.reduce((sum, topic) => sum + sizes[topic]!, 0)
  const numbers = new Int32Array(communities.length)
  Array.from(topicsOf.values())
    .sort((a, b) => posts(b) - posts(a) || a[0]! - b[0]!)
    .forEach((topics, number) => {
      for (const topic of topics) numbers[topic] = number
    })
  return numbers
}
