import { loops, numbersAt, putDense, putSparse, sparseBlocks, strideOf, takeDense } from "./matrixProducts.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { places } from "./threadMemory.ts"

/**
 * `Aᵀ(A · B)`: A sparse (nRows × nCols), B dense row-major (nCols × width); the result is dense row-major (nCols × width).
 * A is read once: each row's product with B, then that times the row, so that nothing as long as A is held. Each entry
 * is a sum in the order of A's rows. Runs in WebAssembly (SIMD), with the bits of plain loops.
 */
export const gramTimesDense = (a: SparseMatrix, b: Float64Array, width: number): Float64Array => {
  const { nCols } = a
  const stride = strideOf(width)
  const { blocks, largest, offsetBytes } = sparseBlocks(a)
  const [bAt, outAt, offsetsAt, indicesAt, valuesAt] = places(
    nCols * stride,
    nCols * stride,
    offsetBytes,
    4 * largest,
    8 * largest
  ) as [number, number, number, number, number]
  putDense(b, nCols, width, bAt)
  numbersAt(outAt, (nCols * stride) / 8).fill(0)
  for (const [start, end] of blocks) {
    putSparse(a, start, end, [offsetsAt, indicesAt, valuesAt])
    loops.sparseTimesDense(offsetsAt, indicesAt, valuesAt, end - start, bAt, stride, outAt, 1)
  }
  const result = new Float64Array(nCols * width)
  takeDense(outAt, nCols, width, result)
  return result
}
