import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { inline, type KernelRunner } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { Effect } from "effect"
import { Stability } from "../src/Stability.ts"
import { countsTable, plantedCounts, vocabularyTable } from "./sparse.ts"
import { topicsTable } from "./tables.ts"

const params = {
  samples: 10,
  seeds: 2,
  sublinearTf: true,
  idf: "smooth",
  norm: "l2",
  dims: 4,
  oversampling: 4,
  powerIterations: 2,
  method: "lloyd",
  starts: 3,
  maxIterations: 100,
  tolerance: 0,
  maxPosts: 10_000
} as const

const { planted, counts } = plantedCounts(7, { nTopics: 4, perTopic: 50, wordsPerTopic: 12, length: 12, noise: 0.2 })

const stabilityOf = (
  topics: ArrayLike<number>,
  overrides: Partial<typeof Stability.params.Type> = {},
  workers: KernelRunner = inline
) =>
  Effect.map(
    runStage(Stability, {
      inputs: {
        counts: countsTable(counts),
        vocabulary: vocabularyTable(counts.nCols),
        topics: topicsTable(Array.from(topics, (topic) => ({ topic })))
      },
      params: { ...params, ...overrides },
      batchRows: 64,
      workers
    }),
    ({ output, warnings }) => ({
      topics: Table.toRows(output["topic-stability"]),
      samples: Table.toRows(output["stability-samples"]),
      warnings
    })
  )

describe("Stability", () => {
  it.effect("calls planted topics steady, and none of the same posts with their words dealt out anew", () =>
    Effect.gen(function* () {
      const { topics, samples, warnings } = yield* stabilityOf(planted)
      assert.deepStrictEqual(
        topics.map(({ corpus, topic }) => [corpus, topic]),
        ["real", "shuffled"].flatMap((corpus) => [0, 1, 2, 3].map((topic) => [corpus, topic]))
      )
      for (const row of topics.slice(0, 4)) {
        assert.deepInclude(row, { posts: 50, samples: 10, returned: 10, badge: "steady", seedReturn: 1, moreReturn: 1 })
        assert.isAbove(row.medianAssignment, 0.9)
      }
      assert.deepStrictEqual(
        topics.slice(4).filter(({ badge }) => badge === "steady"),
        []
      )
      assert.deepStrictEqual(
        samples.map(({ corpus, topic, sample }) => [corpus, topic, sample]),
        topics.flatMap(({ corpus, topic }) => Array.from({ length: 10 }, (_, sample) => [corpus, topic, sample]))
      )
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("calls a topic fleeting that no clustering finds, and says where no topic can be told from chance", () =>
    Effect.gen(function* () {
      // Posts of all planted topics in each.
      const { topics, warnings } = yield* stabilityOf(planted.map((_, i) => Math.floor(i / 4) % 4))
      for (const row of topics.slice(0, 4)) assert.deepInclude(row, { returned: 0, badge: "fleeting" })
      assert.deepStrictEqual(warnings, [
        "0 topics of 4 are steady, and 0 of the same posts with their words dealt out anew: these topics cannot be told from chance"
      ])
    })
  )

  it.effect("counts returns and medians as the samples have them", () =>
    Effect.gen(function* () {
      const { topics, samples } = yield* stabilityOf(planted, { samples: 5 })
      topics.forEach(({ corpus, topic, returned, medianAssignment, medianWords }) => {
        const ofTopic = samples.filter((sample) => sample.corpus === corpus && sample.topic === topic)
        const both = ofTopic.filter(
          ({ assignmentJaccard, wordJaccard }) => assignmentJaccard >= 0.6 && wordJaccard >= 0.43
        )
        assert.strictEqual(returned, both.length)
        assert.strictEqual(medianAssignment, ofTopic.map((s) => s.assignmentJaccard).sort((a, b) => a - b)[2])
        assert.strictEqual(medianWords, ofTopic.map((s) => s.wordJaccard).sort((a, b) => a - b)[2])
      })
    })
  )

  it.effect("has no return with K − 1 topics where K is 1", () =>
    Effect.gen(function* () {
      const { topics } = yield* stabilityOf(planted.map(() => 0))
      assert.deepStrictEqual(
        topics.map(({ fewerReturn, medianAssignment }) => [fewerReturn, medianAssignment]),
        [
          [null, 1],
          [null, 1]
        ]
      )
    })
  )

  it.effect("draws posts of a larger corpus, and says so", () =>
    Effect.gen(function* () {
      const { topics, warnings } = yield* stabilityOf(planted, { maxPosts: 150 })
      assert.deepStrictEqual(
        topics.slice(0, 4).map(({ badge, posts }) => [badge, posts]),
        [0, 1, 2, 3].map(() => ["steady", 50])
      )
      assert.strictEqual(
        topics.slice(4).reduce((sum, { posts }) => sum + posts, 0),
        150
      )
      assert.deepStrictEqual(warnings, ["the samples are of 150 posts, drawn from 200 (stability.maxPosts)"])
    })
  )

  it.effect("gives the same in one thread and in two", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const threads = yield* WorkersThreads.make({ size: 2 })
        assert.deepStrictEqual(
          yield* stabilityOf(planted, { samples: 3 }, threads),
          yield* stabilityOf(planted, { samples: 3 })
        )
      })
    )
  )
})
