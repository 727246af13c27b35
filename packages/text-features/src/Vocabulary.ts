/**
 * Tokens to a vocabulary: which words are counted, and what the thresholds left out.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Tokens, VocabularyLosses, Vocabulary as VocabularyTable } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import { compareBytes } from "./compareBytes.ts"
import { counted } from "./counted.ts"
import { stopWordParams, stopWordSet } from "./stopWordParams.ts"
import { WordCounts } from "./WordCounts.ts"

/** No word passed the thresholds. */
export class EmptyVocabularyError extends Schema.TaggedError<EmptyVocabularyError>()("EmptyVocabularyError", {
  documents: Schema.Number,
  /** Distinct words. */
  words: Schema.Number,
  minDf: Schema.Number,
  maxDf: Schema.Number,
  minLength: Schema.Number
}) {
  override get message() {
    const documents = counted(this.documents, "document")
    if (this.documents === 0) {
      return "no word to count: no question was kept of the input. `pnpm pipeline show rejects` lists what was left out, and why"
    }
    if (this.words === 0) {
      return (
        `no word to count: the channels that are read hold none in ${documents}. Look at the posts, ` +
        "or read code too: --set tokens.channels.code=keep"
      )
    }
    const found =
      this.words === 1
        ? `the one word of ${documents} is not kept: it is`
        : `none of the ${counted(this.words, "word")} of ${documents} is kept: each is`
    return (
      `${found} a stop word, a number, shorter than minLength ${this.minLength}, in fewer than minDf ${this.minDf} ` +
      `${this.minDf === 1 ? "document" : "documents"}, or in more than the share maxDf ${this.maxDf} of them. ` +
      `Lower minDf (--set vocabulary.minDf=1 keeps words of a single document), raise maxDf (--set vocabulary.maxDf=1 keeps all), or add posts`
    )
  }
}

/** Which words are kept. */
export const VocabularyParams = Schema.Struct({
  ...stopWordParams,
  numbers: Schema.Literals(["keep", "drop"]).annotate({
    description: "Whether words without a letter stay, such as 3.8 and 2015-2022."
  }),
  minLength: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({
    description: "The fewest characters of a word; 1 keeps R and C."
  }),
  minDf: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({
    description: "The fewest documents that hold a word."
  }),
  maxDf: Schema.Number.check(Schema.isGreaterThan(0), Schema.isLessThanOrEqualTo(1)).annotate({
    description: "The largest share of all documents that may hold a word, above 0 to 1."
  })
})

const steps = ["stop-words", "numbers", "min-length", "min-df", "max-df", "kept"] as const
const kept = steps.indexOf("kept")

/**
 * The words that are kept, by UTF-8 bytes, and what each threshold costs in words, tokens and documents. A word counts
 * at the first threshold that drops it, in the order stop-words, numbers, min-length, min-df, max-df. Fails with
 * {@link EmptyVocabularyError}.
 *
 * Reads the tokens twice, batch by batch; memory grows with the distinct words.
 */
export const Vocabulary = Stage.stream("vocabulary", {
  module: import.meta.url,
  inputs: { tokens: Tokens },
  params: VocabularyParams,
  output: { vocabulary: VocabularyTable, "vocabulary-losses": VocabularyLosses },
  run: Effect.fn("Vocabulary.run")(function* ({ inputs, output, params, progress }) {
    const nDocs = inputs.tokens.numRows
    progress.total(2 * nDocs, "posts")
    const words = new WordCounts()
    yield* Stream.runForEach(inputs.tokens.batches, (batch) =>
      Effect.sync(() => {
        words.addBatch(batch)
        progress.advance(batch.numRows)
      })
    )
    const { index } = words
    const stepOf = thresholds(params, nDocs)
    const losses = steps.map((step) => ({ step, words: 0, tokens: 0, posts: 0, emptied: 0 }))
    const stepOfWord = new Uint8Array(index.size)
    const terms: Array<number> = []
    for (let word = 0; word < index.size; word++) {
      const step = stepOf(decoder.decode(index.bytesOf(word)), words.df(word))
      stepOfWord[word] = step
      losses[step]!.words++
      losses[step]!.tokens += words.tf(word)
      if (step === kept) terms.push(word)
    }
    if (terms.length === 0) {
      const { maxDf, minDf, minLength } = params
      return yield* new EmptyVocabularyError({ documents: nDocs, words: index.size, maxDf, minDf, minLength })
    }
    yield* Stream.runForEach(inputs.tokens.batches, ({ columns: { tokens }, numRows }) =>
      Effect.sync(() => {
        const { bytes, offsets } = tokens.values
        for (let i = 0; i < numRows; i++) {
          let met = 0
          for (let at = tokens.offsets[i]!; at < tokens.offsets[i + 1]!; at++)
            met |= 1 << stepOfWord[index.find(bytes, offsets[at]!, offsets[at + 1]!)]!
          losses.forEach((loss, step) => {
            if ((met >> step) & 1) loss.posts++
          })
          const last = 31 - Math.clz32(met)
          if (met !== 0 && last !== kept) losses[last]!.emptied++
        }
        progress.advance(numRows)
      })
    )
    terms.sort((a, b) => compareBytes(index.bytesOf(a), index.bytesOf(b)))
    const vocabulary = Table.builder(VocabularyTable)
    for (const word of terms) {
      vocabulary.append({ term: decoder.decode(index.bytesOf(word)), df: words.df(word), tf: words.tf(word) })
    }
    yield* output.vocabulary.write(vocabulary.finish())
    yield* output["vocabulary-losses"].write(Table.fromRows(VocabularyLosses, losses))
  })
})

const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
const letter = /\p{L}/u

/** The number of the first step that drops a word, or of `kept`. Length is in code points. */
const thresholds = (params: typeof VocabularyParams.Type, nDocs: number) => {
  const { maxDf, minDf, minLength, numbers } = params
  const stopped = stopWordSet(params)
  const stepOf = (word: string, df: number): (typeof steps)[number] => {
    if (stopped.has(word)) return "stop-words"
    if (numbers === "drop" && !letter.test(word)) return "numbers"
    if (word.length < minLength * 2 && Array.from(word).length < minLength) return "min-length"
    if (df < minDf) return "min-df"
    if (df > maxDf * nDocs) return "max-df"
    return "kept"
  }
  return (word: string, df: number): number => steps.indexOf(stepOf(word, df))
}
