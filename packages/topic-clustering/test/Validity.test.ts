import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Truth } from "@praxis/tables/Truth"
import { Validity } from "@praxis/topic-clustering/Validity"
import { Effect } from "effect"
import { topicsTable } from "./tables.ts"

const truthTable = (rows: ReadonlyArray<{ id: string; topic: number; oracle: number; site?: string }>) =>
  Table.fromRows(
    Truth,
    rows.map((row) => ({ site: "stackoverflow", name: `planted ${row.topic}`, second: null, share: 1, ...row }))
  )

const measures = (truth: Table.Table<typeof Truth> | undefined, topics: ReadonlyArray<number>) =>
  runStage(Validity, { inputs: { topics: topicsTable(topics.map((topic) => ({ topic }))), truth }, params: {} }).pipe(
    Effect.map(({ output }) => Object.fromEntries(Table.toRows(output).map(({ measure, value }) => [measure, value])))
  )

describe("Validity", () => {
  it.effect("gives the agreement of topics and oracle with the planted topics, worked out by hand", () =>
    Effect.gen(function* () {
      const truth = truthTable([0, 0, 1, 1, 1, 1].map((topic, i) => ({ id: String(i + 1), topic, oracle: topic })))
      // Found {1, 2, 3} {4, 5, 6}: 12/37, see adjustedRandIndex.test.ts in numerics.
      const { "ari-topics": ofTopics, "ari-ratio": ratio, ...others } = yield* measures(truth, [1, 1, 1, 0, 0, 0])
      assert.closeTo(ofTopics!, 12 / 37, 1e-15)
      assert.closeTo(ratio!, 12 / 37, 1e-15)
      assert.deepStrictEqual(others, {
        "ari-oracle": 1,
        posts: 6,
        "planted-topics": 2,
        "unassigned-posts": 0,
        "planted-posts-missing": 0,
        "posts-not-planted": 0
      })
    })
  )

  it.effect("matches by site and id, counts the posts of one side alone, and takes unassigned posts as a class", () =>
    Effect.gen(function* () {
      const truth = truthTable([
        { id: "4", topic: 2, oracle: 2 },
        { id: "2", topic: 1, oracle: 1 },
        { id: "1", topic: 1, oracle: 1 },
        { id: "9", topic: 0, oracle: 0 },
        { id: "3", topic: 0, oracle: 0, site: "ai" }
      ])
      const result = yield* measures(truth, [0, 0, 5, -1, 3])
      assert.deepStrictEqual(result, {
        "ari-topics": 1,
        "ari-oracle": 1,
        "ari-ratio": 1,
        posts: 3,
        "planted-topics": 2,
        "unassigned-posts": 1,
        "planted-posts-missing": 2,
        "posts-not-planted": 2
      })
    })
  )

  it.effect("has no row without truth, and no index where no post matches", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* measures(undefined, [0, 1]), {})
      const strangers = yield* measures(truthTable([{ id: "77", topic: 0, oracle: 0 }]), [0])
      assert.deepStrictEqual(Object.keys(strangers), [
        "posts",
        "planted-topics",
        "unassigned-posts",
        "planted-posts-missing",
        "posts-not-planted"
      ])
    })
  )

  it.effect("gives no ratio where the oracle agrees by nothing", () =>
    Effect.gen(function* () {
      const truth = truthTable([0, 0, 1, 1].map((topic, i) => ({ id: String(i + 1), topic, oracle: i % 2 })))
      assert.notProperty(yield* measures(truth, [0, 0, 1, 1]), "ari-ratio")
    })
  )
})
