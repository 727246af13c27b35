import type { SparseMatrix } from "./SparseMatrix.ts"

/** The number of rows (documents) in which each column (term) is stored: nCols whole numbers from 0 to nRows. */
export const documentFrequency = ({ indices, nCols }: Pick<SparseMatrix, "indices" | "nCols">): Uint32Array => {
  const df = new Uint32Array(nCols)
  for (let at = 0; at < indices.length; at++) df[indices[at]!]!++
  return df
}
