/**
 * Texts as the study reads them, in memory: its tokeniser, its vocabulary, its counts.
 */
import { ListColumn, Utf8Column } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { Tokens } from "@praxis/tables/Documents"
import { Counts } from "@praxis/text-features/Counts"
import { toSparseMatrix } from "@praxis/text-features/toSparseMatrix"
import { Vocabulary } from "@praxis/text-features/Vocabulary"
import { Effect } from "effect"

/** A document–term matrix of counts (nDocs × nTerms) and its terms. */
export interface TokenCounts {
  readonly counts: SparseMatrix
  readonly terms: ReadonlyArray<string>
  readonly tokens: ListColumn<Utf8Column>
}

/** Counts the words of documents by the stages `vocabulary` and `counts`; document i is row i, also where it is empty. */
export const tokenCounts = async (
  docs: ReadonlyArray<ReadonlyArray<string>>,
  params: typeof Vocabulary.params.Type
): Promise<TokenCounts> => {
  const tokens = new ListColumn(offsetsOf(docs.map(({ length }) => length)), Utf8Column.from(docs.flat()))
  const table = Table.make(Tokens, {
    doc: Uint32Array.from(docs.keys()),
    tokens,
    ends: new ListColumn(
      offsetsOf(docs.map(() => 1)),
      Uint32Array.from(docs, ({ length }) => length)
    )
  })
  const batchRows = 65_536
  const words = await Effect.runPromise(runStage(Vocabulary, { inputs: { tokens: table }, params, batchRows }))
  const { vocabulary } = words.output
  const counted = await Effect.runPromise(
    runStage(Counts, { inputs: { tokens: table, vocabulary }, params: {}, batchRows })
  )
  const { term } = vocabulary.columns
  return {
    counts: toSparseMatrix(counted.output.columns.terms, counted.output.columns.counts, term.length),
    terms: Array.from({ length: term.length }, (_, i) => term.at(i)),
    tokens
  }
}

const offsetsOf = (lengths: ReadonlyArray<number>): Int32Array => {
  const offsets = new Int32Array(lengths.length + 1)
  lengths.forEach((length, i) => {
    offsets[i + 1] = offsets[i]! + length
  })
  return offsets
}
