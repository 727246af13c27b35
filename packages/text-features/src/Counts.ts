/**
 * Tokens to the document–term matrix of counts.
 */
import * as Kernel from "@praxis/dataflow/Kernel"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { DocTermCounts, Tokens, Vocabulary } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import type { countTerms } from "./countTerms.ts"

/** Counts have no parameters: the vocabulary decides what is counted. */
export const CountsParams = Schema.Struct({})

/** How often each document holds each term (nDocs × nTerms, compressed rows). A document without a term is an empty row. */
export const Counts = Stage.stream("counts", {
  module: import.meta.url,
  inputs: { tokens: Tokens, vocabulary: Vocabulary },
  params: CountsParams,
  output: DocTermCounts,
  run: Effect.fn("Counts.run")(function* ({ inputs, output, progress, workers }) {
    const { term } = (yield* inputs.vocabulary.table).columns
    progress.total(inputs.tokens.numRows, "posts")
    const chunks = Stream.flatMap(inputs.tokens.batches, (batch) => Stream.fromIterable(rowChunks(batch)))
    const jobs = Stream.map(chunks, ({ columns: { doc, tokens } }) => ({ doc, tokens }))
    yield* Stream.runForEach(workers.map(kernel, term, jobs), (rows) => {
      progress.advance(rows.doc.length)
      return output.write(Table.make(DocTermCounts, { ...rows }))
    })
  })
})

const kernel = Kernel.make<typeof countTerms>(new URL("./countTerms.ts", import.meta.url), "countTerms")
