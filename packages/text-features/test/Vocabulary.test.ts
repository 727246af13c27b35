import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { EmptyVocabularyError, Vocabulary } from "../src/Vocabulary.ts"
import { tokensOf } from "./rows.ts"

const keepAll: typeof Vocabulary.params.Type = {
  stopWords: [],
  extraStopWords: [],
  numbers: "keep",
  minLength: 1,
  minDf: 1,
  maxDf: 1
}
const run = (documents: ReadonlyArray<string>, params: Partial<typeof Vocabulary.params.Type> = {}) =>
  runStage(Vocabulary, { inputs: { tokens: tokensOf(...documents) }, params: { ...keepAll, ...params } })
const terms = (documents: ReadonlyArray<string>, params: Partial<typeof Vocabulary.params.Type> = {}) =>
  run(documents, params).pipe(
    Effect.map(({ output }) => Table.toRows(output.vocabulary).map(({ df, term, tf }) => `${term} ${df} ${tf}`))
  )

describe("vocabulary", () => {
  it.effect("counts documents (df) and occurrences (tf), a word twice in one document once for df", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* terms(["b a b", "", "a"]), ["a 2 2", "b 1 2"])
    })
  )

  it.effect("sorts by UTF-8 bytes, where an astral character comes after U+FFFD and capitals do not exist", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* terms(["\u{1d7d8} \ufffd é z a a.b a-b ab"]), [
        "a 1 1",
        "a-b 1 1",
        "a.b 1 1",
        "ab 1 1",
        "z 1 1",
        "é 1 1",
        "\ufffd 1 1",
        "\u{1d7d8} 1 1"
      ])
    })
  )

  it.effect("keeps a word in exactly minDf documents and in exactly the share maxDf", () =>
    Effect.gen(function* () {
      const documents = ["one two three four", "two three four", "three four", "four"]
      assert.deepStrictEqual(yield* terms(documents, { minDf: 2, maxDf: 0.75 }), ["three 3 3", "two 2 2"])
    })
  )

  it.effect("counts length in characters, not in bytes or UTF-16 units", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* terms(["é r \u{1d7d8} 机器 ab"], { minLength: 2 }), ["ab 1 1", "机器 1 1"])
    })
  )

  it.effect("leaves out the named lists and no other", () =>
    Effect.gen(function* () {
      const documents = ["the dont thanks r c++"]
      assert.deepStrictEqual(yield* terms(documents), ["c++ 1 1", "dont 1 1", "r 1 1", "thanks 1 1", "the 1 1"])
      assert.deepStrictEqual(yield* terms(documents, { stopWords: ["english"] }), [
        "c++ 1 1",
        "dont 1 1",
        "r 1 1",
        "thanks 1 1"
      ])
      assert.deepStrictEqual(yield* terms(documents, { stopWords: ["forum", "english", "contractions"] }), [
        "c++ 1 1",
        "r 1 1"
      ])
    })
  )

  it.effect("says what each threshold left out, each word at the first that drops it, and loses none", () =>
    Effect.gen(function* () {
      const { output } = yield* run(["the 3.8 x common word", "common common word rare", "common"], {
        stopWords: ["english"],
        numbers: "drop",
        minLength: 2,
        minDf: 2,
        maxDf: 0.7
      })
      assert.deepStrictEqual(Table.toRows(output["vocabulary-losses"]), [
        { step: "stop-words", words: 1, tokens: 1, posts: 1, emptied: 0 },
        { step: "numbers", words: 1, tokens: 1, posts: 1, emptied: 0 },
        { step: "min-length", words: 1, tokens: 1, posts: 1, emptied: 0 },
        { step: "min-df", words: 1, tokens: 1, posts: 1, emptied: 0 },
        { step: "max-df", words: 1, tokens: 4, posts: 3, emptied: 1 },
        { step: "kept", words: 1, tokens: 2, posts: 2, emptied: 0 }
      ])
    })
  )

  it.effect("says at which threshold a document lost its last words, and counts none that had no words", () =>
    Effect.gen(function* () {
      const { output } = yield* run(["the", "the 3", "rare the", "word word", "word 3", ""], {
        stopWords: ["english"],
        numbers: "drop",
        minDf: 2
      })
      assert.deepStrictEqual(
        Table.toRows(output["vocabulary-losses"]).map(({ emptied, posts, step }) => `${step} ${posts} ${emptied}`),
        ["stop-words 3 1", "numbers 2 1", "min-length 0 0", "min-df 1 1", "max-df 0 0", "kept 2 0"]
      )
    })
  )

  it.effect("leaves out words that the study adds", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* terms(["the jupyter kernel"], { stopWords: ["english"], extraStopWords: ["jupyter"] }),
        ["kernel 1 1"]
      )
    })
  )

  it.effect("fails with the thresholds and what to do where no word is kept", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(run(["a b", "c"], { minDf: 2, maxDf: 0.5 }))
      assert.instanceOf(error, EmptyVocabularyError)
      assert.strictEqual(
        error.message,
        "none of the 3 words of 2 documents is kept: each is a stop word, a number, shorter than minLength 1, in fewer than " +
          "minDf 2 documents, or in more than the share maxDf 0.5 of them. " +
          "Lower minDf (--set vocabulary.minDf=1 keeps words of a single document), " +
          "raise maxDf (--set vocabulary.maxDf=1 keeps all), or add posts"
      )
      const one = yield* Effect.flip(run(["a"], { minDf: 2 }))
      assert.match(one.message, /^the one word of 1 document is not kept: it is a stop word/)
    })
  )

  it.effect("fails where documents hold no word at all, and says where to look", () =>
    Effect.gen(function* () {
      assert.match(
        (yield* Effect.flip(run(["", ""]))).message,
        /the channels that are read hold none in 2 documents\. Look/
      )
      assert.match((yield* Effect.flip(run([""]))).message, /hold none in 1 document\. Look/)
    })
  )

  it.effect("fails where there is no document, and leads to the rejects", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        (yield* Effect.flip(run([]))).message,
        "no word to count: no question was kept of the input. `pnpm pipeline show rejects` lists what was left out, and why"
      )
    })
  )
})
