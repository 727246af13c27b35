import type { ArtifactReadError, TableHandle } from "@praxis/dataflow/Artifact"
import { releaseBatch } from "@praxis/dataflow/releaseMemory"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import type { DocTermCounts } from "@praxis/tables/Documents"
import { Effect, Stream } from "effect"
import { countsMatrix } from "./countsMatrix.ts"
import { sparseRowsAt } from "./sparseRowsAt.ts"

/**
 * The counts of some documents (docs.length × nTerms), read batch by batch into memory that threads share. `docs` are
 * row numbers, ascending. Memory holds the result twice for a moment, and nothing of other documents.
 */
export const readCounts = (
  counts: Pick<TableHandle<typeof DocTermCounts>, "batches">,
  nTerms: number,
  docs: Uint32Array
): Effect.Effect<SparseMatrix, ArtifactReadError> =>
  Effect.suspend(() => {
    const parts: Array<SparseMatrix> = []
    let row = 0
    let at = 0
    return counts.batches.pipe(
      Stream.runForEach((batch) =>
        Effect.sync(() => {
          const rows: Array<number> = []
          for (; at < docs.length && docs[at]! < row + batch.numRows; at++) rows.push(docs[at]! - row)
          if (rows.length > 0) parts.push(sparseRowsAt(countsMatrix(batch, nTerms), rows))
          row += batch.numRows
          releaseBatch(batch)
        })
      ),
      Effect.map(() => inSharedMemory(parts, nTerms))
    )
  })

/** Matrices of one width under one another. */
const inSharedMemory = (parts: ReadonlyArray<SparseMatrix>, nCols: number): SparseMatrix => {
  const nRows = parts.reduce((sum, part) => sum + part.nRows, 0)
  const nnz = parts.reduce((sum, { indices }) => sum + indices.length, 0)
  const offsets = new Int32Array(new SharedArrayBuffer(4 * (nRows + 1)))
  const indices = new Uint32Array(new SharedArrayBuffer(4 * nnz))
  const values = new Float64Array(new SharedArrayBuffer(8 * nnz))
  let row = 0
  let at = 0
  for (const part of parts) {
    for (let i = 1; i <= part.nRows; i++) offsets[row + i] = at + part.offsets[i]!
    indices.set(part.indices, at)
    values.set(part.values, at)
    row += part.nRows
    at += part.indices.length
  }
  return { nRows, nCols, offsets, indices, values }
}
