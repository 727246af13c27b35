import { addGramMatrix } from "./addGramMatrix.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { sparseRows } from "./sparseRows.ts"
import { sparseTimesDense } from "./sparseTimesDense.ts"

/** What is known of A · B without holding it. */
export interface ProductGram {
  /** (A · B)ᵀ(A · B), width × width, exactly symmetric. */
  readonly gram: Float64Array
  /** The Euclidean length of the longest row of A · B. */
  readonly longestRow: number
}

/** Rows of A · B that are held at once. Part of the result's last bits: sums are cut here, whatever the parts of A. */
const chunkRows = 128

/**
 * Collects the Gram matrix of A · B, where the rows of A come in parts: `add` takes the next rows, `finish` gives the
 * result. B is dense row-major (nCols × width). How A is cut does not change a bit. Memory: 128 rows of A · B.
 */
export const productGram = (
  b: Float64Array,
  width: number
): { readonly add: (rows: SparseMatrix) => void; readonly finish: () => ProductGram } => {
  const chunk = new Float64Array(chunkRows * width)
  const gram = new Float64Array(width * width)
  let held = 0
  let longest = 0
  const flush = () => {
    addGramMatrix(chunk, held, width, gram)
    for (let row = 0; row < held; row++) longest = Math.max(longest, squaredLength(chunk, row * width, width))
    held = 0
  }
  return {
    add: (rows) => {
      for (let start = 0; start < rows.nRows; ) {
        const end = Math.min(rows.nRows, start + chunkRows - held)
        sparseTimesDense(sparseRows(rows, start, end), b, width, chunk.subarray(held * width))
        held += end - start
        if (held === chunkRows) flush()
        start = end
      }
    },
    finish: () => {
      flush()
      return { gram, longestRow: Math.sqrt(longest) }
    }
  }
}

const squaredLength = (a: Float64Array, at: number, length: number): number => {
  let squares = 0
  for (let i = at; i < at + length; i++) squares += a[i]! * a[i]!
  return squares
}
