/**
 * Tokens to how many of them a vocabulary holds.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Tokens, Vocabulary } from "@praxis/tables/Documents"
import { KnownWords as KnownWordsTable } from "@praxis/tables/Runs"
import { Effect, Schema, Stream } from "effect"
import { stopWordParams, stopWordSet } from "./stopWordParams.ts"
import { TermIndex } from "./TermIndex.ts"

/** What counts as a stop word: as in the stage `vocabulary`. */
export const KnownWordsParams = Schema.Struct(stopWordParams)

/**
 * How many tokens each document has without stop words, and how many of these the vocabulary holds: of the vocabulary's
 * own documents it tells what the thresholds left out, of others also what the vocabulary never saw. Every occurrence
 * counts. Memory grows with the vocabulary.
 */
export const KnownWords = Stage.stream("known-words", {
  module: import.meta.url,
  inputs: { tokens: Tokens, vocabulary: Vocabulary },
  params: KnownWordsParams,
  output: KnownWordsTable,
  run: Effect.fn("KnownWords.run")(function* ({ inputs, output, params, progress }) {
    const { term } = (yield* inputs.vocabulary.table).columns
    const vocabulary = new TermIndex()
    for (let i = 0; i < term.length; i++) vocabulary.add(term.bytes, term.offsets[i]!, term.offsets[i + 1]!)
    const stopped = new TermIndex()
    for (const word of stopWordSet(params)) {
      const bytes = encoder.encode(word)
      stopped.add(bytes, 0, bytes.length)
    }
    progress.total(inputs.tokens.numRows, "posts")
    yield* Stream.runForEach(inputs.tokens.batches, ({ columns: { doc, tokens }, numRows }) => {
      const { bytes, offsets } = tokens.values
      const [words, known] = [new Uint32Array(numRows), new Uint32Array(numRows)]
      for (let i = 0; i < numRows; i++) {
        for (let at = tokens.offsets[i]!; at < tokens.offsets[i + 1]!; at++) {
          if (stopped.find(bytes, offsets[at]!, offsets[at + 1]!) >= 0) continue
          words[i]!++
          if (vocabulary.find(bytes, offsets[at]!, offsets[at + 1]!) >= 0) known[i]!++
        }
      }
      progress.advance(numRows)
      return output.write(Table.make(KnownWordsTable, { doc, words, known }))
    })
  })
})

const encoder = new TextEncoder()
