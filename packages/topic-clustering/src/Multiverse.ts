import * as Kernel from "@praxis/dataflow/Kernel"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { random } from "@praxis/numerics/random"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { MultiverseCells, MultiverseTopics } from "@praxis/tables/Stability"
import { Topics } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { countTopics } from "./countTopics.ts"
import { readCounts } from "./readCounts.ts"
import { nBadgeWords } from "./stability/badge.ts"
import { choicesOf, choicesText } from "./stability/choicesOf.ts"
import type { multiverseTopics } from "./stability/multiverseTopics.ts"
import { type RecipeParams, recipeFields, toRecipe } from "./stability/recipeParams.ts"
import { topicReturns } from "./stability/topicReturns.ts"
import { SampledPostsPart } from "./stability/topicsPart.ts"
import { topWords } from "./topWords.ts"

/** A choice asks for counts that the study does not wire. */
export class MissingCodeCountsError extends Schema.TaggedError<MissingCodeCountsError>()("MissingCodeCountsError", {
  cells: Schema.Array(Schema.String)
}) {
  override get message() {
    return (
      `the multiverse is asked for channels=code (${this.cells.join("; ")}), and the study gives it no counts with code: ` +
      "wire the inputs codeCounts and codeVocabulary, or leave the factor out (--set 'multiverse.factors.channels=[\"text\"]')"
    )
  }
}

const {
  dims,
  idf,
  method,
  sublinearTf,
  maxPosts,
  norm,
  oversampling,
  powerIterations,
  starts,
  maxIterations,
  tolerance
} = recipeFields

/** The choices of a study that the multiverse can make otherwise. */
const choiceFields = {
  minDf: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "The fewest posts that hold a term; below the vocabulary's own it changes nothing."
  }),
  maxDf: Schema.Number.check(Schema.isGreaterThan(0), Schema.isLessThanOrEqualTo(1)).annotate({
    description: "The largest share of posts that may hold a term; above the vocabulary's own it changes nothing."
  }),
  dropTop: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({
    description: "How many of the most frequent terms are left out, as further stop words."
  }),
  sublinearTf,
  idf,
  dims,
  k: Schema.NullOr(Schema.Int.check(Schema.isGreaterThan(0))).annotate({
    description: "Number of topics; null = as many as the study has."
  }),
  method,
  channels: Schema.Literals(["text", "code"]).annotate({
    description:
      "Which counts: those of the study, or those with the names of code kept (inputs codeCounts and codeVocabulary)."
  })
}

const valuesOf = <S extends Schema.Codec<any, any>>(field: S) =>
  Schema.optionalKey(Schema.Array(field)).annotate({ description: "The values tried." })

/** Parameters of {@link Multiverse}. */
export const MultiverseParams = Schema.Struct({
  study: Schema.Struct(choiceFields).annotate({ description: "The study's own choices." }),
  factors: Schema.Struct({
    minDf: valuesOf(choiceFields.minDf),
    maxDf: valuesOf(choiceFields.maxDf),
    dropTop: valuesOf(choiceFields.dropTop),
    sublinearTf: valuesOf(choiceFields.sublinearTf),
    idf: valuesOf(choiceFields.idf),
    dims: valuesOf(choiceFields.dims),
    k: valuesOf(choiceFields.k),
    method: valuesOf(choiceFields.method),
    channels: valuesOf(choiceFields.channels)
  }).annotate({ description: "What could have been chosen instead, by factor." }),
  design: Schema.Literals(["each", "cross"]).annotate({
    description: "each: one factor at a time differs from the study; cross: every combination."
  }),
  combinations: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({
    description: "Further cells with every factor drawn at random from its values."
  }),
  combinationSeed: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description: "Seed of these draws." }),
  norm,
  oversampling,
  powerIterations,
  starts,
  maxIterations,
  tolerance,
  maxPosts
})

type Params = typeof MultiverseParams.Type

interface Cell {
  readonly choices: Params["study"]
  readonly recipe: { readonly [K in Exclude<keyof RecipeParams, keyof Params["study"]>]: RecipeParams[K] }
}

const cellsOf = (params: Params): ReadonlyArray<Cell> => {
  const { norm, oversampling, powerIterations, starts, maxIterations, tolerance, maxPosts } = params
  const recipe = { norm, oversampling, powerIterations, starts, maxIterations, tolerance, maxPosts }
  return choicesOf<Params["study"]>(params).map((choices) => ({ choices, recipe }))
}

const CellPart = Table.contract("multiverse-cell", {
  terms: Table.uint32,
  /** The topic of each post; −1 = in none. */
  labels: Table.list(Table.int32),
  /** The first ten words of each topic; as text, since channels have vocabularies of their own. */
  words: Table.list(Table.list(Table.utf8))
})

/**
 * The study under other choices that could have been made: for every topic, in which of them it stands.
 *
 * A cell leaves out terms, makes vectors and topics anew, and its topics are matched one to one to the study's; a topic
 * stands where its match is as alike as `isReturn` asks for. Cells share their seeds, so that they differ by their
 * choices alone; the first makes the study's own choices with other seeds than the study. The share of cells in which a
 * topic stands is a description of the choices listed, not a probability: it depends on which were listed.
 * Source: Steegen, Tuerlinckx, Gelman & Vanpaemel, Perspectives on Psychological Science 11, 2016.
 * Errors: `MissingCodeCountsError`.
 */
export const Multiverse = Stage.mapped("multiverse", {
  module: import.meta.url,
  inputs: {
    counts: DocTermCounts,
    vocabulary: Vocabulary,
    topics: Topics,
    codeCounts: Stage.optional(DocTermCounts),
    codeVocabulary: Stage.optional(Vocabulary)
  },
  params: MultiverseParams,
  seeded: true,
  over: Stage.eachCell((params: Params) => cellsOf(params) as ReadonlyArray<Cell & Schema.JsonObject>),
  part: { posts: SampledPostsPart, cell: CellPart },
  mergeErrors: (errors: ReadonlyArray<MissingCodeCountsError>) =>
    new MissingCodeCountsError({ cells: errors.flatMap(({ cells }) => cells) }),
  map: Effect.fn("Multiverse.map")(function* ({ partition: { choices, recipe }, inputs, output, seed, workers }) {
    const { minDf, maxDf, dropTop, k, channels } = choices
    const [countsIn, vocabularyIn] =
      channels === "text" ? [inputs.counts, inputs.vocabulary] : [inputs.codeCounts, inputs.codeVocabulary]
    if (countsIn === undefined || vocabularyIn === undefined) {
      return yield* new MissingCodeCountsError({ cells: [JSON.stringify(choices)] })
    }
    const { term } = (yield* vocabularyIn.table).columns
    const { topic } = (yield* inputs.topics.table).columns
    const nPosts = countsIn.numRows
    if (nPosts !== topic.length) throw new RangeError(`${nPosts} rows of counts belong to ${topic.length} posts`)
    const counts = yield* readCounts(countsIn, term.length, Uint32Array.from(topic.keys()))
    const job = {
      ...toRecipe({ ...recipe, ...choices }),
      kept: drawWithoutReplacement(nPosts, recipe.maxPosts, random(seed("posts"))),
      shuffleSeed: null,
      bootstrapSeed: null,
      thresholds: { minDf, maxDf, dropTop },
      ks: [k ?? countTopics(topic)],
      sketchSeed: seed("sketch"),
      startSeeds: Array.from({ length: recipe.starts }, (_, start) => seed(`start-${start}`))
    }
    yield* Stream.runForEach(
      workers.map(kernel, counts, Stream.make(job), { longJobs: true }),
      ({ posts, nTerms, found: [found] }) =>
        Effect.andThen(
          output.posts.write(Table.make(SampledPostsPart, { post: posts })),
          output.cell.write(
            Table.fromRows(CellPart, [
              {
                terms: nTerms,
                labels: Array.from(found!.labels),
                words: found!.words.map((words) => Array.from(words, (word) => term.at(word)))
              }
            ])
          )
        )
    )
  }),
  output: { "multiverse-cells": MultiverseCells, "multiverse-topics": MultiverseTopics },
  combine: Effect.fn("Multiverse.combine")(function* ({ parts, inputs, output, params, warn }) {
    const { term } = (yield* inputs.vocabulary.table).columns
    const { topic } = (yield* inputs.topics.table).columns
    const counts = yield* readCounts(inputs.counts, term.length, Uint32Array.from(topic.keys()))
    const k = countTopics(topic)
    const study = {
      labels: topic,
      words: topWords(counts, topic, k, nBadgeWords).map((words) => Array.from(words, (word) => term.at(word)))
    }
    if (topic.length > params.maxPosts) {
      warn(`cells are of ${params.maxPosts} posts, drawn from ${topic.length} (multiverse.maxPosts)`)
    }
    const cells = cellsOf(params)
    const read = yield* Effect.forEach(parts, ({ output }) =>
      Effect.all({ posts: output.posts.table, cell: output.cell.table })
    )
    const results = read.map((part, cell) => {
      const posts = part.posts.columns.post
      const { terms, labels, words } = Table.rowAt(part.cell, 0)
      const found = { labels: Int32Array.from(labels), words }
      const inBoth = Array.from(posts.keys()).filter((i) => found.labels[i]! >= 0 && topic[posts[i]!]! >= 0)
      const returns = topicReturns(study, { posts, ...found })
      return {
        returns,
        row: {
          cell,
          choices: choicesText(cells[cell]!.choices, params.study),
          k: cells[cell]!.choices.k ?? k,
          terms,
          posts: labels.filter((label) => label >= 0).length,
          ari:
            inBoth.length === 0
              ? Number.NaN
              : adjustedRandIndex(
                  inBoth.map((i) => topic[posts[i]!]!),
                  inBoth.map((i) => found.labels[i]!)
                ),
          standing: returns.filter(({ returned }) => returned).length
        }
      }
    })
    yield* output["multiverse-cells"].write(
      Table.fromRows(
        MultiverseCells,
        results.map(({ row }) => row)
      )
    )
    const topics = Table.builder(MultiverseTopics)
    for (let number = 0; number < k; number++) {
      results.forEach(({ returns }, cell) => {
        const { assignmentJaccard, wordJaccard, returned } = returns[number]!
        topics.append({ topic: number, cell, assignmentJaccard, wordJaccard, stands: returned })
      })
    }
    yield* output["multiverse-topics"].write(topics.finish())
  })
})

const kernel = Kernel.make<typeof multiverseTopics>(
  new URL("./stability/multiverseTopics.ts", import.meta.url),
  "multiverseTopics"
)
