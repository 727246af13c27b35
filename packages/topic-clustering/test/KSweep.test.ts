import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { Effect } from "effect"
import { KSweep } from "../src/KSweep.ts"
import { shuffleTokens } from "../src/stability/shuffleTokens.ts"
import { countsTable, plantedCounts, vocabularyTable } from "./sparse.ts"

const params = {
  ks: [6, 3, 4, 3],
  seeds: 2,
  samples: 5,
  silhouettePosts: 80,
  sublinearTf: true,
  idf: "smooth",
  norm: "l2",
  dims: 5,
  oversampling: 4,
  powerIterations: 2,
  method: "lloyd",
  starts: 3,
  maxIterations: 100,
  tolerance: 0,
  maxPosts: 10_000
} as const

const { counts } = plantedCounts(7, { nTopics: 4, perTopic: 50, wordsPerTopic: 12, length: 12, noise: 0.2 })

const sweepOf = (counts: SparseMatrix, overrides: Partial<typeof KSweep.params.Type> = {}) =>
  Effect.map(
    runStage(KSweep, {
      inputs: { counts: countsTable(counts), vocabulary: vocabularyTable(counts.nCols) },
      params: { ...params, ...overrides },
      batchRows: 64
    }),
    ({ output }) => ({ sweep: Table.toRows(output["k-sweep"]), choice: Table.toRows(output["k-choice"]) })
  )

describe("KSweep", () => {
  it.effect("chooses the planted number of topics, and gives a reason for that one alone", () =>
    Effect.gen(function* () {
      const { choice } = yield* sweepOf(counts)
      assert.deepStrictEqual(
        choice.map(({ k, chosen, reason }) => [k, chosen, reason !== ""]),
        [
          [3, false, false],
          [4, true, true],
          [6, false, false]
        ]
      )
      assert.deepInclude(choice[1], {
        steadyTopics: 4,
        steadyPosts: 200,
        shuffledSteadyTopics: 0,
        shuffledSteadyPosts: 0,
        meanReturn: 1
      })
    })
  )

  it.effect("does not present the K of shuffled posts as a finding", () =>
    Effect.gen(function* () {
      const { choice } = yield* sweepOf(shuffleTokens(counts, random(3)))
      const { k, reason, steadyTopics } = choice.find(({ chosen }) => chosen)!
      assert.strictEqual(steadyTopics, 0)
      assert.strictEqual(k, 3)
      assert.include(reason, "3 is not a finding")
    })
  )

  it.effect("measures each K and seed, in this order; the planted K has the best silhouette and coherence", () =>
    Effect.gen(function* () {
      const { sweep } = yield* sweepOf(counts)
      assert.deepStrictEqual(
        sweep.map(({ k, seed }) => [k, seed]),
        [3, 4, 6].flatMap((k) => [0, 1].map((seed) => [k, seed]))
      )
      const best = (measure: "silhouette" | "sampleSilhouette" | "npmi") =>
        sweep.reduce((best, row) => (row[measure] > best[measure] ? row : best)).k
      assert.deepStrictEqual([best("silhouette"), best("sampleSilhouette"), best("npmi")], [4, 4, 4])
      for (const row of sweep) {
        for (const measure of ["diversity", "balance"] as const) assert.isTrue(row[measure] > 0 && row[measure] <= 1)
      }
      const planted = sweep.filter(({ k }) => k === 4)
      for (const row of planted) assert.deepInclude(row, { diversity: 1 })
      assert.isTrue([3, 4, 6].every((k) => sweep.some((row) => row.k === k && row.pareto)))
    })
  )

  it.effect("has fewer topics where fewer posts differ, and measures what there is", () =>
    Effect.gen(function* () {
      const { sweep, choice } = yield* sweepOf(
        plantedCounts(1, { nTopics: 2, perTopic: 4, wordsPerTopic: 1, length: 3, noise: 0 }).counts,
        { ks: [5], seeds: 1 }
      )
      assert.deepInclude(sweep[0], {
        k: 5,
        inertia: 0,
        silhouette: 1,
        sampleSilhouette: 1,
        balance: 1,
        npmi: Number.NaN
      })
      assert.strictEqual(choice[0]!.k, 5)
    })
  )

  it.effect("draws posts of a larger corpus, and says so in the reason", () =>
    Effect.gen(function* () {
      const { choice } = yield* sweepOf(counts, { maxPosts: 120, ks: [4] })
      assert.match(choice[0]!.reason, /The sweep is of 120 posts, drawn from 200\.$/)
      assert.isAtMost(choice[0]!.steadyPosts, 120)
    })
  )
})
