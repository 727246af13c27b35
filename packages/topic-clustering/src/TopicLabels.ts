import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import type { DenseRows } from "@praxis/numerics/squaredDistances"
import { DocTermCounts, TermVectors, Vocabulary } from "@praxis/tables/Documents"
import { TopicLabels as TopicLabelsTable } from "@praxis/tables/Labels"
import { Topics } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { countTopics } from "./countTopics.ts"
import { cTfIdf } from "./cTfIdf.ts"
import { exclusivityShares, shrunkExclusivityShares } from "./labels/exclusivityShares.ts"
import { frex } from "./labels/frex.ts"
import { highestTerms } from "./labels/highestTerms.ts"
import { lift } from "./labels/lift.ts"
import { mmr } from "./labels/mmr.ts"
import { score } from "./labels/score.ts"
import { smoothedBeta } from "./labels/smoothedBeta.ts"
import { addTopicTermCounts, noTopicTermCounts, type TopicTermCounts } from "./topicTermCounts.ts"

const share = (description: string) =>
  Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })).annotate({ description })

/** Parameters of {@link TopicLabels}. */
export const TopicLabelsParams = Schema.Struct({
  nWords: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Words a topic and measure at most; a topic with fewer different words has fewer."
  }),
  frexWeight: share("Weight of exclusivity in FREX, 0 to 1; the rest is the weight of frequency."),
  frexShrinkage: Schema.Boolean.annotate({
    description:
      "Whether the exclusivity of rare words is drawn towards that of no topic, as R stm's labelTopics does; without it FREX is as Bischof and Airoldi defined it."
  }),
  liftMinPosts: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({
    description: "Words in fewer posts have no lift: it would list the rarest words alone."
  }),
  mmrDelta: share("Weight of variety against relevance in MMR, 0 to 1.")
})

/**
 * The first words of each topic by six measures, by topic, measure, rank.
 *
 * Words are those of the vocabulary that occur in the topic's posts; unassigned posts count nowhere. `prob`, `frex`,
 * `lift` and `score` are of `smoothedBeta`. `mmr` chooses among three times as many words as it lists, those of the
 * highest cTfIdf, by {@link mmr}. Counts are read once, batch by batch: memory holds some nTopics × nTerms numbers.
 */
export const TopicLabels = Stage.stream("topic-labels", {
  module: import.meta.url,
  inputs: { counts: DocTermCounts, vocabulary: Vocabulary, topics: Topics, termVectors: TermVectors },
  params: TopicLabelsParams,
  output: TopicLabelsTable,
  run: Effect.fn("TopicLabels.run")(function* ({ inputs, output, params, progress }) {
    if (inputs.counts.numRows !== inputs.topics.numRows || inputs.termVectors.numRows !== inputs.vocabulary.numRows) {
      throw new RangeError(
        `${inputs.counts.numRows} rows of counts belong to ${inputs.topics.numRows} posts, ${inputs.termVectors.numRows} vectors to ${inputs.vocabulary.numRows} terms`
      )
    }
    const labels = (yield* inputs.topics.table).columns.topic
    const nTopics = countTopics(labels)
    const nTerms = inputs.vocabulary.numRows
    const sums = noTopicTermCounts(nTopics, nTerms)
    let first = 0
    progress.total(inputs.counts.numRows, "posts")
    yield* Stream.runForEach(inputs.counts.batches, ({ columns: { counts, terms }, numRows }) =>
      Effect.sync(() => {
        addTopicTermCounts(sums, terms, counts, labels.subarray(first, first + numRows), nTerms)
        first += numRows
        progress.advance(numRows)
      })
    )
    const { term } = (yield* inputs.vocabulary.table).columns
    const { vector } = (yield* inputs.termVectors.table).columns
    const measured = measure(sums, nTopics, nTerms, params)
    const rows = Table.builder(TopicLabelsTable)
    for (let topic = 0; topic < nTopics; topic++) {
      const ofTopic = (values: Float64Array) => values.subarray(topic * nTerms, (topic + 1) * nTerms)
      const append = (measure: string, terms: ReadonlyArray<number>, values: Float64Array) =>
        terms.forEach((chosen, i) => {
          rows.append({ topic, measure, rank: i + 1, term: term.at(chosen), value: values[chosen]! })
        })
      for (const [measure, values] of Object.entries(measured)) {
        append(measure, firstTerms(ofTopic(values), params.nWords), ofTopic(values))
      }
      append("mmr", varied(ofTopic(measured["c-tf-idf"]), vector, params), ofTopic(measured["c-tf-idf"]))
    }
    yield* output.write(rows.finish())
  })
})

/** The values of each measure (nTopics × nTerms, row-major); NaN where a word cannot be listed. */
const measure = (
  { counts, posts }: TopicTermCounts,
  nTopics: number,
  nTerms: number,
  { frexShrinkage, frexWeight, liftMinPosts }: typeof TopicLabelsParams.Type
) => {
  const beta = smoothedBeta(counts, nTopics, nTerms)
  const termCounts = new Float64Array(nTerms)
  const termPosts = new Float64Array(nTerms)
  for (let at = 0; at < counts.length; at++) {
    termCounts[at % nTerms]! += counts[at]!
    termPosts[at % nTerms]! += posts[at]!
  }
  const shares = frexShrinkage
    ? shrunkExclusivityShares(beta, nTopics, nTerms, termCounts)
    : exclusivityShares(beta, nTopics, nTerms)
  const occurring = (values: Float64Array) => values.map((value, at) => (counts[at] === 0 ? Number.NaN : value))
  return {
    "c-tf-idf": occurring(cTfIdf(counts, nTopics, nTerms)),
    frex: occurring(frex(beta, shares, nTopics, nTerms, frexWeight)),
    lift: occurring(lift(beta, nTerms, termCounts)).map((value, at) =>
      termPosts[at % nTerms]! < liftMinPosts ? Number.NaN : value
    ),
    score: occurring(score(beta, nTopics, nTerms)),
    prob: occurring(beta)
  }
}

const firstTerms = (values: Float64Array, n: number): ReadonlyArray<number> =>
  highestTerms(values, n).filter((term) => !Number.isNaN(values[term]!))

const varied = (
  values: Float64Array,
  vectors: DenseRows,
  { mmrDelta, nWords }: typeof TopicLabelsParams.Type
): ReadonlyArray<number> => {
  const candidates = firstTerms(values, 3 * nWords)
  const relevance = candidates.map((term) => values[term]! / values[candidates[0]!]!)
  return mmr(candidates, relevance, vectors, mmrDelta, nWords)
}
