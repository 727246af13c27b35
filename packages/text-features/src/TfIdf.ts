/**
 * Counts to TF-IDF weights.
 */
import { ListColumn } from "@praxis/dataflow/Column"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { documentFrequency } from "@praxis/numerics/documentFrequency"
import { normaliseSparseRows } from "@praxis/numerics/normaliseSparseRows"
import { smoothIdf } from "@praxis/numerics/smoothIdf"
import { tfIdf } from "@praxis/numerics/tfIdf"
import { DocTermCounts, DocTermWeights, Vocabulary } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import { toSparseMatrix } from "./toSparseMatrix.ts"

/** How counts become weights. */
export const TfIdfParams = Schema.Struct({
  sublinearTf: Schema.Boolean.annotate({
    description:
      "Whether a count c enters as 1 + ln c, so that the tenth repetition of a word counts less than the second."
  }),
  norm: Schema.Literals(["l2", "none"]).annotate({
    description:
      "Whether each document's weights are divided by their Euclidean length, so that long posts do not dominate."
  })
})

/**
 * TF-IDF weights (nDocs × nTerms, compressed rows): tf · idf with smooth idf `ln((1 + nDocs) / (1 + df)) + 1`. Equal to
 * scikit-learn's TfidfTransformer. df is counted in the given matrix; the vocabulary says how many terms there are.
 * Reads the counts twice, batch by batch: memory holds two numbers a term.
 */
export const TfIdf = Stage.stream("tf-idf", {
  module: import.meta.url,
  inputs: { counts: DocTermCounts, vocabulary: Vocabulary },
  params: TfIdfParams,
  output: DocTermWeights,
  run: Effect.fn("TfIdf.run")(function* ({ inputs: { counts, vocabulary }, output, params, progress }) {
    const nTerms = vocabulary.numRows
    progress.total(2 * counts.numRows, "posts")
    const df = new Uint32Array(nTerms)
    yield* Stream.runForEach(counts.batches, (batch) =>
      Effect.sync(() => {
        documentFrequency(matrixOf(batch, nTerms)).forEach((documents, term) => {
          df[term] = df[term]! + documents
        })
        progress.advance(batch.numRows)
      })
    )
    const idf = smoothIdf(df, counts.numRows)
    yield* Stream.runForEach(counts.batches, (batch) => {
      const matrix = matrixOf(batch, nTerms)
      const weights = { ...matrix, values: tfIdf(matrix, idf, params.sublinearTf) }
      if (params.norm === "l2") normaliseSparseRows(weights)
      progress.advance(batch.numRows)
      return output.write(
        Table.make(DocTermWeights, {
          doc: batch.columns.doc,
          terms: new ListColumn(matrix.offsets, matrix.indices),
          weights: new ListColumn(matrix.offsets, weights.values)
        })
      )
    })
  })
})

const matrixOf = ({ columns: { terms, counts } }: Table.Batch<typeof DocTermCounts>, nTerms: number) =>
  toSparseMatrix(terms, counts, nTerms)
