/**
 * Tokens to a vocabulary: which words are counted, and what the thresholds left out.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Tokens, VocabularyLosses, Vocabulary as VocabularyTable } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import { compareBytes } from "./compareBytes.ts"
import { counted } from "./counted.ts"
import { contractions } from "./stopWords/contractions.ts"
import { english } from "./stopWords/english.ts"
import { forum } from "./stopWords/forum.ts"
import { TermIndex } from "./TermIndex.ts"

/** No word passed the thresholds. */
export class EmptyVocabularyError extends Schema.TaggedError<EmptyVocabularyError>()("EmptyVocabularyError", {
  documents: Schema.Number,
  /** Distinct words. */
  words: Schema.Number,
  /** Occurrences of words, and those among them that hold a letter of a script without blanks. */
  tokens: Schema.Number,
  unspacedTokens: Schema.Number,
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
        `or read code too: --set 'tokens.channels=["title","text","code"]'`
      )
    }
    const found =
      this.words === 1
        ? `the one word of ${documents} is not kept: it is`
        : `none of the ${counted(this.words, "word")} of ${documents} is kept: each is`
    const hint =
      this.unspacedTokens * 2 > this.tokens
        ? ". A run of letters of a script without blanks (Chinese, Japanese, Thai) counts as one word here: put blanks between the words of the posts"
        : ""
    return (
      `${found} a stop word, a number, shorter than minLength ${this.minLength}, in fewer than minDf ${this.minDf} ` +
      `${this.minDf === 1 ? "document" : "documents"}, or in more than the share maxDf ${this.maxDf} of them. ` +
      `Lower minDf (--set vocabulary.minDf=1 keeps words of a single document), raise maxDf (--set vocabulary.maxDf=1 keeps all), or add posts${hint}`
    )
  }
}

/** Which words are kept. */
export const VocabularyParams = Schema.Struct({
  stopWords: Schema.Array(Schema.Literals(["english", "contractions", "forum"])).annotate({
    description: "The lists of words that are left out; an empty array leaves none out."
  }),
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

const lists = { english, contractions, forum }
const steps = ["stop-words", "numbers", "min-length", "min-df", "max-df", "kept"] as const

/**
 * The words that are kept, by UTF-8 bytes, and how many each threshold left out. A word counts at the first threshold
 * that drops it, in the order stop-words, numbers, min-length, min-df, max-df. Fails with {@link EmptyVocabularyError}.
 */
export const Vocabulary = Stage.stream("vocabulary", {
  module: import.meta.url,
  inputs: { tokens: Tokens },
  params: VocabularyParams,
  output: { vocabulary: VocabularyTable, "vocabulary-losses": VocabularyLosses },
  run: Effect.fn("Vocabulary.run")(function* ({ inputs, output, params, progress }) {
    const nDocs = inputs.tokens.numRows
    progress.total(nDocs, "posts")
    const words = new WordCounts()
    yield* Stream.runForEach(inputs.tokens.batches, (batch) =>
      Effect.sync(() => {
        words.addBatch(batch)
        progress.advance(batch.numRows)
      })
    )
    const stepOf = thresholds(params, nDocs)
    const losses = new Map(steps.map((step) => [step, { step, words: 0, tokens: 0 }]))
    const kept: Array<number> = []
    for (let word = 0; word < words.index.size; word++) {
      const step = stepOf(decoder.decode(words.index.bytesOf(word)), words.df[word]!)
      const loss = losses.get(step)!
      loss.words++
      loss.tokens += words.tf[word]!
      if (step === "kept") kept.push(word)
    }
    if (kept.length === 0) {
      const { maxDf, minDf, minLength } = params
      return yield* new EmptyVocabularyError({
        documents: nDocs,
        words: words.index.size,
        tokens: sum(words.tf),
        unspacedTokens: sum(words.tf.filter((_, word) => unspaced.test(decoder.decode(words.index.bytesOf(word))))),
        maxDf,
        minDf,
        minLength
      })
    }
    kept.sort((a, b) => compareBytes(words.index.bytesOf(a), words.index.bytesOf(b)))
    const vocabulary = Table.builder(VocabularyTable)
    for (const word of kept) {
      vocabulary.append({ term: decoder.decode(words.index.bytesOf(word)), df: words.df[word]!, tf: words.tf[word]! })
    }
    yield* output.vocabulary.write(vocabulary.finish())
    yield* output["vocabulary-losses"].write(Table.fromRows(VocabularyLosses, losses.values()))
  })
})

const decoder = new TextDecoder()
const letter = /\p{L}/u
/** A letter of a script that is written without blanks between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const sum = (counts: ReadonlyArray<number>): number => counts.reduce((total, count) => total + count, 0)

/** The first threshold that drops a word, or `kept`. Length is in code points. */
const thresholds = ({ maxDf, minDf, minLength, numbers, stopWords }: typeof VocabularyParams.Type, nDocs: number) => {
  const stopped = new Set(stopWords.flatMap((name) => lists[name].words))
  return (word: string, df: number): (typeof steps)[number] => {
    if (stopped.has(word)) return "stop-words"
    if (numbers === "drop" && !letter.test(word)) return "numbers"
    if (word.length < minLength * 2 && Array.from(word).length < minLength) return "min-length"
    if (df < minDf) return "min-df"
    if (df > maxDf * nDocs) return "max-df"
    return "kept"
  }
}

/** Counts of every distinct word: documents (df) and occurrences (tf). */
class WordCounts {
  readonly index = new TermIndex()
  readonly df: Array<number> = []
  readonly tf: Array<number> = []
  /** The last document that held the word. */
  readonly #last: Array<number> = []
  #docs = 0

  addBatch({ columns: { tokens }, numRows }: Table.Batch<typeof Tokens>): void {
    const { bytes, offsets } = tokens.values
    for (let i = 0; i < numRows; i++) {
      const doc = this.#docs++
      for (let at = tokens.offsets[i]!; at < tokens.offsets[i + 1]!; at++) {
        const word = this.index.add(bytes, offsets[at]!, offsets[at + 1]!)
        this.tf[word] = (this.tf[word] ?? 0) + 1
        if (this.#last[word] === doc) continue
        this.#last[word] = doc
        this.df[word] = (this.df[word] ?? 0) + 1
      }
    }
  }
}
