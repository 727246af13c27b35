import type { ListColumn } from "@praxis/dataflow/Column"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"

/**
 * A document–term matrix (nDocs × nTerms) from its two list columns, which have the same lengths row by row.
 * Offsets begin at 0; terms are a view, and so are values that are 64-bit floats already.
 */
export const toSparseMatrix = (
  terms: ListColumn<Uint32Array>,
  values: ListColumn<Uint32Array | Float64Array>,
  nTerms: number
): SparseMatrix => {
  const nRows = terms.length
  const start = terms.offsets[0]!
  const end = terms.offsets[nRows]!
  const cells = values.values.subarray(values.offsets[0]!, values.offsets[nRows]!)
  return {
    nRows,
    nCols: nTerms,
    offsets: start === 0 ? terms.offsets : terms.offsets.map((offset) => offset - start),
    indices: terms.values.subarray(start, end),
    values: cells instanceof Float64Array ? cells : Float64Array.from(cells)
  }
}
