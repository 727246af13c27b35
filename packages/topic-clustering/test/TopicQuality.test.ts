import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Tokens } from "@praxis/tables/Documents"
import { TopicTerms } from "@praxis/tables/Topics"
import { TopicQuality } from "@praxis/topic-clustering/TopicQuality"
import { Effect } from "effect"
import { countedTexts, topicsTable, vectorsTable } from "./tables.ts"

const texts = ["plot axis plot", "plot axis", "axis colour plot", "kernel cell", "kernel cell dies", "cell kernel", ""]
const topics = [0, 0, 0, 1, 1, 1, -1]
const vectors = [
  [1, 0],
  [1, 0],
  [0.8, 0.6],
  [0, 1],
  [0, 1],
  [0, 1],
  [0, 0]
]

const inputs = (words: ReadonlyArray<ReadonlyArray<string>>) => ({
  tokens: Table.fromRows(
    Tokens,
    texts.map((text, doc) => ({ doc, tokens: text.split(" ").filter((word) => word !== ""), ends: [] }))
  ),
  ...countedTexts(texts),
  topics: topicsTable(topics.map((topic) => ({ topic }))),
  lsa: vectorsTable(vectors),
  topicTerms: Table.fromRows(
    TopicTerms,
    words.flatMap((terms, topic) =>
      terms.map((term, i) => ({ topic, rank: i + 1, term, score: 1, count: 1, posts: 1 }))
    )
  )
})

const params = { nWords: 2, silhouetteSample: 100 }

const measured = (
  words: ReadonlyArray<ReadonlyArray<string>>,
  options: { readonly batchRows?: number; readonly silhouetteSample?: number } = {}
) =>
  runStage(TopicQuality, {
    inputs: inputs(words),
    params: { ...params, silhouetteSample: options.silhouetteSample ?? 100 },
    batchRows: options.batchRows ?? 2
  }).pipe(
    Effect.map(({ output, warnings }) => {
      const rows = Table.toRows(output)
      const of = (measure: string, variant: string) =>
        rows.filter((row) => row.measure === measure && row.variant === variant).map((row) => [row.topic, row.value])
      return { of, rows, warnings }
    })
  )

const words = [
  ["plot", "axis", "colour"],
  ["cell", "kernel"]
]

describe("TopicQuality", () => {
  it.effect("gives each measure of the first words a topic, then of all, worked out by hand", () =>
    Effect.gen(function* () {
      const { of, warnings } = yield* measured(words)
      // D(plot) = D(axis) = D(both) = 3 of 7 posts, and so for cell and kernel.
      const pair = Math.log(4 / 3)
      assert.deepStrictEqual(of("umass", "textbook"), [
        [0, pair],
        [1, pair],
        [null, pair]
      ])
      // The windows of ten are the six posts that are not empty; in half of them both words.
      const [[, npmi]] = of("npmi", "textbook") as [[number, number]]
      assert.closeTo(npmi, Math.log(1 / 2 / (1 / 4)) / Math.LN2, 1e-9)
      const [[, inPosts]] = of("npmi", "document") as [[number, number]]
      assert.closeTo(inPosts, 1, 1e-9)
      assert.deepStrictEqual(of("diversity", "textbook"), [[null, 1]])
      assert.deepStrictEqual(of("balance", "entropy"), [[null, 1]])
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("means silhouettes over posts, with and without a sample that holds all", () =>
    Effect.gen(function* () {
      const { of } = yield* measured(words)
      const centroid = [2.8 / 3, 0.2]
      const post = ([x, y]: ReadonlyArray<number>) => {
        const a = Math.hypot(x! - centroid[0]!, y! - centroid[1]!)
        const b = Math.hypot(x!, y! - 1)
        return (b - a) / Math.max(a, b)
      }
      const first = (2 * post([1, 0]) + post([0.8, 0.6])) / 3
      const simplified = of("silhouette", "simplified") as Array<[number, number]>
      assert.closeTo(simplified[0]![1], first, 1e-12)
      assert.closeTo(simplified[1]![1], 1, 1e-12)
      assert.closeTo(simplified[2]![1], (first + 1) / 2, 1e-12)
      const apart = Math.hypot(0.2, 0.6)
      const near = Math.hypot(0.8, 0.4)
      const exact = (2 * ((Math.SQRT2 - apart / 2) / Math.SQRT2) + (near - apart) / near) / 3
      assert.closeTo((of("silhouette", "sample") as Array<[number, number]>)[0]![1], exact, 1e-12)
    })
  )

  it.effect("is the same for batches of any size", () =>
    Effect.gen(function* () {
      const { rows } = yield* measured(words, { batchRows: 1 })
      assert.deepStrictEqual((yield* measured(words, { batchRows: 7 })).rows, rows)
    })
  )

  it.effect("orders rows by measure, variant and topic, all topics last, with a definition in each", () =>
    Effect.gen(function* () {
      const { rows } = yield* measured(words)
      assert.deepStrictEqual(Array.from(new Set(rows.map(({ measure, variant }) => `${measure} ${variant}`))), [
        "umass textbook",
        "umass stm",
        "umass gensim",
        "npmi textbook",
        "npmi gensim",
        "npmi document",
        "c-v textbook",
        "c-v gensim",
        "exclusivity stm",
        "diversity textbook",
        "silhouette simplified",
        "silhouette sample",
        "balance entropy"
      ])
      assert.deepStrictEqual(
        rows.slice(0, 3).map(({ topic }) => topic),
        [0, 1, null]
      )
      assert.isTrue(rows.every(({ definition, value }) => definition.length > 40 && !Number.isNaN(value)))
    })
  )

  it.effect("gives no row for what a topic does not have, and says which words windows leave out", () =>
    Effect.gen(function* () {
      const { of, warnings } = yield* measured([["plot"], ["cell", "kernel"]], { silhouetteSample: 1 })
      assert.deepStrictEqual(
        of("umass", "textbook").map(([topic]) => topic),
        [1, null]
      )
      assert.deepStrictEqual(of("silhouette", "sample"), [])
      assert.deepStrictEqual(warnings, [])
      const phrase = yield* runStage(TopicQuality, {
        inputs: {
          ...inputs([
            ["plot axis", "plot"],
            ["cell", "kernel"]
          ]),
          ...countedTexts(texts, ["plot axis"])
        },
        params
      })
      assert.deepStrictEqual(phrase.warnings, [
        "1 word of topics stands in no document as one token, so coherence in windows leaves it out."
      ])
    })
  )

  it.effect("gives no row where no post has a topic", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(TopicQuality, {
        inputs: { ...inputs([]), topics: topicsTable(topics.map(() => ({ topic: -1 }))) },
        params
      })
      assert.strictEqual(output.numRows, 0)
    })
  )
})
