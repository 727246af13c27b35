/**
 * Counts to TF-IDF weights.
 */
import * as Kernel from "@praxis/dataflow/Kernel"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { inverseDocumentFrequency } from "@praxis/numerics/inverseDocumentFrequency"
import { DocTermCounts, DocTermWeights, Vocabulary } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import type { weighCounts } from "./weighCounts.ts"

/** How counts become weights. */
export const TfIdfParams = Schema.Struct({
  sublinearTf: Schema.Boolean.annotate({
    description:
      "Whether a count c enters as 1 + ln c, so that the tenth repetition of a word counts less than the second."
  }),
  idf: Schema.Literals(["smooth", "plain", "none"]).annotate({
    description: "How a term's rarity enters: ln((1 + nDocs) / (1 + df)) + 1, ln(nDocs / df) + 1, or not at all."
  }),
  norm: Schema.Literals(["l2", "none"]).annotate({
    description:
      "Whether each document's weights are divided by their Euclidean length, so that long posts do not dominate."
  })
})

/**
 * TF-IDF weights (nDocs × nTerms, compressed rows): tf · idf, rows then of unit length where `norm` is l2. Equal to
 * scikit-learn's TfidfTransformer. df is counted in the given matrix; the vocabulary says how many terms there are.
 * Reads the counts twice, batch by batch: memory holds two numbers a term.
 */
export const TfIdf = Stage.stream("tf-idf", {
  module: import.meta.url,
  inputs: { counts: DocTermCounts, vocabulary: Vocabulary },
  params: TfIdfParams,
  output: DocTermWeights,
  run: Effect.fn("TfIdf.run")(function* ({ inputs: { counts, vocabulary }, output, params, progress, workers }) {
    const { sublinearTf, norm } = params
    progress.total(2 * counts.numRows, "posts")
    const df = new Uint32Array(vocabulary.numRows)
    yield* Stream.runForEach(counts.batches, ({ columns: { terms }, numRows }) =>
      Effect.sync(() => {
        for (let at = terms.offsets[0]!; at < terms.offsets[numRows]!; at++) df[terms.values[at]!]!++
        progress.advance(numRows)
      })
    )
    const idf = inverseDocumentFrequency(df, counts.numRows, params.idf)
    const chunks = Stream.flatMap(counts.batches, (batch) => Stream.fromIterable(rowChunks(batch)))
    const jobs = Stream.map(chunks, ({ columns }) => columns)
    yield* Stream.runForEach(workers.map(kernel, { idf, sublinearTf, norm }, jobs), (rows) => {
      progress.advance(rows.doc.length)
      return output.write(Table.make(DocTermWeights, { ...rows }))
    })
  })
})

const kernel = Kernel.make<typeof weighCounts>(new URL("./weighCounts.ts", import.meta.url), "weighCounts")
