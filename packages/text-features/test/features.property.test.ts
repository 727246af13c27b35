import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect, Schema } from "effect"
import { Documents } from "../src/Documents.ts"
import { Tokens } from "../src/Tokens.ts"
import { features } from "./features.ts"
import { postsOf, tokensOf } from "./rows.ts"

const Words = Schema.Array(Schema.Literals(["jupyter", "colab", "c++", "r", "é", "plot", "kernel", "train"]))
/** Up to some dozen documents, of which the first has words. */
const Corpus = Schema.Array(Words)
const tokensFrom = (corpus: ReadonlyArray<ReadonlyArray<string>>) =>
  tokensOf("jupyter r jupyter", ...corpus.map((words) => words.join(" ")))

describe("features of any documents", () => {
  it.effect.prop("have rows of length one or zero, in TF-IDF and LSA, and never NaN", [Corpus], ([corpus]) =>
    Effect.gen(function* () {
      const { lsa, tfIdf } = yield* features(tokensFrom(corpus))
      const rows = [
        ...Table.toRows(tfIdf).map(({ weights }) => weights),
        ...Table.toRows(lsa).map(({ vector }) => vector)
      ]
      for (const row of rows) {
        const length = Math.hypot(...row)
        assert.isTrue(length === 0 || Math.abs(length - 1) < 1e-12, `length ${length}`)
      }
    })
  )

  it.effect.prop(
    "move with their documents: reversing documents reverses counts and weights exactly",
    [Corpus],
    ([corpus]) =>
      Effect.gen(function* () {
        const forward = tokensFrom(corpus)
        const rows = Table.toRows(forward)
        const backward = Table.fromRows(
          forward.contract,
          rows.toReversed().map((row, doc) => ({ ...row, doc }))
        )
        const [a, b] = [yield* features(forward), yield* features(backward)]
        const withoutDoc = (table: Table.Table<any>) => Table.toRows(table).map((row) => ({ ...row, doc: 0 }))
        assert.deepStrictEqual(Table.toRows(b.vocabulary), Table.toRows(a.vocabulary))
        assert.deepStrictEqual(withoutDoc(b.counts).toReversed(), withoutDoc(a.counts))
        assert.deepStrictEqual(withoutDoc(b.tfIdf).toReversed(), withoutDoc(a.tfIdf))
      })
  )

  it.effect.prop("are the same however documents come in batches", [Corpus], ([corpus]) =>
    Effect.gen(function* () {
      const tokens = tokensFrom(corpus)
      const [one, three, all] = [
        yield* features(tokens, { batchRows: 1 }),
        yield* features(tokens, { batchRows: 3 }),
        yield* features(tokens, { batchRows: 1000 })
      ]
      assert.deepStrictEqual(one, three)
      assert.deepStrictEqual(one, all)
    })
  )

  it.effect.prop("lose no word: the steps of the losses sum to all tokens", [Corpus], ([corpus]) =>
    Effect.gen(function* () {
      const tokens = tokensFrom(corpus)
      const { "vocabulary-losses": losses } = yield* features(tokens, {
        vocabulary: { minDf: 1, maxDf: 1, minLength: 2 }
      })
      const total = Table.toRows(losses).reduce((sum, { tokens: count }) => sum + count, 0)
      assert.strictEqual(total, tokens.columns.tokens.values.length)
    })
  )
})

describe("documents and tokens of any HTML", () => {
  const Html = Schema.Array(
    Schema.Union([
      Schema.String,
      Schema.Literals([
        "<p>",
        "</p>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<b",
        "&amp;",
        "&#",
        "<!--",
        "-->",
        "<img alt='",
        "'>",
        "$",
        "$$"
      ])
    ])
  )

  it.effect.prop(
    "are made without a complaint, the same in batches of 1, 3 and 1000",
    [Schema.Array(Html)],
    ([bodies]) =>
      Effect.gen(function* () {
        const posts = postsOf(...bodies.map((body) => [body.join(""), body.join("")] as const))
        const results = yield* Effect.forEach([1, 3, 1000], (batchRows) =>
          Effect.gen(function* () {
            const { output: documents } = yield* runStage(Documents, {
              inputs: { posts },
              params: { quotes: "keep", math: "drop" },
              batchRows
            })
            const { output: tokens } = yield* runStage(Tokens, {
              inputs: { documents },
              params: {
                channels: { title: "keep", text: "keep", inline: "keep", code: "names", traceback: "names" },
                split: "also",
                stem: "english"
              },
              batchRows
            })
            return [Table.toRows(documents), Table.toRows(tokens)]
          })
        )
        assert.strictEqual(results[0]![0]!.length, bodies.length)
        assert.deepStrictEqual(results[1], results[0])
        assert.deepStrictEqual(results[2], results[0])
      })
  )
})
