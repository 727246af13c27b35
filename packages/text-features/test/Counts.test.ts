import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Vocabulary } from "@praxis/tables/Documents"
import { Effect } from "effect"
import { Counts } from "../src/Counts.ts"
import { tokensOf } from "./rows.ts"

describe("counts", () => {
  it.effect("counts the vocabulary's terms in ascending order, skips other words, keeps empty documents", () =>
    Effect.gen(function* () {
      const vocabulary = Table.fromRows(Vocabulary, [
        { term: "a", df: 2, tf: 3 },
        { term: "b", df: 1, tf: 1 },
        { term: "é", df: 1, tf: 2 }
      ])
      const tokens = tokensOf("é a x a é", "", "b a", "x", "")
      const { output } = yield* runStage(Counts, { inputs: { tokens, vocabulary }, params: {} })
      assert.deepStrictEqual(Table.toRows(output), [
        { doc: 0, terms: [0, 2], counts: [2, 2] },
        { doc: 1, terms: [], counts: [] },
        { doc: 2, terms: [0, 1], counts: [1, 1] },
        { doc: 3, terms: [], counts: [] },
        { doc: 4, terms: [], counts: [] }
      ])
    })
  )
})
