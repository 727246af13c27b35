/**
 * Tokens to phrases: pairs of neighbouring words that belong together.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { DocTermCounts, PhraseScores, Tokens, Vocabulary } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import { compareBytes } from "./compareBytes.ts"
import { normalisedPmi } from "./normalisedPmi.ts"
import { PairCounts } from "./PairCounts.ts"
import { stopWordParams, stopWordSet } from "./stopWordParams.ts"
import { WordCounts } from "./WordCounts.ts"

/** Which pairs are phrases. */
export const PhrasesParams = Schema.Struct({
  ...stopWordParams,
  numbers: Schema.Literals(["keep", "drop"]).annotate({
    description: "Whether a word without a letter may stand in a phrase, as in python 3."
  }),
  minCount: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({
    description: "The fewest times that two words stand side by side."
  }),
  minDf: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({
    description: "The fewest documents in which they do."
  }),
  minNpmi: Schema.Number.check(Schema.isGreaterThanOrEqualTo(-1), Schema.isLessThanOrEqualTo(1)).annotate({
    description: "The least normalised pointwise mutual information of the two, −1 to 1; 0 is as by chance."
  })
})

/**
 * The phrases by UTF-8 bytes (a term is two words with one space between), their scores, and how often each document
 * holds each (nDocs × nPhrases, compressed rows). Two tokens are neighbours where they follow one another in the
 * same channel; a stop word stands between others and so parts them, and neither begins nor ends a phrase. A pair is counted
 * wherever it stands, overlaps included. There may be no phrase at all. Score: see {@link normalisedPmi}.
 *
 * Reads the tokens three times, batch by batch: memory grows with the distinct words and with the pairs of words that occur
 * at least minCount times each.
 */
export const Phrases = Stage.stream("phrases", {
  module: import.meta.url,
  inputs: { tokens: Tokens },
  params: PhrasesParams,
  output: { phrases: Vocabulary, "phrase-scores": PhraseScores, "phrase-counts": DocTermCounts },
  run: Effect.fn("Phrases.run")(function* ({ inputs: { tokens }, output, params, progress }) {
    progress.total(3 * tokens.numRows, "posts")
    const words = new WordCounts()
    yield* Stream.runForEach(tokens.batches, (batch) =>
      Effect.sync(() => {
        words.addBatch(batch)
        progress.advance(batch.numRows)
      })
    )
    const { index } = words
    let nTokens = 0
    const stopped = stopWordSet(params)
    const mayStand = Uint8Array.from({ length: index.size }, (_, word) => {
      nTokens += words.tf(word)
      if (words.tf(word) < params.minCount) return 0
      const text = decoder.decode(index.bytesOf(word))
      return stopped.has(text) || (params.numbers === "drop" && !letter.test(text)) ? 0 : 1
    })

    const pairs = new PairCounts()
    let doc = 0
    yield* Stream.runForEach(tokens.batches, (batch) =>
      Effect.sync(() => {
        for (let i = 0; i < batch.numRows; i++, doc++)
          eachPair(batch, i, words, mayStand, (first, second) => pairs.add(first, second, doc))
        progress.advance(batch.numRows)
      })
    )

    const npmiOf = (pair: number) =>
      normalisedPmi(pairs.count(pair), words.tf(pairs.first(pair)), words.tf(pairs.second(pair)), nTokens)
    const kept = Array.from({ length: pairs.size }, (_, pair) => pair)
      .filter(
        (pair) =>
          pairs.count(pair) >= params.minCount && pairs.df(pair) >= params.minDf && npmiOf(pair) >= params.minNpmi
      )
      .map((pair) => ({ pair, term: `${wordOf(words, pairs.first(pair))} ${wordOf(words, pairs.second(pair))}` }))
      .map((phrase) => ({ ...phrase, bytes: encoder.encode(phrase.term) }))
      .sort((a, b) => compareBytes(a.bytes, b.bytes))
    const phrases = Table.builder(Vocabulary)
    const scores = Table.builder(PhraseScores)
    const phraseOf = new Int32Array(pairs.size).fill(-1)
    kept.forEach(({ pair, term }, phrase) => {
      phraseOf[pair] = phrase
      const count = pairs.count(pair)
      const [first, second] = [wordOf(words, pairs.first(pair)), wordOf(words, pairs.second(pair))]
      phrases.append({ term, df: pairs.df(pair), tf: count })
      scores.append({ first, second, count, npmi: npmiOf(pair) })
    })
    yield* output.phrases.write(phrases.finish())
    yield* output["phrase-scores"].write(scores.finish())

    const countOf = new Uint32Array(kept.length)
    yield* Stream.runForEach(tokens.batches, (batch) => {
      const counts = Table.builder(DocTermCounts)
      for (let i = 0; i < batch.numRows; i++) {
        const terms: Array<number> = []
        eachPair(batch, i, words, mayStand, (first, second) => {
          const phrase = phraseOf[pairs.find(first, second)]!
          if (phrase >= 0 && countOf[phrase]!++ === 0) terms.push(phrase)
        })
        terms.sort((a, b) => a - b)
        counts.append({ doc: batch.columns.doc[i]!, terms, counts: terms.map((term) => countOf[term]!) })
        for (const term of terms) countOf[term] = 0
      }
      progress.advance(batch.numRows)
      return output["phrase-counts"].write(counts.finish())
    })
  })
})

const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
const letter = /\p{L}/u

const wordOf = ({ index }: WordCounts, word: number): string => decoder.decode(index.bytesOf(word))

/** Visits the neighbours of row i, both of which may stand in a phrase, channel by channel. */
const eachPair = (
  { columns: { ends, tokens } }: Table.Batch<typeof Tokens>,
  i: number,
  { index }: WordCounts,
  mayStand: Uint8Array,
  visit: (first: number, second: number) => void
): void => {
  const { bytes, offsets } = tokens.values
  const begin = tokens.offsets[i]!
  let at = begin
  for (let channel = ends.offsets[i]!; channel < ends.offsets[i + 1]!; channel++) {
    let before = -1
    for (; at < begin + ends.values[channel]!; at++) {
      const word = index.find(bytes, offsets[at]!, offsets[at + 1]!)
      const here = mayStand[word] === 1 ? word : -1
      if (before >= 0 && here >= 0) visit(before, here)
      before = here
    }
  }
}
