import { assert, describe, it } from "@effect/vitest"
import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { random } from "@praxis/numerics/random"
import { DocTermCounts, DocTermWeights, TermVectors } from "@praxis/tables/Documents"
import { KnownWords } from "@praxis/tables/Runs"
import { KChoice } from "@praxis/tables/Stability"
import { TopicCentroids, TopicTerms } from "@praxis/tables/Topics"
import { Assign } from "@praxis/topic-clustering/Assign"
import { countsMatrix } from "@praxis/topic-clustering/countsMatrix"
import { describeAssignments } from "@praxis/topic-clustering/describeAssignments"
import { Topics } from "@praxis/topic-clustering/Topics"
import { vectorise } from "@praxis/topic-clustering/vectorise"
import { Effect } from "effect"
import { countedTexts, documentsTable, topicsTable, vectorsTable } from "./tables.ts"

const weighting = { sublinearTf: true, idf: "smooth", norm: "l2" } as const

/** Counts of texts over the terms of another table, as the stage `counts` gives them. */
const countsOver = (terms: ReadonlyArray<string>, texts: ReadonlyArray<string>) =>
  Table.fromRows(
    DocTermCounts,
    texts.map((text, doc) => {
      const words = text.split(" ")
      const present = terms.flatMap((term, i) => (words.includes(term) ? [i] : []))
      return { doc, terms: present, counts: present.map((i) => words.filter((word) => word === terms[i]).length) }
    })
  )

const knownOver = (terms: ReadonlyArray<string>, texts: ReadonlyArray<string>) =>
  Table.fromRows(
    KnownWords,
    texts.map((text, doc) => {
      const words = text === "" ? [] : text.split(" ")
      return { doc, words: words.length, known: words.filter((word) => terms.includes(word)).length }
    })
  )

/** Texts of three subjects with words of their own and shared ones; reproducible. */
const textsOf = (seed: number, n: number, subjects: ReadonlyArray<ReadonlyArray<string>>) => {
  const next = random(seed)
  const pick = (words: ReadonlyArray<string>) => words[Math.floor(next() * words.length)]!
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: 12 }, () => (next() < 0.7 ? pick(subjects[i % subjects.length]!) : pick(shared))).join(" ")
  )
}
const shared = ["how", "why", "notebook", "cell", "run"]
const subjects = [
  ["plot", "axis", "legend", "figure", "colour"],
  ["loss", "epoch", "layer", "batch", "gradient"],
  ["conda", "package", "pip", "install", "version"]
]

const chosen = Table.fromRows(KChoice, [
  {
    k: 3,
    steadyTopics: 3,
    steadyPosts: 1,
    shuffledSteadyTopics: 0,
    shuffledSteadyPosts: 0,
    meanReturn: 1,
    chosen: true,
    reason: ""
  }
])

/** A model of texts, made by the same stages and functions as a study's. */
const modelOf = Effect.fnUntraced(function* (texts: ReadonlyArray<string>) {
  const { counts, vocabulary } = countedTexts(texts)
  const terms = [...vocabulary.columns.term]
  const matrix = countsMatrix(counts, terms.length)
  const model = vectorise(matrix, { ...weighting, dims: 5, oversampling: 5, powerIterations: 4 }, 1)
  const rows = texts.map((): Array<number> => Array(model.dims).fill(0))
  model.docs.forEach((doc, i) => {
    rows[doc] = [...model.features.vectors.values.subarray(i * model.dims, (i + 1) * model.dims)]
  })
  const lsa = vectorsTable(rows)
  const { output } = yield* runStage(Topics, {
    inputs: {
      lsa,
      tfIdf: Table.fromRows(
        DocTermWeights,
        texts.map((_, doc) => ({ doc, terms: [], weights: [] }))
      ),
      vocabulary,
      documents: documentsTable(texts.map(() => ({}))),
      choice: chosen
    },
    params: { k: 3, method: "lloyd", starts: 5, maxIterations: 300, tolerance: 0 }
  })
  return {
    terms,
    inputs: {
      modelKnownWords: knownOver(terms, texts),
      vocabulary,
      termVectors: Table.make(TermVectors, {
        term: Uint32Array.from(terms.keys()),
        vector: new FixedListColumn(terms.length, model.dims, model.loadings)
      }),
      lsa,
      centroids: output["topic-centroids"],
      topics: output.topics
    }
  }
})

type Model = Effect.Success<ReturnType<typeof modelOf>>

const place = ({ terms, inputs }: Model, texts: ReadonlyArray<string>, firstId: number) =>
  runStage(Assign, {
    inputs: {
      ...inputs,
      documents: documentsTable(texts.map((_, i) => ({ id: String(firstId + i) }))),
      counts: countsOver(terms, texts),
      knownWords: knownOver(terms, texts)
    },
    params: weighting
  })

const measuresOf = (drift: Table.Table<any>) =>
  Object.fromEntries(Table.toRows(drift).map((row) => [row["measure"], row["value"]])) as Record<string, number>

const corpus = textsOf(7, 150, subjects)

describe("Assign", () => {
  it.effect("gives the model's own posts their own topics, similarities and margins", () =>
    Effect.gen(function* () {
      const model = yield* modelOf(corpus)
      const { output, warnings } = yield* place(model, corpus, 1)
      const { topics } = model.inputs
      const { topic, second, similarity, margin, modelTopic } = output.assignments.columns
      assert.deepStrictEqual(topic, topics.columns.topic)
      assert.deepStrictEqual(modelTopic.values, topics.columns.topic)
      assert.deepStrictEqual(second, topics.columns.second)
      similarity.forEach((value, doc) => {
        assert.approximately(value, topics.columns.similarity[doc]!, 1e-12)
        assert.approximately(margin[doc]!, topics.columns.margin[doc]!, 1e-12)
      })
      const { fit } = output.assignments.columns
      fit.forEach((share, doc) => {
        const own = topics.columns.similarity.filter((_, other) => topic[other] === topic[doc])
        assert.strictEqual(share, own.filter((value) => value < similarity[doc]!).length / own.length)
      })
      const measures = measuresOf(output.drift)
      assert.deepInclude(measures, {
        posts: 150,
        placed: 150,
        "in-model": 150,
        "in-model-agreement": 1,
        "model-agreement": 1,
        "topic-divergence": 0,
        drift: 0
      })
      assert.strictEqual(measures["known-share"], measures["known-share-model"])
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("places later posts of the same subjects with their subject, and sees no drift", () =>
    Effect.gen(function* () {
      const model = yield* modelOf(corpus)
      const { output } = yield* place(model, textsOf(8, 60, subjects), 1001)
      // Post i is about subject i mod 3, here as in the model's corpus.
      const topicOf = [0, 1, 2].map((subject) => model.inputs.topics.columns.topic[subject]!)
      const right = output.assignments.columns.topic.filter((topic, i) => topic === topicOf[i % 3]).length
      assert.isAtLeast(right, 59)
      assert.deepInclude(measuresOf(output.drift), { posts: 60, "in-model": 0, "in-model-agreement": 0, drift: 0 })
    })
  )

  it.effect("flags posts of another subject, by the words that it does not know", () =>
    Effect.gen(function* () {
      const model = yield* modelOf(corpus)
      const { output, warnings } = yield* place(model, textsOf(9, 60, [["oven", "dough", "flour", "yeast"]]), 1001)
      assert.strictEqual(measuresOf(output.drift)["drift"], 1)
      assert.match(
        warnings[0]!,
        /^the new posts do not fit the model well: it knows \d\d\.\d % of their words, of its own posts' 100\.0 %$/
      )
    })
  )

  it.effect("leaves a post without a known word unassigned and says how many there are", () =>
    Effect.gen(function* () {
      const model = yield* modelOf(corpus)
      const { output, warnings } = yield* place(model, ["plot axis legend", "oven dough", ""], 1001)
      const [first, ...rest] = Table.toRows(output.assignments)
      assert.strictEqual(first!.topic, model.inputs.topics.columns.topic[0])
      assert.deepInclude(first!, { id: "1001", known: 1, modelTopic: null })
      for (const row of rest)
        assert.deepInclude(row, { topic: -1, similarity: 0, margin: 0, second: -1, known: 0, fit: 0 })
      assert.include(warnings, "2 of 3 new posts have no word that the model knows")
    })
  )

  it.effect("does not change where a post falls with the posts that are placed beside it", () =>
    Effect.gen(function* () {
      const model = yield* modelOf(corpus)
      const texts = textsOf(8, 9, subjects)
      const together = Table.toRows((yield* place(model, texts, 1001)).output.assignments)
      const alone = Table.toRows((yield* place(model, [texts[4]!], 1005)).output.assignments)
      assert.deepStrictEqual(alone[0], { ...together[4]!, title: "Title 1" })
    })
  )

  it.effect("works out shares, fit and divergence as by hand", () =>
    Effect.gen(function* () {
      // Two terms, two dimensions, no weighting: a post of the word x has the vector (1, 0).
      const { output } = yield* runStage(Assign, {
        inputs: {
          documents: documentsTable([{ id: "3" }, { id: "9" }]),
          counts: countsOver(["x", "y"], ["x", "x x x y"]),
          knownWords: Table.fromRows(KnownWords, [
            { doc: 0, words: 4, known: 1 },
            { doc: 1, words: 4, known: 4 }
          ]),
          modelKnownWords: Table.fromRows(KnownWords, [{ doc: 0, words: 10, known: 5 }]),
          vocabulary: countedTexts(["x", "y"]).vocabulary,
          termVectors: Table.make(TermVectors, {
            term: Uint32Array.of(0, 1),
            vector: new FixedListColumn(2, 2, Float64Array.of(1, 0, 0, 1))
          }),
          lsa: vectorsTable([
            [1, 0],
            [0.8, 0.6],
            [0, 1],
            [0, 0]
          ]),
          centroids: Table.make(TopicCentroids, {
            topic: Int32Array.of(0, 1),
            size: Uint32Array.of(2, 1),
            centroid: new FixedListColumn(2, 2, Float64Array.of(0.9, 0.3, 0, 1))
          }),
          topics: topicsTable([
            { topic: 0, similarity: 0.94 },
            { topic: 0, similarity: 0.95 },
            { topic: 1, similarity: 1 },
            { topic: -1 }
          ])
        },
        params: { sublinearTf: false, idf: "none", norm: "none" }
      })
      const [x, mixed] = Table.toRows(output.assignments)
      const toX = 0.9 / Math.hypot(0.9, 0.3)
      assert.deepInclude(x!, { topic: 0, second: 1, known: 0.25, fit: 0.5, modelTopic: 1 })
      assert.approximately(x!.similarity, toX, 1e-15)
      assert.approximately(x!.margin, toX, 1e-15)
      // (3, 1) lies in the direction of the centroid: all of the topic's own posts are less similar.
      assert.deepInclude(mixed!, { topic: 0, known: 1, fit: 1, modelTopic: null })
      const measures = measuresOf(output.drift)
      assert.deepInclude(measures, {
        posts: 2,
        placed: 2,
        "in-model": 1,
        "in-model-agreement": 0,
        "model-agreement": 1,
        "known-share": 5 / 8,
        "known-share-model": 0.5,
        "poor-fit": 0,
        drift: 0,
        "topic-0": 1,
        "topic-1": 0,
        "topic-0-model": 2 / 3,
        "topic-1-model": 1 / 3
      })
      assert.approximately(measures["similarity-model"]!, (0.94 + 0.95 + 1) / 3, 1e-15)
      // p = (1, 0), q = (2/3, 1/3), the middle (5/6, 1/6).
      const divergence = (Math.log2(6 / 5) + (2 / 3) * Math.log2(4 / 5) + (1 / 3) * Math.log2(2)) / 2
      assert.approximately(measures["topic-divergence"]!, divergence, 1e-15)
      assert.approximately(measures["topic-divergence-chance"]!, 1 / (16 * Math.LN2), 1e-15)
    })
  )
})

describe("describeAssignments", () => {
  it.effect("says how many posts were placed, where, and how well they fit, for people and for machines", () =>
    Effect.gen(function* () {
      const model = yield* modelOf(corpus)
      const { output } = yield* place(model, [...textsOf(9, 58, [["oven", "dough"]]), "plot axis", ""], 141)
      const terms = Table.fromRows(TopicTerms, [{ topic: 0, rank: 1, term: "plot", score: 1, count: 1, posts: 1 }])
      const { lines, json } = describeAssignments([terms], [output.assignments, output.drift])
      assert.match(lines[0]!, /^60 posts read, \d\d placed, \d+ without a word that the model knows$/)
      assert.match(lines[1]!, /^10 of them are in the model's corpus already; /)
      assert.match(lines[3]!, /^topic 0 +\d+ +\d+\.\d % \(model \d\d\.\d %\) {2}plot$/)
      assert.match(lines.at(-1)!, /^The new posts do NOT fit the model well/)
      assert.deepInclude(json as object, { posts: 60, inModel: 10, drifted: true })
      assert.strictEqual((json as { readonly topics: ReadonlyArray<object> }).topics.length, 3)
    })
  )
})
