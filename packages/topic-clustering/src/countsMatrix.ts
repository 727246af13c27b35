import type * as Table from "@praxis/dataflow/Table"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import type { DocTermCounts } from "@praxis/tables/Documents"

/** The table of counts as a sparse matrix (nDocs × nTerms); `nTerms` is the number of rows of its vocabulary. */
export const countsMatrix = (
  { columns: { terms, counts }, numRows }: Table.Batch<typeof DocTermCounts>,
  nTerms: number
): SparseMatrix => {
  const first = terms.offsets[0]!
  const last = terms.offsets[numRows]!
  const from = counts.offsets[0]!
  return {
    nRows: numRows,
    nCols: nTerms,
    offsets: terms.offsets.map((offset) => offset - first),
    indices: terms.values.slice(first, last),
    values: Float64Array.from(counts.values.subarray(from, from + last - first))
  }
}
