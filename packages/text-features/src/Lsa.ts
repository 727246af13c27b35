/**
 * TF-IDF weights to a few dimensions: latent semantic analysis.
 */
import { FixedListColumn } from "@praxis/dataflow/Column"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { normaliseRows } from "@praxis/numerics/normaliseRows"
import { random } from "@praxis/numerics/random"
import { sparseTimesDense } from "@praxis/numerics/sparseTimesDense"
import { svdPasses } from "@praxis/numerics/svdPasses"
import { DocTermWeights, DocVectors, LsaDimensions, Vocabulary } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import { counted } from "./counted.ts"
import { toSparseMatrix } from "./toSparseMatrix.ts"

/** The matrix has no rows or no columns, so it has no dimensions. */
export class EmptyMatrixError extends Schema.TaggedError<EmptyMatrixError>()("EmptyMatrixError", {
  documents: Schema.Number,
  terms: Schema.Number
}) {
  override get message() {
    return (
      `a matrix of ${counted(this.documents, "document")} and ${counted(this.terms, "term")} has no dimensions: ` +
      "add posts, or keep rare words too (--set vocabulary.minDf=1)"
    )
  }
}

/** How many dimensions, and how hard to look for them. */
export const LsaParams = Schema.Struct({
  dims: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({
    description: "Dimensions of a document's vector; fewer where the corpus has fewer documents or terms."
  }),
  oversampling: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({
    description: "Further directions that the sketch carries and drops at the end; they sharpen the last dimensions."
  }),
  powerIterations: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({
    description:
      "How often the sketch is sharpened; more where singular values fall slowly, as they do for short texts."
  })
})

/**
 * Each document in `dims` dimensions: the rows of UΣ of the truncated SVD, each of unit length. A document is all zero
 * where it has no term, or where its terms lie outside the dimensions (at most 1e-9 of the longest row of the sketch is
 * left). Where the matrix has fewer than `dims` dimensions, vectors have as many as there are (min(nDocs, nTerms)) and
 * the stage says so. Fails with {@link EmptyMatrixError}. Source and sign rule: see svdPasses.
 *
 * Reads the weights powerIterations + 3 times, batch by batch: memory holds 8 · (3 · dims + 2 · oversampling) bytes a
 * term. Sums run in the order of the documents, so batches of any size give the same bits.
 */
export const Lsa = Stage.stream("lsa", {
  module: import.meta.url,
  inputs: { tfIdf: DocTermWeights, vocabulary: Vocabulary },
  params: LsaParams,
  output: { lsa: DocVectors, "lsa-dimensions": LsaDimensions },
  seeded: true,
  run: Effect.fn("Lsa.run")(function* ({ inputs: { tfIdf, vocabulary }, output, params, progress, seed, warn }) {
    const nDocs = tfIdf.numRows
    const nTerms = vocabulary.numRows
    const { oversampling, powerIterations } = params
    const dims = Math.min(params.dims, nDocs, nTerms)
    if (dims === 0) return yield* new EmptyMatrixError({ documents: nDocs, terms: nTerms })
    if (dims < params.dims)
      warn(
        `${counted(nDocs, "document")} with ${counted(nTerms, "term")} ${nDocs === 1 ? "has" : "have"} ${counted(dims, "dimension")} at most, so vectors have ${dims}, not ${params.dims}.`
      )
    progress.total((powerIterations + 3) * nDocs, "posts")
    const passes = svdPasses(nDocs, nTerms, {
      rank: dims,
      oversampling,
      powerIterations,
      random: random(seed("sketch"))
    })
    let step = passes.next()
    while (!step.done) {
      const takeRows = step.value
      yield* Stream.runForEach(tfIdf.batches, (batch) =>
        Effect.sync(() => {
          takeRows(matrixOf(batch, nTerms))
          progress.advance(batch.numRows)
        })
      )
      step = passes.next()
    }
    const { loadings, longestRow, singularValues } = step.value
    let empty = 0
    const chunks = Stream.flatMap(tfIdf.batches, (batch) => Stream.fromIterable(rowChunks(batch)))
    yield* Stream.runForEach(chunks, (chunk) => {
      const scores = new Float64Array(chunk.numRows * dims)
      sparseTimesDense(matrixOf(chunk, nTerms), loadings, dims, scores)
      empty += normaliseRows(scores, chunk.numRows, dims, 1e-9 * longestRow)
      progress.advance(chunk.numRows)
      const vector = new FixedListColumn(chunk.numRows, dims, scores)
      return output.lsa.write(Table.make(DocVectors, { doc: chunk.columns.doc, vector }))
    })
    if (empty > 0)
      warn(
        `${empty} of ${counted(nDocs, "document")} ${empty === 1 ? "has no term in these dimensions; its vector is" : "have no term in these dimensions; their vectors are"} zero.`
      )
    const dimension = Uint32Array.from({ length: dims }, (_, i) => i)
    yield* output["lsa-dimensions"].write(Table.make(LsaDimensions, { dimension, singularValue: singularValues }))
  })
})

const matrixOf = ({ columns: { terms, weights } }: Table.Batch<typeof DocTermWeights>, nTerms: number) =>
  toSparseMatrix(terms, weights, nTerms)
