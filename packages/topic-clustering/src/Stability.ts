import * as Kernel from "@praxis/dataflow/Kernel"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { random } from "@praxis/numerics/random"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { StabilitySamples, TopicStability } from "@praxis/tables/Stability"
import { Topics } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { counted } from "./counted.ts"
import { countTopics } from "./countTopics.ts"
import { readCounts } from "./readCounts.ts"
import { badge, nBadgeWords } from "./stability/badge.ts"
import { median } from "./stability/median.ts"
import { type RecipeParams, recipeFields, recipeOf, toRecipe } from "./stability/recipeParams.ts"
import type { sampleTopics } from "./stability/sampleTopics.ts"
import { foundAgainShare, type TopicGroups, topicReturns } from "./stability/topicReturns.ts"
import { readPart, SampledPostsPart, TopicsPart, type TopicsPartRow, writePart } from "./stability/topicsPart.ts"
import { topWords } from "./topWords.ts"

/** Parameters of {@link Stability}. */
export const StabilityParams = Schema.Struct({
  samples: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Bootstrap samples; a badge of 5 samples can change with one of them, one of 20 hardly."
  }),
  seeds: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({
    description: "Other seeds under which all posts are clustered again, with K, K − 1 and K + 1 topics."
  }),
  ...recipeFields
})

type Params = typeof StabilityParams.Type

const corpora = ["real", "shuffled"] as const

/** One set of vectors. `sample`: a bootstrap sample. `seed`: all posts; of the shuffled corpus, number 0 has the topics that are judged. */
interface Cell {
  readonly corpus: (typeof corpora)[number]
  readonly kind: "sample" | "seed"
  readonly number: number
  readonly recipe: { readonly [K in keyof RecipeParams]: RecipeParams[K] }
}

const cellsOf = (params: Params): ReadonlyArray<Cell> =>
  corpora.flatMap((corpus) => {
    const recipe = recipeOf(params)
    const firstSeed = corpus === "shuffled" ? 0 : 1
    return [
      ...Array.from({ length: params.seeds + 1 - firstSeed }, (_, i) => ({
        corpus,
        kind: "seed" as const,
        number: firstSeed + i,
        recipe
      })),
      ...Array.from({ length: params.samples }, (_, number) => ({ corpus, kind: "sample" as const, number, recipe }))
    ]
  })

/**
 * Which topics come back when posts are drawn anew, and which do not, beside the same for posts whose tokens were dealt
 * out anew.
 *
 * A sample is a bootstrap sample with each post counted once; idf, dimensions and clusters are all refitted to it. Its
 * topics are matched one to one to the study's (Hungarian, on the Jaccard of the posts within the sample); the badge
 * follows `isReturn` and `badge`. The shuffled corpus has as many topics as the study, the same parameters and the same
 * samples. Return over seeds and K ± 1 is shown and not part of the badge: text without structure returns there too.
 *
 * Misleads where a sample has few posts a topic: small topics then waver whatever they are. A steady topic is a group
 * that this method finds again in posts like these; whether it means something, a reader says.
 * Source: Hennig, Computational Statistics & Data Analysis 52, 2007, with another threshold and words beside posts.
 */
export const Stability = Stage.mapped("stability", {
  module: import.meta.url,
  inputs: { counts: DocTermCounts, vocabulary: Vocabulary, topics: Topics },
  params: StabilityParams,
  seeded: true,
  over: Stage.eachCell((params: Params) => cellsOf(params) as ReadonlyArray<Cell & Schema.JsonObject>),
  part: { posts: SampledPostsPart, topics: TopicsPart },
  map: Effect.fn("Stability.map")(function* ({ partition, inputs, output, seed, workers }) {
    const { corpus, kind, number, recipe } = partition
    const topics = yield* inputs.topics.table
    const nPosts = inputs.counts.numRows
    if (nPosts !== topics.numRows) throw new RangeError(`${nPosts} rows of counts belong to ${topics.numRows} posts`)
    const kept = drawWithoutReplacement(nPosts, recipe.maxPosts, random(seed("posts")))
    const counts = yield* readCounts(inputs.counts, inputs.vocabulary.numRows, kept)
    const k = countTopics(topics.columns.topic)
    const job = {
      ...toRecipe(recipe),
      kept,
      shuffleSeed: corpus === "shuffled" ? seed("shuffle") : null,
      bootstrapSeed: kind === "sample" ? seed(`sample-${number}`) : null,
      ks: kind === "seed" && number > 0 ? [k, k - 1, k + 1].filter((each) => each > 0) : [k],
      sketchSeed: seed(`${kind}-${number}-sketch`),
      startSeeds: Array.from({ length: recipe.starts }, (_, start) => seed(`${kind}-${number}-start-${start}`))
    }
    yield* Stream.runForEach(workers.map(kernel, counts, Stream.make(job), { longJobs: true }), (sampled) =>
      writePart(output, sampled)
    )
  }),
  output: { "topic-stability": TopicStability, "stability-samples": StabilitySamples },
  combine: Effect.fn("Stability.combine")(function* ({ parts, inputs, output, params, warn }) {
    const { topic } = (yield* inputs.topics.table).columns
    const counts = yield* readCounts(inputs.counts, inputs.vocabulary.numRows, Uint32Array.from(topic.keys()))
    const cells = cellsOf(params)
    const results = yield* Effect.forEach(parts, readPart)
    const those = (corpus: Cell["corpus"], kind: Cell["kind"]) =>
      results.filter((_, i) => cells[i]!.corpus === corpus && cells[i]!.kind === kind)
    const k = countTopics(topic)
    if (topic.length > params.maxPosts) {
      warn(`the samples are of ${params.maxPosts} posts, drawn from ${topic.length} (stability.maxPosts)`)
    }
    const [shuffledBase, ...shuffledSeeds] = those("shuffled", "seed")
    const shuffled = shuffledBase!.found[0]!
    const shuffledLabels = new Int32Array(topic.length).fill(-1)
    shuffledBase!.posts.forEach((post, i) => {
      shuffledLabels[post] = shuffled.labels[i]!
    })
    const judged = {
      real: {
        base: { labels: topic, words: topWords(counts, topic, k, nBadgeWords) },
        seeds: those("real", "seed").map(({ found }) => found)
      },
      shuffled: {
        base: { labels: shuffledLabels, words: shuffled.words },
        seeds: shuffledSeeds.map(({ found }) => found)
      }
    }
    const stability = Table.builder(TopicStability)
    const samples = Table.builder(StabilitySamples)
    for (const corpus of corpora) {
      const { base, seeds } = judged[corpus]
      const returns = those(corpus, "sample").map(({ posts, found }) => topicReturns(base, { posts, ...found[0]! }))
      sizesOf(base).forEach((posts, topic) => {
        const ofTopic = returns.map((topics) => topics[topic]!)
        const returned = ofTopic.filter(({ returned }) => returned).length
        stability.append({
          corpus,
          topic,
          posts,
          samples: params.samples,
          returned,
          badge: badge(returned, params.samples),
          medianAssignment: median(ofTopic.map(({ assignmentJaccard }) => assignmentJaccard)),
          medianWords: median(ofTopic.map(({ wordJaccard }) => wordJaccard)),
          seedReturn: foundAgainShare(base.words[topic]!, withK(seeds, k))!,
          fewerReturn: foundAgainShare(base.words[topic]!, withK(seeds, k - 1)),
          moreReturn: foundAgainShare(base.words[topic]!, withK(seeds, k + 1))
        })
        ofTopic.forEach(({ match, assignmentJaccard, wordJaccard }, sample) => {
          samples.append({ corpus, topic, sample, match, assignmentJaccard, wordJaccard })
        })
      })
    }
    const made = stability.finish()
    const steady = (corpus: string) =>
      Table.toRows(made).filter((row) => row.corpus === corpus && row.badge === "steady").length
    if (steady("shuffled") >= steady("real")) {
      warn(
        `${counted(steady("real"), "topic")} of ${k} ${steady("real") === 1 ? "is" : "are"} steady, and ${steady("shuffled")} of the same posts with their words dealt out anew: these topics cannot be told from chance`
      )
    }
    yield* output["topic-stability"].write(made)
    yield* output["stability-samples"].write(samples.finish())
  })
})

const kernel = Kernel.make<typeof sampleTopics>(new URL("./stability/sampleTopics.ts", import.meta.url), "sampleTopics")

const sizesOf = ({ labels, words }: TopicGroups): ReadonlyArray<number> => {
  const sizes = new Array<number>(words.length).fill(0)
  for (const label of labels) if (label >= 0) sizes[label]!++
  return sizes
}

const withK = (seeds: ReadonlyArray<ReadonlyArray<TopicsPartRow>>, k: number): ReadonlyArray<TopicsPartRow> =>
  seeds.flatMap((found) => found.filter((topics) => topics.k === k))
