import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { wardMerges } from "@praxis/numerics/wardMerges"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { TopicCentroids, Topics } from "@praxis/tables/Topics"
import { TopicTree as TopicTreeTable } from "@praxis/tables/Trends"
import { Effect, Schema } from "effect"
import { classIdf } from "./cTfIdf.ts"
import { highestTerms } from "./labels/highestTerms.ts"
import { topicTermCounts } from "./topicTermCounts.ts"

/** Parameters of {@link TopicTree}. */
export const TopicTreeParams = Schema.Struct({
  nWords: Schema.Int.check(Schema.isGreaterThan(0)).annotate({ description: "Words of a merged topic at most." })
})

/**
 * Topics merged two by two into a tree, the nearest first: Ward's method on the centroids, each weighed by its posts, so
 * that a merge costs what it adds to the sum of squares of all posts (see `wardMerges`).
 *
 * The words of a merged topic are the highest by cTfIdf of its summed counts: their share in its words times the idf of
 * the study's topics, so that a word weighs the same in the whole tree. Words of the root are those of the corpus.
 * A tree can be made of any topics; the heights say which merges cost little.
 */
export const TopicTree = Stage.make("topic-tree", {
  module: import.meta.url,
  inputs: { centroids: TopicCentroids, topics: Topics, counts: DocTermCounts, vocabulary: Vocabulary },
  params: TopicTreeParams,
  output: TopicTreeTable,
  run: Effect.fn("TopicTree.run")(function* ({ inputs: { centroids, topics, counts, vocabulary }, params }) {
    if (counts.numRows !== topics.numRows) {
      throw new RangeError(`${counts.numRows} rows of counts belong to ${topics.numRows} posts`)
    }
    const nTopics = centroids.numRows
    const nTerms = vocabulary.numRows
    const { centroid, size } = centroids.columns
    const { terms, counts: occurrences } = counts.columns
    const sums = topicTermCounts(terms, occurrences, topics.columns.topic, nTopics, nTerms).counts
    const idf = classIdf(sums, nTopics, nTerms)
    const posts = Array.from(size)
    const countsOf = posts.map((_, topic) => sums.subarray(topic * nTerms, (topic + 1) * nTerms))
    const rows = Table.builder(TopicTreeTable)
    for (const { left, right, height } of wardMerges(centroid.values, size, centroid.width)) {
      const merged = countsOf[left]!.map((count, term) => count + countsOf[right]![term]!)
      const scores = merged.map((count, term) => count * idf[term]!)
      rows.append({
        node: countsOf.length,
        left,
        right,
        height,
        posts: posts[left]! + posts[right]!,
        words: highestTerms(scores, params.nWords)
          .filter((term) => scores[term]! > 0)
          .map((term) => vocabulary.columns.term.at(term))
      })
      countsOf.push(merged)
      posts.push(posts[left]! + posts[right]!)
    }
    return rows.finish()
  })
})
