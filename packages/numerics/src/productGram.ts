import { gramBlockRows, takeSymmetric } from "./gramMatrix.ts"
import { loops, numbersAt, putDense, putSparse, sparseBlocks, strideOf } from "./matrixProducts.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { places } from "./threadMemory.ts"

/** What is known of A · B without holding it. */
export interface ProductGram {
  /** (A · B)ᵀ(A · B), width × width, exactly symmetric. */
  readonly gram: Float64Array
  /** The Euclidean length of the longest row of A · B. */
  readonly longestRow: number
}

/**
 * The Gram matrix of A · B: A sparse (nRows × nCols), B dense row-major (nCols × width). 128 rows of the product are held
 * at once; sums run as those of gramMatrix over it.
 */
export const productGram = (a: SparseMatrix, b: Float64Array, width: number): ProductGram => {
  const stride = strideOf(width)
  const { blocks, largest, offsetBytes } = sparseBlocks(a)
  const [bAt, gramAt, productAt, offsetsAt, indicesAt, valuesAt] = places(
    a.nCols * stride,
    (stride / 8) * stride,
    gramBlockRows * stride,
    offsetBytes,
    4 * largest,
    8 * largest
  ) as [number, number, number, number, number, number]
  putDense(b, a.nCols, width, bAt)
  numbersAt(gramAt, (stride / 8) ** 2).fill(0)
  let longest = 0
  for (const [first, last] of blocks) {
    putSparse(a, first, last, [offsetsAt, indicesAt, valuesAt])
    for (let start = first; start < last; start += gramBlockRows) {
      const rows = Math.min(gramBlockRows, last - start)
      loops.sparseTimesDense(offsetsAt + 4 * (start - first), indicesAt, valuesAt, rows, bAt, stride, productAt, 0)
      loops.addGramMatrix(productAt, rows, stride, gramAt)
      longest = Math.max(longest, longestSquare(numbersAt(productAt, (rows * stride) / 8), stride / 8))
    }
  }
  return { gram: takeSymmetric(gramAt, width), longestRow: Math.sqrt(longest) }
}

const longestSquare = (matrix: Float64Array, width: number): number => {
  let longest = 0
  for (let start = 0; start < matrix.length; start += width) {
    let squares = 0
    for (let at = start; at < start + width; at++) squares += matrix[at]! * matrix[at]!
    if (squares > longest) longest = squares
  }
  return longest
}
