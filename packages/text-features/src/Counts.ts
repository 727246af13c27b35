/**
 * Tokens to the document–term matrix of counts.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { DocTermCounts, Tokens, Vocabulary } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import { TermIndex } from "./TermIndex.ts"

/** Counts have no parameters: the vocabulary decides what is counted. */
export const CountsParams = Schema.Struct({})

/** How often each document holds each term (nDocs × nTerms, compressed rows). A document without a term is an empty row. */
export const Counts = Stage.stream("counts", {
  module: import.meta.url,
  inputs: { tokens: Tokens, vocabulary: Vocabulary },
  params: CountsParams,
  output: DocTermCounts,
  run: Effect.fn("Counts.run")(function* ({ inputs, output, progress }) {
    const index = new TermIndex()
    const { columns: vocabulary, numRows: nTerms } = yield* inputs.vocabulary.table
    const { bytes, offsets } = vocabulary.term
    for (let term = 0; term < nTerms; term++) index.add(bytes, offsets[term]!, offsets[term + 1]!)
    const countOf = new Uint32Array(nTerms)
    progress.total(inputs.tokens.numRows, "posts")
    yield* Stream.runForEach(inputs.tokens.batches, ({ columns: { doc, tokens }, numRows }) => {
      const counts = Table.builder(DocTermCounts)
      const words = tokens.values
      for (let i = 0; i < numRows; i++) {
        const terms: Array<number> = []
        for (let at = tokens.offsets[i]!; at < tokens.offsets[i + 1]!; at++) {
          const term = index.find(words.bytes, words.offsets[at]!, words.offsets[at + 1]!)
          if (term >= 0 && countOf[term]!++ === 0) terms.push(term)
        }
        terms.sort((a, b) => a - b)
        counts.append({ doc: doc[i]!, terms, counts: terms.map((term) => countOf[term]!) })
        for (const term of terms) countOf[term] = 0
      }
      progress.advance(numRows)
      return output.write(counts.finish())
    })
  })
})
