import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect, Schema } from "effect"
import { normalisedPmi } from "../src/normalisedPmi.ts"
import { PairCounts } from "../src/PairCounts.ts"
import { Phrases } from "../src/Phrases.ts"
import reference from "./reference/phrases-sklearn.json" with { type: "json" }
import { tokensOf } from "./rows.ts"

type Params = typeof Phrases.params.Type
const keepAll: Params = { stopWords: [], extraStopWords: [], numbers: "keep", minCount: 1, minDf: 1, minNpmi: -1 }
const run = (documents: ReadonlyArray<string>, params: Partial<Params> = {}, batchRows = 3) =>
  runStage(Phrases, { inputs: { tokens: tokensOf(...documents) }, params: { ...keepAll, ...params }, batchRows }).pipe(
    Effect.map(({ output }) => ({
      phrases: Table.toRows(output.phrases),
      scores: Table.toRows(output["phrase-scores"]),
      counts: Table.toRows(output["phrase-counts"])
    }))
  )
const terms = (documents: ReadonlyArray<string>, params: Partial<Params> = {}) =>
  run(documents, params).pipe(Effect.map(({ phrases }) => phrases.map(({ df, term, tf }) => `${term} ${df} ${tf}`)))

describe("phrases", () => {
  it.effect("are the neighbours of a channel, with documents (df) and occurrences (tf), by UTF-8 bytes", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* terms(["b a b a", "a b", ""]), ["a b 2 2", "b a 1 2"])
    })
  )

  it.effect("do not cross the end of a channel or of a document", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* terms(["a b | c d", "e", "f", " | g h | "]), ["a b 1 1", "c d 1 1", "g h 1 1"])
    })
  )

  it.effect("hold no stop word, and words on both sides of one are no neighbours", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* terms(["train the model now please"], { stopWords: ["english"] }), [])
      assert.deepStrictEqual(yield* terms(["train model now"], { extraStopWords: ["now"] }), ["train model 1 1"])
    })
  )

  it.effect("hold numbers where they are kept", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* terms(["python 3"]), ["python 3 1 1"])
      assert.deepStrictEqual(yield* terms(["python 3"], { numbers: "drop" }), [])
    })
  )

  it.effect("are those that stand together often enough, in enough documents, and more than by chance", () =>
    Effect.gen(function* () {
      const documents = ["a b a b", "c d", "c d", "x a", "b x"]
      assert.deepStrictEqual(yield* terms(documents, { minCount: 2 }), ["a b 1 2", "c d 2 2"])
      assert.deepStrictEqual(yield* terms(documents, { minCount: 2, minDf: 2 }), ["c d 2 2"])
      assert.deepStrictEqual(yield* terms(documents, { minNpmi: 1 }), ["c d 2 2"])
    })
  )

  it.effect("have a score that can be worked out by hand", () =>
    Effect.gen(function* () {
      // Eight tokens; a and b three times each, side by side twice: ln((2/8) / (3/8 · 3/8)) / −ln(2/8) = ln(16/9) / ln 4.
      const { scores } = yield* run(["a b", "a b", "a x b y"], { minCount: 2 })
      assert.strictEqual(scores.length, 1)
      assert.deepInclude(scores[0], { first: "a", second: "b", count: 2 })
      assert.approximately(scores[0]!.npmi, Math.log(16 / 9) / Math.log(4), 1e-15)
    })
  )

  it.effect("may be none, and then each document has an empty row", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* run(["a", ""]), {
        phrases: [],
        scores: [],
        counts: [
          { doc: 0, terms: [], counts: [] },
          { doc: 1, terms: [], counts: [] }
        ]
      })
    })
  )

  it.effect(`equal the pairs of ${reference.tool}, in counts and in score`, () =>
    Effect.gen(function* () {
      const { counts, phrases, scores } = yield* run(reference.documents)
      assert.deepStrictEqual(
        phrases.map(({ term }) => term),
        reference.pairs
      )
      const dense = counts.map(({ counts, terms }) => {
        const row = new Array<number>(phrases.length).fill(0)
        for (const [j, term] of terms.entries()) row[term] = counts[j]!
        return row
      })
      assert.deepStrictEqual(dense, reference.counts)
      for (const [i, { npmi }] of scores.entries()) assert.approximately(npmi, reference.npmi[i]!, 1e-14)
    })
  )

  const Channel = Schema.Array(Schema.Literals(["a", "b", "c", "the", "7"]))
  it.effect.prop(
    "count what a plain loop counts, in batches of any size",
    [Schema.Array(Schema.Array(Channel))],
    ([corpus]) =>
      Effect.gen(function* () {
        const documents = corpus.map((channels) => channels.map((words) => words.join(" ")).join(" | "))
        const plain = new Map<string, number>()
        for (const words of corpus.flat()) {
          words.slice(1).forEach((second, i) => {
            const pair = `${words[i]} ${second}`
            if (!/the|7/.test(pair)) plain.set(pair, (plain.get(pair) ?? 0) + 1)
          })
        }
        const params: Partial<Params> = { extraStopWords: ["the"], numbers: "drop" }
        const first = yield* run(documents, params, 1)
        assert.deepStrictEqual(yield* run(documents, params, 1000), first)
        assert.deepStrictEqual(
          first.phrases.map(({ term, tf }) => [term, tf]),
          Array.from(plain).sort(([one], [other]) => (one < other ? -1 : 1))
        )
        const sums = new Map<number, number>()
        for (const { counts, terms } of first.counts)
          for (const [j, term] of terms.entries()) sums.set(term, (sums.get(term) ?? 0) + counts[j]!)
        for (const [phrase, { tf }] of first.phrases.entries()) assert.strictEqual(sums.get(phrase), tf)
      })
  )
})

describe("normalisedPmi", () => {
  it("is 1 for words that stand only together, 0 where they meet as by chance, and negative where they avoid each other", () => {
    assert.approximately(normalisedPmi(5, 5, 5, 100), 1, 1e-15)
    assert.approximately(normalisedPmi(1, 10, 10, 100), 0, 1e-15)
    assert.isBelow(normalisedPmi(1, 50, 50, 100), 0)
  })
})

describe("PairCounts", () => {
  it("numbers 100,000 pairs as they come, and keeps (a, b) and (b, a) apart", () => {
    const pairs = new PairCounts()
    for (let doc = 0; doc < 2; doc++) for (let i = 0; i < 100_000; i++) pairs.add(i % 317, Math.floor(i / 317), doc)
    pairs.add(3, 5, 1)
    assert.strictEqual(pairs.size, 100_000)
    const pair = pairs.find(3, 5)
    assert.deepStrictEqual([pairs.first(pair), pairs.second(pair), pairs.count(pair), pairs.df(pair)], [3, 5, 3, 2])
    assert.notStrictEqual(pairs.find(5, 3), pair)
    assert.strictEqual(pairs.find(400, 1), -1)
  })
})
