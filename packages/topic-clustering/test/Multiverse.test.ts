import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { MissingCodeCountsError, Multiverse } from "../src/Multiverse.ts"
import { countsTable, plantedCounts, vocabularyTable } from "./sparse.ts"
import { topicsTable } from "./tables.ts"

const { planted, counts } = plantedCounts(7, { nTopics: 4, perTopic: 50, wordsPerTopic: 12, length: 12, noise: 0.2 })

const params: typeof Multiverse.params.Type = {
  study: {
    minDf: 1,
    maxDf: 1,
    dropTop: 0,
    sublinearTf: true,
    idf: "smooth",
    dims: 5,
    k: null,
    method: "lloyd",
    channels: "text"
  },
  factors: { dropTop: [4], k: [2], channels: ["text"] },
  design: "each",
  combinations: 0,
  combinationSeed: 1,
  norm: "l2",
  oversampling: 4,
  powerIterations: 2,
  starts: 3,
  maxIterations: 100,
  tolerance: 0,
  maxPosts: 10_000
}

const inputs = {
  counts: countsTable(counts),
  vocabulary: vocabularyTable(counts.nCols),
  // Topic 3 is half of a planted one, and what is left of it is no topic's.
  topics: topicsTable(Array.from(planted, (topic, i) => ({ topic: topic === 3 && i >= 100 ? -1 : topic }))),
  codeCounts: undefined,
  codeVocabulary: undefined
}

describe("Multiverse", () => {
  it.effect("says in which cells each topic stands, the study's own choices first", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(Multiverse, { inputs, params, batchRows: 64 })
      const cells = Table.toRows(output["multiverse-cells"])
      assert.deepStrictEqual(
        cells.map(({ choices, k, terms, posts }) => ({ choices, k, terms, posts })),
        [
          { choices: "", k: 4, terms: 48, posts: 200 },
          { choices: "dropTop=4", k: 4, terms: 44, posts: 200 },
          { choices: "k=2", k: 2, terms: 48, posts: 200 }
        ]
      )
      const topics = Table.toRows(output["multiverse-topics"])
      const stands = (cell: number) => topics.filter((row) => row.cell === cell).map((row) => row.stands)
      // Half of a topic has Jaccard .5 with the whole.
      assert.deepStrictEqual(stands(0), [true, true, true, false])
      assert.deepStrictEqual(
        cells.map(({ standing }) => standing),
        [0, 1, 2].map((cell) => stands(cell).filter(Boolean).length)
      )
      assert.isAbove(cells[0]!.ari, 0.95)
      assert.isBelow(cells[2]!.ari, 0.6)
      for (const { assignmentJaccard, wordJaccard, stands } of topics) {
        assert.strictEqual(stands, assignmentJaccard >= 0.6 && wordJaccard >= 0.43)
      }
    })
  )

  it.effect("has no agreement to show where a choice leaves no term", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(Multiverse, {
        inputs,
        params: { ...params, factors: { minDf: [1000] } },
        batchRows: 64
      })
      const [, empty] = Table.toRows(output["multiverse-cells"])
      assert.deepStrictEqual(
        { terms: empty!.terms, posts: empty!.posts, ari: empty!.ari, standing: empty!.standing },
        { terms: 0, posts: 0, ari: Number.NaN, standing: 0 }
      )
    })
  )

  it.effect("comes to its end where NMF is asked for more topics than there are terms", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(Multiverse, {
        inputs,
        params: { ...params, study: { ...params.study, method: "nmf" }, factors: { k: [60] } },
        batchRows: 64
      })
      const [, more] = Table.toRows(output["multiverse-cells"])
      assert.deepStrictEqual({ k: more!.k, terms: more!.terms }, { k: 60, terms: 48 })
      assert.isAbove(more!.ari, 0)
    })
  )

  it.effect("compares words as text where the counts with code have other term numbers", () =>
    Effect.gen(function* () {
      // The same counts with the terms in the opposite order.
      const nTerms = counts.nCols
      const rows = Table.toRows(inputs.counts).map(({ doc, terms, counts }) => ({
        doc,
        terms: terms.map((term) => nTerms - 1 - term).reverse(),
        counts: counts.toReversed()
      }))
      const { output } = yield* runStage(Multiverse, {
        inputs: {
          ...inputs,
          codeCounts: Table.fromRows(inputs.counts.contract, rows),
          codeVocabulary: Table.fromRows(inputs.vocabulary.contract, Table.toRows(inputs.vocabulary).toReversed())
        },
        params: { ...params, factors: { channels: ["code"] } },
        batchRows: 64
      })
      const [study, code] = Table.toRows(output["multiverse-cells"])
      assert.strictEqual(code!.choices, "channels=code")
      assert.deepStrictEqual([study!.standing, code!.standing], [3, 3])
    })
  )

  it.effect("says which cells ask for counts with code where there are none", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        runStage(Multiverse, { inputs, params: { ...params, factors: { channels: ["code"], k: [2] } } })
      )
      assert.instanceOf(error, MissingCodeCountsError)
      assert.include(error.message, "wire the inputs codeCounts and codeVocabulary")
    })
  )
})
