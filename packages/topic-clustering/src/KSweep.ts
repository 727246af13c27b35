import * as Kernel from "@praxis/dataflow/Kernel"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { random } from "@praxis/numerics/random"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { KChoice, KSweep as KSweepTable } from "@praxis/tables/Stability"
import { Effect, Schema, Stream } from "effect"
import { readCounts } from "./readCounts.ts"
import { badge } from "./stability/badge.ts"
import { chooseK, type KFindings } from "./stability/kChoice.ts"
import { paretoFront } from "./stability/pareto.ts"
import { type RecipeParams, recipeFields, recipeOf, toRecipe } from "./stability/recipeParams.ts"
import type { sweepTopics } from "./stability/sweepTopics.ts"
import type { TopicMeasures } from "./stability/topicMeasures.ts"
import { topicReturns } from "./stability/topicReturns.ts"
import type { FoundTopics } from "./stability/topicsOf.ts"
import { readPart, SampledPostsPart, TopicsPart, writePart } from "./stability/topicsPart.ts"

/** Parameters of {@link KSweep}. */
export const KSweepParams = Schema.Struct({
  ks: Schema.Array(Schema.Int.check(Schema.isGreaterThan(1)))
    .check(Schema.isMinLength(1))
    .annotate({ description: "The numbers of topics tried." }),
  seeds: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Runs of each K on all posts; measures are shown for each, and the lowest inertia is judged."
  }),
  samples: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Bootstrap samples in which each K's topics must come back."
  }),
  silhouettePosts: Schema.Int.check(Schema.isGreaterThan(1)).annotate({
    description: "Posts that the exact silhouette is taken of; time grows with their square."
  }),
  ...recipeFields
})

type Params = typeof KSweepParams.Type

const corpora = ["real", "shuffled"] as const

/** One set of vectors, which all K share. `seed`: all posts; `sample`: a bootstrap sample. */
interface Cell {
  readonly corpus: (typeof corpora)[number]
  readonly kind: "seed" | "sample"
  readonly number: number
  readonly ks: ReadonlyArray<number>
  /** Of the exact silhouette; null where nothing is measured. */
  readonly silhouettePosts: number | null
  readonly recipe: { readonly [K in keyof RecipeParams]: RecipeParams[K] }
}

const cellsOf = (params: Params): ReadonlyArray<Cell> => {
  const shared = { ks: ascending(params.ks), recipe: recipeOf(params) }
  return corpora.flatMap((corpus) => [
    ...Array.from({ length: params.seeds }, (_, number) => ({
      corpus,
      kind: "seed" as const,
      number,
      ...shared,
      silhouettePosts: corpus === "real" ? params.silhouettePosts : null
    })),
    ...Array.from({ length: params.samples }, (_, number) => ({
      corpus,
      kind: "sample" as const,
      number,
      ...shared,
      silhouettePosts: null
    }))
  ])
}

const ascending = (ks: ReadonlyArray<number>): ReadonlyArray<number> => Array.from(new Set(ks)).sort((a, b) => a - b)

const Measures = Table.contract("topic-measures", {
  k: Table.uint32,
  silhouette: Table.float64,
  sampleSilhouette: Table.float64,
  npmi: Table.float64,
  umass: Table.float64,
  exclusivity: Table.float64,
  diversity: Table.float64,
  balance: Table.float64
})

/**
 * Topics for a list of K, with measures of each run, and the K that the convention chooses: {@link chooseK}.
 *
 * One LSA dimension serves all K: tied to K, it makes the silhouette fall by construction. All seeds share one sketch,
 * so that inertias of a K compare. The Pareto front is among the runs of one K, since over all K nearly every run is on
 * it. A K's topics are those of its seed with the lowest inertia; whether they come back is judged as `Stability` does,
 * on the posts and on the same posts with their tokens dealt out anew.
 *
 * Misleads where it is read as the number of topics that there are: every K gives K topics, on shuffled text too.
 */
export const KSweep = Stage.mapped("k-sweep", {
  module: import.meta.url,
  inputs: { counts: DocTermCounts, vocabulary: Vocabulary },
  params: KSweepParams,
  seeded: true,
  over: Stage.eachCell((params: Params) => cellsOf(params) as ReadonlyArray<Cell & Schema.JsonObject>),
  part: { posts: SampledPostsPart, topics: TopicsPart, measures: Measures },
  map: Effect.fn("KSweep.map")(function* ({ partition, inputs, output, seed, workers }) {
    const { corpus, kind, number, ks, silhouettePosts, recipe } = partition
    const kept = drawWithoutReplacement(inputs.counts.numRows, recipe.maxPosts, random(seed("posts")))
    const counts = yield* readCounts(inputs.counts, inputs.vocabulary.numRows, kept)
    const job = {
      ...toRecipe(recipe),
      kept,
      shuffleSeed: corpus === "shuffled" ? seed("shuffle") : null,
      bootstrapSeed: kind === "sample" ? seed(`sample-${number}`) : null,
      ks,
      sketchSeed: kind === "seed" ? seed("sketch") : seed(`sample-${number}-sketch`),
      startSeeds: Array.from({ length: recipe.starts }, (_, start) => seed(`${kind}-${number}-start-${start}`)),
      measured: silhouettePosts === null ? null : { silhouettePosts, seed: seed("silhouette") }
    }
    yield* Stream.runForEach(workers.map(kernel, counts, Stream.make(job), { longJobs: true }), (swept) =>
      Effect.andThen(
        writePart(output, swept),
        output.measures.write(Table.fromRows(Measures, swept.measures.map(withOneNaN)))
      )
    )
  }),
  output: { "k-sweep": KSweepTable, "k-choice": KChoice },
  combine: Effect.fn("KSweep.combine")(function* ({ parts, inputs, output, params }) {
    const cells = cellsOf(params)
    const results = yield* Effect.forEach(parts, (part) =>
      Effect.all({ sampled: readPart(part), measures: Effect.map(part.output.measures.table, Table.toRows) })
    )
    const those = (corpus: Cell["corpus"], kind: Cell["kind"]) =>
      results.filter((_, i) => cells[i]!.corpus === corpus && cells[i]!.kind === kind)
    const sweep = Table.builder(KSweepTable)
    const ks = ascending(params.ks)
    ks.forEach((_, at) => {
      const runs = those("real", "seed").map(({ sampled, measures }) => ({
        inertia: sampled.found[at]!.objective,
        ...measures[at]!
      }))
      const front = paretoFront(runs.map(({ k: _, inertia, ...measures }) => [-inertia, ...Object.values(measures)]))
      runs.forEach((run, seed) => void sweep.append({ ...run, seed, pareto: front[seed]! }))
    })
    yield* output["k-sweep"].write(sweep.finish())

    const nPosts = inputs.counts.numRows
    const returnsByCorpus = corpora.map((corpus) =>
      ks.map((_, at) => {
        const seeds = those(corpus, "seed").map(({ sampled }) => sampled)
        const base = topicsByPost(seeds[0]!.posts, lowest(seeds.map(({ found }) => found[at]!)), nPosts)
        const returns = those(corpus, "sample").map(({ sampled: { posts, found } }) =>
          topicReturns(base, { posts, ...found[at]! })
        )
        return returnsOf(base, returns)
      })
    )
    const rows = ks.map((k, at) => {
      const [real, shuffled] = returnsByCorpus.map((byK) => byK[at]!)
      const { steadyTopics, steadyPosts, meanReturn } = real!
      return {
        k,
        steadyTopics,
        steadyPosts,
        shuffledSteadyTopics: shuffled!.steadyTopics,
        shuffledSteadyPosts: shuffled!.steadyPosts,
        meanReturn
      } satisfies KFindings & { meanReturn: number }
    })
    const posts = Math.min(nPosts, params.maxPosts)
    const choice = chooseK(rows, { samples: params.samples, posts, corpusPosts: nPosts })
    yield* output["k-choice"].write(
      Table.fromRows(
        KChoice,
        rows.map((row) => ({
          ...row,
          chosen: row.k === choice.k,
          reason: row.k === choice.k ? choice.reason : ""
        }))
      )
    )
  })
})

const kernel = Kernel.make<typeof sweepTopics>(new URL("./stability/sweepTopics.ts", import.meta.url), "sweepTopics")

/** NaN has many bit patterns, which differ between machines; a table has one. */
const withOneNaN = (measures: TopicMeasures): TopicMeasures =>
  Object.fromEntries(
    Object.entries(measures).map(([name, value]) => [name, Number.isNaN(value) ? Number.NaN : value])
  ) as unknown as TopicMeasures

const lowest = (found: ReadonlyArray<FoundTopics>): FoundTopics =>
  found.reduce((best, next) => (next.objective < best.objective ? next : best))

const topicsByPost = (posts: Uint32Array, { labels, words }: FoundTopics, nPosts: number) => {
  const byPost = new Int32Array(nPosts).fill(-1)
  posts.forEach((post, i) => {
    byPost[post] = labels[i]!
  })
  return { labels: byPost, words }
}

const returnsOf = (
  { labels, words }: { readonly labels: Int32Array; readonly words: ReadonlyArray<unknown> },
  samples: ReadonlyArray<ReturnType<typeof topicReturns>>
) => {
  const sizes = new Float64Array(words.length)
  for (const label of labels) if (label >= 0) sizes[label]!++
  let [steadyTopics, steadyPosts, returns, posts] = [0, 0, 0, 0]
  sizes.forEach((size, topic) => {
    const returned = samples.filter((topics) => topics[topic]!.returned).length
    if (badge(returned, samples.length) === "steady") {
      steadyTopics++
      steadyPosts += size
    }
    returns += size * (returned / samples.length)
    posts += size
  })
  return { steadyTopics, steadyPosts, meanReturn: posts === 0 ? 0 : returns / posts }
}
