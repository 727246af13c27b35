/**
 * TF-IDF weights to a few dimensions: latent semantic analysis.
 */
import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Kernel from "@praxis/dataflow/Kernel"
import { releaseBatch, releaseBuffer } from "@praxis/dataflow/releaseMemory"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { random } from "@praxis/numerics/random"
import { partRows, svdPasses } from "@praxis/numerics/svdPasses"
import { DocTermWeights, DocVectors, LsaDimensions, TermVectors, Vocabulary } from "@praxis/tables/Documents"
import { Effect, Schema, Stream } from "effect"
import { counted } from "./counted.ts"
import type { passPart, projectRows } from "./lsaKernels.ts"
import { rowGroups } from "./rowGroups.ts"
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

/** Rows whose vectors are made at once. */
const projectedRows = 4096

/**
 * Each document in `dims` dimensions: the rows of UΣ of the truncated SVD, each of unit length. A document is all zero
 * where it has no term, or where its terms lie outside the dimensions (at most 1e-9 of the longest row of the sketch is
 * left). Where the matrix has fewer than `dims` dimensions, vectors have as many as there are (min(nDocs, nTerms)) and
 * the stage says so. `lsa-terms` holds V, by which other weights come into the same dimensions. Fails with
 * {@link EmptyMatrixError}. Source and sign rule: see svdPasses.
 *
 * Reads the weights powerIterations + 3 times, batch by batch, in parts that other threads work on. Memory holds about
 * 8 · (dims + oversampling) bytes a term for each of two sketches and of four parts, and twice that a thread; nothing
 * grows with the documents. Parts are cut by rows and added in order: batches of any size and any number of threads
 * give the same bits.
 */
export const Lsa = Stage.stream("lsa", {
  module: import.meta.url,
  inputs: { tfIdf: DocTermWeights, vocabulary: Vocabulary },
  params: LsaParams,
  output: { lsa: DocVectors, "lsa-dimensions": LsaDimensions, "lsa-terms": TermVectors },
  seeded: true,
  run: Effect.fn("Lsa.run")(function* ({
    inputs: { tfIdf, vocabulary },
    output,
    params,
    progress,
    seed,
    warn,
    workers
  }) {
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
    const weights = Stream.map(tfIdf.batches, (batch) => matrixOf(batch, nTerms))
    const passes = svdPasses(nDocs, nTerms, {
      rank: dims,
      oversampling,
      powerIterations,
      random: random(seed("sketch"))
    })
    let step = passes.next()
    while (!step.done) {
      const { pass, take } = step.value
      const parts = workers.map(passKernel, pass, weights.pipe(rowGroups(partRows)), { movesJobs: true })
      yield* Stream.runForEach(parts, (part) =>
        Effect.sync(() => {
          take(part)
          releaseBuffer(part.sum.buffer)
          progress.advance(part.nRows)
        })
      )
      step = passes.next()
    }
    const { loadings, longestRow, singularValues } = step.value
    const projection = { loadings, dims, floor: 1e-9 * longestRow }
    let doc = 0
    let empty = 0
    yield* Stream.runForEach(
      workers.map(projectKernel, projection, weights.pipe(rowGroups(projectedRows)), { movesJobs: true }),
      ({ nRows, vectors, zeros }) => {
        const docs = numbered(doc, nRows)
        doc += nRows
        empty += zeros
        progress.advance(nRows)
        const rows = Table.make(DocVectors, { doc: docs, vector: new FixedListColumn(nRows, dims, vectors) })
        return Effect.andThen(
          output.lsa.write(rows),
          Effect.sync(() => releaseBatch(rows))
        )
      }
    )
    if (empty > 0)
      warn(
        `${empty} of ${counted(nDocs, "document")} ${empty === 1 ? "has no term in these dimensions; its vector is" : "have no term in these dimensions; their vectors are"} zero.`
      )
    yield* output["lsa-dimensions"].write(
      Table.make(LsaDimensions, { dimension: numbered(0, dims), singularValue: singularValues })
    )
    yield* output["lsa-terms"].write(
      Table.make(TermVectors, { term: numbered(0, nTerms), vector: new FixedListColumn(nTerms, dims, loadings) })
    )
  })
})

const passKernel = Kernel.make<typeof passPart>(new URL("./lsaKernels.ts", import.meta.url), "passPart")
const projectKernel = Kernel.make<typeof projectRows>(new URL("./lsaKernels.ts", import.meta.url), "projectRows")

const numbered = (first: number, count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => first + i)

const matrixOf = ({ columns: { terms, weights } }: Table.Batch<typeof DocTermWeights>, nTerms: number) =>
  toSparseMatrix(terms, weights, nTerms)
