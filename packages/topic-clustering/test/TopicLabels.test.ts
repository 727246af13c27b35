import { assert, describe, it } from "@effect/vitest"
import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { TermVectors } from "@praxis/tables/Documents"
import { TopicLabels } from "@praxis/topic-clustering/TopicLabels"
import { Effect } from "effect"
import { countedTexts, topicsTable } from "./tables.ts"

const texts = ["plot plot axis the", "plot axis the", "kernel cell the the", "kernel kernel the", "plot"]
const topics = topicsTable([0, 0, 1, 1, -1].map((topic) => ({ topic })))
const params = { nWords: 2, frexWeight: 0.5, frexShrinkage: true, liftMinPosts: 2, mmrDelta: 0.1 }

/** Terms by number: axis, cell, kernel, plot, the. */
const termVectors = Table.make(TermVectors, {
  term: Uint32Array.from([0, 1, 2, 3, 4]),
  vector: new FixedListColumn(5, 2, Float64Array.of(1, 0, 0, 1, 0, 1, 1, 0, 1, 1))
})

const labelled = (changed: Partial<typeof params> = {}, batchRows = 2) =>
  runStage(TopicLabels, {
    inputs: { ...countedTexts(texts), topics, termVectors },
    params: { ...params, ...changed },
    batchRows
  }).pipe(Effect.map(({ output }) => Table.toRows(output)))

const termsOf = (
  rows: ReadonlyArray<{ topic: number; measure: string; term: string }>,
  topic: number,
  measure: string
) => rows.filter((row) => row.topic === topic && row.measure === measure).map(({ term }) => term)

describe("TopicLabels", () => {
  it.effect("lists the first words of each topic by each measure, in the order of the contract", () =>
    Effect.gen(function* () {
      const rows = yield* labelled()
      assert.deepStrictEqual(Array.from(new Set(rows.map(({ measure }) => measure))), [
        "c-tf-idf",
        "frex",
        "lift",
        "score",
        "prob",
        "mmr"
      ])
      assert.deepStrictEqual(termsOf(rows, 0, "c-tf-idf"), ["plot", "axis"])
      assert.deepStrictEqual(termsOf(rows, 1, "c-tf-idf"), ["kernel", "the"])
      assert.deepStrictEqual(
        rows.slice(0, 2).map(({ rank, topic }) => [topic, rank]),
        [
          [0, 1],
          [0, 2]
        ]
      )
    })
  )

  it.effect("gives smoothed probabilities, worked out by hand", () =>
    Effect.gen(function* () {
      const rows = yield* labelled({ nWords: 5 })
      // 14 words in posts with a topic, 7 in each topic: plot 3 of them, the 5.
      const prob = rows.filter(({ measure, topic }) => measure === "prob" && topic === 0)
      assert.deepStrictEqual(
        prob.map(({ term }) => term),
        ["the", "plot", "axis"]
      )
      assert.closeTo(prob[0]!.value, (2 + 500 / 14) / 107, 1e-15)
      assert.closeTo(prob[1]!.value, (3 + 300 / 14) / 107, 1e-15)
    })
  )

  it.effect("lists no word that the topic does not have, and no lift of a word in few posts", () =>
    Effect.gen(function* () {
      const rows = yield* labelled({ nWords: 5 })
      for (const measure of ["c-tf-idf", "frex", "score", "prob", "mmr"]) {
        assert.sameMembers(termsOf(rows, 1, measure), ["cell", "kernel", "the"], measure)
      }
      assert.deepStrictEqual(termsOf(rows, 1, "lift"), ["kernel", "the"])
      assert.deepStrictEqual(termsOf(yield* labelled({ nWords: 5, liftMinPosts: 0 }), 1, "lift"), [
        "kernel",
        "cell",
        "the"
      ])
    })
  )

  it.effect("chooses words for variety where MMR asks for it", () =>
    Effect.gen(function* () {
      // plot and axis have the same vector.
      assert.deepStrictEqual(termsOf(yield* labelled({ mmrDelta: 0 }), 0, "mmr"), ["plot", "axis"])
      assert.deepStrictEqual(termsOf(yield* labelled({ mmrDelta: 0.7 }), 0, "mmr"), ["plot", "the"])
    })
  )

  it.effect("draws exclusivity towards none only where shrinkage is asked for", () =>
    Effect.gen(function* () {
      const frexOf = (rows: ReadonlyArray<{ measure: string; term: string; value: number }>) =>
        rows.filter(({ measure }) => measure === "frex").map(({ value }) => value)
      assert.notDeepEqual(
        frexOf(yield* labelled({ nWords: 5 })),
        frexOf(yield* labelled({ nWords: 5, frexShrinkage: false }))
      )
    })
  )

  it.effect("is the same for batches of any size", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* labelled({}, 1), yield* labelled({}, 5))
    })
  )
})
