import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { TopicTerms } from "@praxis/topic-clustering/TopicTerms"
import { Effect } from "effect"
import { topicsTable } from "./tables.ts"

const vocabulary = Table.fromRows(
  Vocabulary,
  ["error", "import", "kernel", "plot"].map((term) => ({ term, df: 1, tf: 1 }))
)

const counts = (docs: ReadonlyArray<Record<number, number>>) =>
  Table.fromRows(
    DocTermCounts,
    docs.map((row, doc) => ({ doc, terms: Object.keys(row).map(Number), counts: Object.values(row) }))
  )

describe("TopicTerms", () => {
  it.effect("ranks the words of each topic by cTfIdf, worked out by hand", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(TopicTerms, {
        inputs: {
          // Topic 0: error 1, import 2, kernel 3 = 6 words. Topic 1: error 2, plot 2 = 4 words. A = 5.
          counts: counts([{ 0: 1, 2: 2 }, { 0: 2, 3: 2 }, { 1: 2, 2: 1 }, { 3: 9 }]),
          vocabulary,
          topics: topicsTable([{ topic: 0 }, { topic: 1 }, { topic: 0 }, { topic: -1 }])
        },
        params: { nTerms: 2 }
      })
      assert.deepStrictEqual(Table.toRows(output), [
        { topic: 0, rank: 1, term: "kernel", score: (3 / 6) * Math.log(1 + 5 / 3), count: 3, posts: 2 },
        { topic: 0, rank: 2, term: "import", score: (2 / 6) * Math.log(1 + 5 / 2), count: 2, posts: 1 },
        { topic: 1, rank: 1, term: "plot", score: (2 / 4) * Math.log(1 + 5 / 2), count: 2, posts: 1 },
        { topic: 1, rank: 2, term: "error", score: (2 / 4) * Math.log(1 + 5 / 3), count: 2, posts: 1 }
      ])
    })
  )

  it.effect("breaks ties by term number and lists no word that does not occur", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(TopicTerms, {
        inputs: { counts: counts([{ 1: 1, 3: 1 }]), vocabulary, topics: topicsTable([{ topic: 0 }]) },
        params: { nTerms: 10 }
      })
      assert.deepStrictEqual(Array.from(output.columns.term), ["import", "plot"])
    })
  )

  it.effect("gives no row where no post has a topic", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(TopicTerms, {
        inputs: { counts: counts([{}]), vocabulary, topics: topicsTable([{ topic: -1 }]) },
        params: { nTerms: 10 }
      })
      assert.strictEqual(output.numRows, 0)
    })
  )
})
