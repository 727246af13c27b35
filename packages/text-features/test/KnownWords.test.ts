import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Vocabulary } from "@praxis/tables/Documents"
import { Effect } from "effect"
import { KnownWords } from "../src/KnownWords.ts"
import { tokensOf } from "./rows.ts"

const vocabulary = Table.fromRows(
  Vocabulary,
  ["kernel", "naïve", "plot"].map((term) => ({ term, df: 1, tf: 1 }))
)

describe("known-words", () => {
  it.effect("counts every occurrence that is no stop word, and those that the vocabulary holds", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(KnownWords, {
        inputs: { tokens: tokensOf("the kernel of the kernel dies", "naïve plot naive", "the of", ""), vocabulary },
        params: { stopWords: ["english"], extraStopWords: ["naive"] },
        batchRows: 3
      })
      assert.deepStrictEqual(Table.toRows(output), [
        { doc: 0, words: 3, known: 2 },
        { doc: 1, words: 2, known: 2 },
        { doc: 2, words: 0, known: 0 },
        { doc: 3, words: 0, known: 0 }
      ])
    })
  )

  it.effect("leaves out no word without a list", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(KnownWords, {
        inputs: { tokens: tokensOf("the kernel"), vocabulary },
        params: { stopWords: [], extraStopWords: [] }
      })
      assert.deepStrictEqual(Table.toRows(output), [{ doc: 0, words: 2, known: 1 }])
    })
  )
})
