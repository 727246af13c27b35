import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { inline, type KernelRunner } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { random } from "@praxis/numerics/random"
import { DocTermWeights, Vocabulary } from "@praxis/tables/Documents"
import { KChoice } from "@praxis/tables/Stability"
import { TooManyTopicsError, Topics } from "@praxis/topic-clustering/Topics"
import { Effect } from "effect"
import { documentsTable, plantedVectors, vectorsTable } from "./tables.ts"

const params = { k: 2, starts: 3, maxIterations: 300, tolerance: 0, method: "lloyd" } as const

/** The positive entries of vectors as weights of as many terms. */
const weightsTable = (vectors: ReadonlyArray<ReadonlyArray<number>>) =>
  Table.fromRows(
    DocTermWeights,
    vectors.map((vector, doc) => {
      const terms = Array.from(vector.keys()).filter((term) => vector[term]! > 0)
      const length = Math.hypot(...terms.map((term) => vector[term]!))
      return { doc, terms, weights: terms.map((term) => vector[term]! / length) }
    })
  )

const vocabularyTable = (nTerms: number) =>
  Table.fromRows(
    Vocabulary,
    Array.from({ length: nTerms }, (_, term) => ({ term: `t${term}`, df: 1, tf: 1 }))
  )

const choiceRow = {
  steadyTopics: 2,
  steadyPosts: 4,
  shuffledSteadyTopics: 0,
  shuffledSteadyPosts: 0,
  meanReturn: 1
}

/** What the sweep says, where two topics are chosen by convention. */
const choice = Table.fromRows(KChoice, [
  { ...choiceRow, k: 2, chosen: true, reason: "most posts in steady topics" },
  { ...choiceRow, k: 3, chosen: false, reason: "" }
])

const cluster = (
  vectors: ReadonlyArray<ReadonlyArray<number>>,
  overrides: Partial<typeof Topics.params.Type> = {},
  seed = 1,
  workers: KernelRunner = inline,
  batchRows = 1000
) =>
  runStage(Topics, {
    inputs: {
      lsa: vectorsTable(vectors),
      tfIdf: weightsTable(vectors),
      vocabulary: vocabularyTable(vectors[0]?.length ?? 0),
      documents: documentsTable(vectors.map(() => ({}))),
      choice
    },
    params: { ...params, ...overrides },
    seed,
    workers,
    batchRows
  })

const r = Math.SQRT1_2

describe("Topics", () => {
  it.effect("gives topic, similarity, margin and second of two directions and a row between them", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* cluster([
        [0, 1],
        [1, 0],
        [1, 0],
        [0, 0],
        [0.8, 0.6]
      ])
      // Topic 0 = rows 1, 2 and 4 with the mean (2.8, 0.6) / 3, topic 1 = row 0.
      const length = Math.hypot(2.8, 0.6)
      const expected = [
        { topic: 1, similarity: 1, margin: 1 - 0.6 / length, second: 0 },
        { topic: 0, similarity: 2.8 / length, margin: 2.8 / length, second: 1 },
        { topic: 0, similarity: 2.8 / length, margin: 2.8 / length, second: 1 },
        { topic: -1, similarity: 0, margin: 0, second: -1 },
        { topic: 0, similarity: 2.6 / length, margin: 2.6 / length - 0.6, second: 1 }
      ]
      Table.toRows(output.topics).forEach(({ doc, site, id, ...row }, i) => {
        assert.deepStrictEqual({ doc, site, id }, { doc: i, site: "stackoverflow", id: String(i + 1) })
        assert.deepStrictEqual([row.topic, row.second], [expected[i]!.topic, expected[i]!.second])
        assert.closeTo(row.similarity, expected[i]!.similarity, 1e-15)
        assert.closeTo(row.margin, expected[i]!.margin, 1e-15)
      })
      assert.deepStrictEqual(Table.toRows(output["topic-centroids"]), [
        { topic: 0, size: 3, centroid: [2.8 / 3, 0.6 / 3] },
        { topic: 1, size: 1, centroid: [0, 1] }
      ])
      assert.deepStrictEqual(warnings, ["1 of 5 posts has no term and no topic"])
    })
  )

  it.effect("finds planted clusters, whatever the order of the rows", () =>
    Effect.gen(function* () {
      const { planted, vectors } = plantedVectors(5, 6, 20, 10, 0.1)
      const order = vectors.map((_, i) => i)
      const next = random(9)
      order.forEach((_, i) => {
        const j = i + Math.floor(next() * (order.length - i))
        ;[order[i], order[j]] = [order[j]!, order[i]!]
      })
      const inOrder = yield* cluster(vectors, { k: 6 })
      const permuted = yield* cluster(
        order.map((row) => vectors[row]!),
        { k: 6 }
      )
      const found = inOrder.output.topics.columns.topic
      assert.strictEqual(adjustedRandIndex(found, planted), 1)
      assert.strictEqual(
        adjustedRandIndex(
          permuted.output.topics.columns.topic,
          order.map((row) => found[row]!)
        ),
        1
      )
    })
  )

  it.effect("numbers topics by falling size, equal ones by their first post", () =>
    Effect.gen(function* () {
      const { output } = yield* cluster(
        [
          [0, 0, 1],
          [0, 1, 0],
          [1, 0, 0],
          [1, 0, 0]
        ],
        { k: 3 }
      )
      assert.deepStrictEqual(Array.from(output.topics.columns.topic), [1, 2, 0, 0])
      assert.deepStrictEqual(Array.from(output["topic-centroids"].columns.size), [2, 1, 1])
    })
  )

  it.effect("keeps the start with the lowest inertia, the first of equals", () =>
    Effect.gen(function* () {
      const { vectors } = plantedVectors(3, 8, 12, 8, 0.35)
      const { output } = yield* cluster(vectors, { k: 8, starts: 12 })
      const starts = Table.toRows(output["topic-starts"])
      const lowest = Math.min(...starts.map(({ inertia }) => inertia))
      assert.isAbove(new Set(starts.map(({ inertia }) => inertia)).size, 1)
      assert.deepStrictEqual(
        starts.filter(({ kept }) => kept).map(({ start }) => start),
        [starts.findIndex(({ inertia }) => inertia === lowest)]
      )
      const { topic } = output.topics.columns
      const { centroid } = output["topic-centroids"].columns
      const inertia = vectors.reduce(
        (sum, vector, i) =>
          sum + vector.reduce((s, value, dim) => s + (value - centroid.values[topic[i]! * 8 + dim]!) ** 2, 0),
        0
      )
      // The clusterer reads vectors that are rounded in their 15th digit.
      assert.closeTo(inertia, lowest, 1e-10)
    })
  )

  it.effect("gives every bit the same whatever the batches of its inputs", () =>
    Effect.gen(function* () {
      const { vectors } = plantedVectors(7, 5, 15, 6, 0.4)
      vectors[3] = vectors[3]!.map(() => 0)
      for (const method of ["lloyd", "spherical"] as const) {
        const whole = yield* cluster(vectors, { k: 5, method })
        for (const batchRows of [1, 7]) {
          assert.deepStrictEqual(yield* cluster(vectors, { k: 5, method }, 1, inline, batchRows), whole)
        }
      }
    })
  )

  it.effect("says which topics of NMF stayed empty where there are more than terms", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* cluster(
        [
          [1, 0],
          [0, 1],
          [0.6, 0.8],
          [1, 0]
        ],
        { k: 3, method: "nmf" }
      )
      assert.strictEqual(output["topic-centroids"].numRows, 2)
      assert.deepStrictEqual(new Set(output.topics.columns.topic), new Set([0, 1]))
      assert.include(warnings, "topics.k = 3 gave 2 topics; the others stayed empty")
    })
  )

  it.effect("keeps the first of equal starts", () =>
    Effect.gen(function* () {
      const { vectors } = plantedVectors(5, 6, 20, 10, 0.1)
      const { output } = yield* cluster(vectors, { k: 6, starts: 4 })
      const { inertia, kept } = output["topic-starts"].columns
      assert.strictEqual(new Set(inertia).size, 1)
      assert.deepStrictEqual(Array.from(kept), [1, 0, 0, 0])
    })
  )

  it.effect("repeats itself with the same seed; a further start changes none of those before", () =>
    Effect.gen(function* () {
      const { vectors } = plantedVectors(4, 5, 15, 6, 0.4)
      const once = yield* cluster(vectors, { k: 5 }, 7)
      const again = yield* cluster(vectors, { k: 5 }, 7)
      const other = yield* cluster(vectors, { k: 5 }, 8)
      const more = yield* cluster(vectors, { k: 5, starts: 4 }, 7)
      assert.deepStrictEqual(again.output, once.output)
      const seeds = (result: typeof once) => Array.from(result.output["topic-starts"].columns.seed)
      assert.strictEqual(new Set([...seeds(once), ...seeds(other)]).size, 6)
      assert.deepStrictEqual(seeds(more).slice(0, 3), seeds(once))
    })
  )

  it.effect("gives every bit that ml-kmeans gives", () =>
    Effect.gen(function* () {
      const { vectors } = plantedVectors(6, 7, 20, 9, 0.5)
      vectors[4] = vectors[11]!
      vectors[5] = vectors[5]!.map(() => 0)
      for (const tolerance of [0, 1e-3]) {
        const own = yield* cluster(vectors, { k: 7, tolerance, method: "lloyd" })
        const library = yield* cluster(vectors, { k: 7, tolerance, method: "ml-kmeans" })
        assert.deepStrictEqual(own, library)
      }
    })
  )

  it.live("gives every bit the same in this thread and in 2 or 8 threads, by every method", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const { vectors } = plantedVectors(6, 7, 20, 9, 0.5)
        for (const method of ["lloyd", "ml-kmeans", "mini-batch", "spherical", "nmf"] as const) {
          const here = yield* cluster(vectors, { k: 7, starts: 6, method })
          for (const size of [2, 8]) {
            const workers = yield* WorkersThreads.make({ size })
            assert.deepStrictEqual(yield* cluster(vectors, { k: 7, starts: 6, method }, 1, workers), here)
          }
        }
      })
    )
  )

  it.effect("takes the number that the convention chose, and says so", () =>
    Effect.gen(function* () {
      const { output } = yield* cluster(
        [
          [1, 0],
          [0, 1],
          [r, r]
        ],
        { k: "convention" }
      )
      assert.strictEqual(output["topic-centroids"].numRows, 2)
      assert.deepStrictEqual(Table.toRows(output["topic-count"]), [
        { k: 2, chosenBy: "convention", conventionK: 2, reason: "most posts in steady topics" }
      ])
    })
  )

  it.effect("lets a person's number override the convention, and records both", () =>
    Effect.gen(function* () {
      const { output } = yield* cluster(
        [
          [1, 0],
          [0, 1],
          [r, r]
        ],
        { k: 3 }
      )
      assert.strictEqual(output["topic-centroids"].numRows, 3)
      assert.deepStrictEqual(Table.toRows(output["topic-count"]), [
        {
          k: 3,
          chosenBy: "person",
          conventionK: 2,
          reason: "set by a person (topics.k = 3); by convention it would be 2: most posts in steady topics"
        }
      ])
    })
  )

  it.effect("finds planted clusters by every method; centroids are the means of the posts' vectors", () =>
    Effect.gen(function* () {
      const { planted, vectors } = plantedVectors(5, 4, 30, 8, 0.08)
      for (const method of ["lloyd", "ml-kmeans", "mini-batch", "spherical", "nmf"] as const) {
        const { output } = yield* cluster(vectors, { k: 4, method, tolerance: 1e-4 })
        const { topic } = output.topics.columns
        assert.strictEqual(adjustedRandIndex(topic, planted), 1, method)
        const { centroid } = output["topic-centroids"].columns
        const members = vectors.filter((_, doc) => topic[doc] === 2)
        for (let dim = 0; dim < 8; dim++) {
          const mean = members.reduce((sum, vector) => sum + vector[dim]!, 0) / members.length
          assert.strictEqual(centroid.values[2 * 8 + dim], mean)
        }
      }
    })
  )

  it.effect("makes a topic of every post where k is the number of posts", () =>
    Effect.gen(function* () {
      const { output } = yield* cluster(
        [
          [1, 0],
          [r, r],
          [0, 1],
          [-1, 0]
        ],
        { k: 4 }
      )
      assert.deepStrictEqual(Array.from(output.topics.columns.topic), [0, 1, 2, 3])
      assert.deepStrictEqual(
        Array.from(output.topics.columns.similarity.map((s) => Math.round(s * 1e15) / 1e15)),
        [1, 1, 1, 1]
      )
    })
  )

  it.effect("works in one dimension and with one topic", () =>
    Effect.gen(function* () {
      const two = yield* cluster([[1], [-1], [1]])
      assert.deepStrictEqual(Array.from(two.output.topics.columns.topic), [0, 1, 0])
      assert.deepStrictEqual(Array.from(two.output.topics.columns.margin), [2, 2, 2])
      const one = yield* cluster([[1], [-1], [1]], { k: 1 })
      assert.deepStrictEqual(Array.from(one.output.topics.columns.second), [-1, -1, -1])
      assert.deepStrictEqual(Array.from(one.output.topics.columns.margin), [0, 0, 0])
      assert.deepStrictEqual(Array.from(one.output.topics.columns.similarity), [1, -1, 1])
    })
  )

  it.effect("says so when the kept start did not converge", () =>
    Effect.gen(function* () {
      const { vectors } = plantedVectors(8, 5, 30, 5, 0.6)
      const { warnings } = yield* cluster(vectors, { k: 5, starts: 1, maxIterations: 1 })
      assert.deepStrictEqual(warnings, ["the kept start had not converged after 1 iteration"])
    })
  )

  it.effect("fails where fewer posts differ than topics are asked for, and says what to set", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        cluster(
          [
            [1, 0],
            [1, 0],
            [0, 1],
            [0, 0]
          ],
          { k: 3 }
        )
      )
      assert.instanceOf(error, TooManyTopicsError)
      assert.strictEqual(
        error.message,
        "3 topics (topics.k) cannot be made of 4 posts: only 2 have a term and differ from the others; set as many (--set topics.k=2) or fewer, or give more posts"
      )
      const empty = yield* Effect.flip(cluster([[0, 0]], { k: 1 }))
      assert.strictEqual(
        empty.message,
        "1 topic (topics.k) cannot be made of 1 post: none has a term; keep rare words too (--set vocabulary.minDf=1), or give posts with words"
      )
      const one = yield* Effect.flip(cluster([[0, 1]], { k: 2 }))
      assert.match(
        one.message,
        /of 1 post: only 1 has a term and differs from the others; set as many \(--set topics.k=1\)/
      )
      const convention = yield* Effect.flip(cluster([[0, 1]], { k: "convention" }))
      assert.match(convention.message, /^2 topics \(topics.k, by convention\) cannot be made of 1 post/)
      const none = yield* Effect.flip(cluster([], { k: 1 }))
      assert.deepInclude(none, { distinct: 0, posts: 0 })
    })
  )
})
