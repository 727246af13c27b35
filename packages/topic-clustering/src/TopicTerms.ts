import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { Topics, TopicTerms as TopicTermsTable } from "@praxis/tables/Topics"
import { Effect, Schema } from "effect"
import { countTopics } from "./countTopics.ts"
import { cTfIdf } from "./cTfIdf.ts"
import { highestTerms } from "./labels/highestTerms.ts"
import { topicTermCounts } from "./topicTermCounts.ts"

/** Parameters of {@link TopicTerms}. */
export const TopicTermsParams = Schema.Struct({
  nTerms: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Words a topic at most, the highest cTfIdf first; a topic with fewer different words has fewer."
  })
})

/**
 * The words that set each topic apart, by falling {@link cTfIdf}, ties by term number.
 *
 * Words are those of the vocabulary; unassigned posts count nowhere. No word without an occurrence is listed.
 */
export const TopicTerms = Stage.make("topic-terms", {
  module: import.meta.url,
  inputs: { counts: DocTermCounts, vocabulary: Vocabulary, topics: Topics },
  params: TopicTermsParams,
  output: TopicTermsTable,
  run: Effect.fn("TopicTerms.run")(function* ({ inputs: { counts, vocabulary, topics }, params }) {
    if (counts.numRows !== topics.numRows) {
      throw new RangeError(`${counts.numRows} rows of counts belong to ${topics.numRows} posts`)
    }
    const nTerms = vocabulary.numRows
    const nTopics = countTopics(topics.columns.topic)
    const sums = topicTermCounts(counts.columns.terms, counts.columns.counts, topics.columns.topic, nTopics, nTerms)
    const scores = cTfIdf(sums.counts, nTopics, nTerms)
    const rows = Table.builder(TopicTermsTable)
    for (let topic = 0; topic < nTopics; topic++) {
      const scoresOfTopic = scores.subarray(topic * nTerms, (topic + 1) * nTerms)
      const terms = highestTerms(scoresOfTopic, params.nTerms).filter((term) => scoresOfTopic[term]! > 0)
      terms.forEach((term, i) => {
        rows.append({
          topic,
          rank: i + 1,
          term: vocabulary.columns.term.at(term),
          score: scoresOfTopic[term]!,
          count: sums.counts[topic * nTerms + term]!,
          posts: sums.posts[topic * nTerms + term]!
        })
      })
    }
    return rows.finish()
  })
})
