import type * as Table from "@praxis/dataflow/Table"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import type { DocTermWeights } from "@praxis/tables/Documents"
import { sparseRowsAt } from "./sparseRowsAt.ts"

/** The weights of some documents (docs.length × nTerms): a view where these are all, else a copy. */
export const weightsAt = (
  { numRows, columns: { terms, weights } }: Table.Table<typeof DocTermWeights>,
  nTerms: number,
  docs: Uint32Array
): SparseMatrix => {
  const first = terms.offsets[0]!
  const all: SparseMatrix = {
    nRows: numRows,
    nCols: nTerms,
    offsets: first === 0 ? terms.offsets : terms.offsets.map((offset) => offset - first),
    indices: terms.values.subarray(first, terms.offsets[numRows]!),
    values: weights.values.subarray(weights.offsets[0]!, weights.offsets[numRows]!)
  }
  return docs.length === numRows ? all : sparseRowsAt(all, docs)
}
