/**
 * TF-IDF weights to a few dimensions: latent semantic analysis.
 */
import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { normaliseRows } from "@praxis/numerics/normaliseRows"
import { random } from "@praxis/numerics/random"
import { randomisedSvd } from "@praxis/numerics/randomisedSvd"
import { DocTermWeights, DocVectors, LsaDimensions, Vocabulary } from "@praxis/tables/Documents"
import { Effect, Schema } from "effect"
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
 * where it has no term, or where its terms lie outside the dimensions (less than 1e-9 of its longest row is left).
 * Where the matrix has fewer than `dims` dimensions, vectors have as many as there are (min(nDocs, nTerms)) and the
 * stage says so. Fails with {@link EmptyMatrixError}. Source and sign rule: see randomisedSvd.
 */
export const Lsa = Stage.make("lsa", {
  module: import.meta.url,
  inputs: { tfIdf: DocTermWeights, vocabulary: Vocabulary },
  params: LsaParams,
  output: { lsa: DocVectors, "lsa-dimensions": LsaDimensions },
  seeded: true,
  run: Effect.fn("Lsa.run")(function* ({ inputs, params, seed, warn }) {
    const { doc, terms, weights } = inputs.tfIdf.columns
    const nDocs = inputs.tfIdf.numRows
    const nTerms = inputs.vocabulary.numRows
    const dims = Math.min(params.dims, nDocs, nTerms)
    if (dims === 0) return yield* new EmptyMatrixError({ documents: nDocs, terms: nTerms })
    if (dims < params.dims)
      warn(
        `${counted(nDocs, "document")} with ${counted(nTerms, "term")} ${nDocs === 1 ? "has" : "have"} ${counted(dims, "dimension")} at most, so vectors have ${dims}, not ${params.dims}.`
      )
    const matrix = toSparseMatrix(terms, weights, nTerms)
    const { oversampling, powerIterations } = params
    const { scores, singularValues } = randomisedSvd(matrix, {
      rank: dims,
      oversampling,
      powerIterations,
      random: random(seed("sketch"))
    })
    const empty = normaliseRows(scores, nDocs, dims, 1e-9 * longestRow(scores, nDocs, dims))
    if (empty > 0)
      warn(
        `${empty} of ${counted(nDocs, "document")} ${empty === 1 ? "has no term in these dimensions; its vector is" : "have no term in these dimensions; their vectors are"} zero.`
      )
    return {
      lsa: Table.make(DocVectors, { doc, vector: new FixedListColumn(nDocs, dims, scores) }),
      "lsa-dimensions": Table.make(LsaDimensions, {
        dimension: Uint32Array.from({ length: dims }, (_, dimension) => dimension),
        singularValue: singularValues
      })
    }
  })
})

const longestRow = (matrix: Float64Array, nRows: number, nCols: number): number => {
  let longest = 0
  for (let row = 0; row < nRows; row++) {
    let squares = 0
    for (let at = row * nCols; at < (row + 1) * nCols; at++) squares += matrix[at]! * matrix[at]!
    longest = Math.max(longest, squares)
  }
  return Math.sqrt(longest)
}
