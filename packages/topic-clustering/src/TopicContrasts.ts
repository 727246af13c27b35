import * as Kernel from "@praxis/dataflow/Kernel"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { benjaminiHochberg } from "@praxis/numerics/benjaminiHochberg"
import { strataOf } from "@praxis/numerics/blockPermutation"
import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { random } from "@praxis/numerics/random"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { Posts } from "@praxis/tables/Posts"
import { Topics } from "@praxis/tables/Topics"
import { TopicContrasts as TopicContrastsTable } from "@praxis/tables/Trends"
import { Effect, Schema, Stream } from "effect"
import { counted } from "./counted.ts"
import { countsMatrix } from "./countsMatrix.ts"
import { countTopics } from "./countTopics.ts"
import { assignmentJaccards } from "./matchTopics.ts"
import { recipeFields, toRecipe } from "./stability/recipeParams.ts"
import { type Contrast, contrastsOf } from "./trends/contrastsOf.ts"
import { permutationPs, permutations, tooFewPermutations } from "./trends/permutationPs.ts"
import { minAuthored, readSites } from "./trends/readSites.ts"
import type { SplitTopics, splitTopics } from "./trends/splitTopics.ts"
import { splitUnits } from "./trends/splitUnits.ts"

/** Parameters of {@link TopicContrasts}. */
export const TopicContrastsParams = Schema.Struct({
  nWords: Schema.Int.check(Schema.isGreaterThan(0)).annotate({ description: "Words of a found topic at most." }),
  minPosts: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Posts that each side of a contrast has at least, on the half that tests; smaller ones are not tested."
  }),
  minAuthored,
  permutations,
  ...recipeFields
})

/**
 * Whether sites, and the first and the second half of a site's years, differ in their topics, confirmed on posts that had
 * no part in finding the topics.
 *
 * Half of each site's authors, drawn at random, find as many topics as the study has, by the same parameters; the posts of
 * the others are placed in them by the nearest centroid, with idf and dimensions of the first half, and they alone are
 * tested (see `splitUnits`, `splitTopics`). Contrasts: see `contrastsOf`. The statistic is the difference of a topic's
 * shares, two-sided, by permuting whole authors (see `countExtremes`). Topics with under 5 tested posts in a contrast are
 * not tested. All contrasts and topics are one Benjamini–Hochberg family. Where the authors of a site are not known its
 * posts are split and permuted, and `units` says so.
 *
 * A difference of sites may be one of their years; it holds for found topics, which resemble the study's and are not these.
 * Source: Cox, Biometrika 62, 1975 (split data); Egami et al., Science Advances 8, 2022 (split texts).
 */
export const TopicContrasts = Stage.stream("topic-contrasts", {
  module: import.meta.url,
  inputs: { counts: DocTermCounts, vocabulary: Vocabulary, posts: Posts, topics: Topics },
  params: TopicContrastsParams,
  output: TopicContrastsTable,
  seeded: true,
  run: Effect.fn("TopicContrasts.run")(function* ({ inputs, output, params, seed, warn, workers }) {
    const { posts } = inputs
    if (inputs.topics.numRows !== posts.numRows || inputs.counts.numRows !== posts.numRows) {
      throw new RangeError(
        `${inputs.topics.numRows} rows of topics belong to ${posts.numRows} posts and ${inputs.counts.numRows} rows of counts`
      )
    }
    const labels = (yield* inputs.topics.table).columns.topic
    const { term } = (yield* inputs.vocabulary.table).columns
    const counts = countsMatrix(yield* inputs.counts.table, term.length)
    const kept = drawWithoutReplacement(posts.numRows, params.maxPosts, random(seed("posts")))
    if (kept.length < posts.numRows) {
      warn(`the contrasts are of ${kept.length} posts, drawn from ${posts.numRows} (topic-contrasts.maxPosts)`)
    }
    const sites = yield* readSites(posts, labels, params.minAuthored)
    const { finding, testing } = splitUnits(sites, new Set(kept), random(seed("halves")))
    const contrasts = contrastsOf(sites, new Set(testing), params.minPosts)
    const k = countTopics(labels)
    if (contrasts.length === 0 || k === 0) {
      warn(
        `no contrast has ${counted(params.minPosts, "post")} on each side of the half that tests, so none is tested (topic-contrasts.minPosts)`
      )
      return yield* output.write(Table.fromRows(TopicContrastsTable, []))
    }
    const job = {
      ...toRecipe(params),
      finding,
      testing,
      k,
      nWords: params.nWords,
      sketchSeed: seed("sketch"),
      startSeeds: Array.from({ length: params.starts }, (_, start) => seed(`start-${start}`))
    }
    const [split] = (yield* Stream.runCollect(workers.map(kernel, counts, Stream.make(job), { longJobs: true }))) as [
      SplitTopics
    ]
    const nFound = split.words.length
    const overlaps = assignmentJaccards(
      split.found,
      nFound,
      Int32Array.from(finding, (doc) => labels[doc]!),
      k
    )
    const placed = new Map(Array.from(testing, (doc, i) => [doc, split.placed[i]!]))
    const tests: Array<Omit<Table.RowOf<typeof TopicContrastsTable>, "q" | "family">> = []
    for (const contrast of contrasts) {
      const topics = Int32Array.from(contrast.docs, (doc) => placed.get(doc)!)
      const classes = topics.map((topic) => (topic < 0 ? nFound : topic))
      const strata = strataOf(contrast.units, contrast.sides, classes, nFound + 1)
      const ps = yield* permutationPs(workers, strata, params.permutations, (part) => seed(`${contrast.name}-${part}`))
      for (let found = 0; found < nFound; found++) {
        const shares = sharesOf(contrast, topics, found)
        if (shares.postsA + shares.postsB < minCell) continue
        tests.push({
          contrast: contrast.name,
          found,
          words: Array.from(split.words[found]!, (number) => term.at(number)),
          topic: indexOfHighest(overlaps.subarray(found * k, (found + 1) * k)),
          ...shares,
          units: contrast.authorsKnown ? "authors" : "posts",
          p: ps[found]!
        })
      }
    }
    const tooFew = tooFewPermutations("topic-contrasts", params.permutations, tests.length)
    if (tooFew !== undefined) warn(tooFew)
    const qs = benjaminiHochberg(tests.map(({ p }) => p))
    yield* output.write(
      Table.fromRows(
        TopicContrastsTable,
        tests.map((test, i) => ({ ...test, q: qs[i]!, family: tests.length }))
      )
    )
  })
})

const kernel = Kernel.make<typeof splitTopics>(new URL("./trends/splitTopics.ts", import.meta.url), "splitTopics")

const minCell = 5

const sharesOf = ({ sides }: Contrast, topics: Int32Array, topic: number) => {
  const totalA = sides.reduce((sum, side) => sum + side, 0)
  const totalB = sides.length - totalA
  let postsA = 0
  let postsB = 0
  topics.forEach((each, i) => {
    if (each !== topic) return
    if (sides[i] === 1) postsA++
    else postsB++
  })
  const shareA = postsA / totalA
  const shareB = postsB / totalB
  return { postsA, postsB, totalA, totalB, shareA, shareB, difference: shareA - shareB }
}

const indexOfHighest = (values: Float64Array): number =>
  values.reduce((best, value, i) => (value > values[best]! ? i : best), 0)
