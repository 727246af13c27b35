import { loops, putDense, putSparse, sparseBlocks, strideOf, takeDense } from "./matrixProducts.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { places } from "./threadMemory.ts"

/**
 * `out = A · B`: A sparse (nRows × nCols), B dense row-major (nCols × width), out dense row-major (nRows × width), overwritten.
 * Each entry is a sum in the order of A's columns. Runs in WebAssembly (SIMD), with the bits of plain loops; B is copied
 * at each call, so that a call for a few rows costs as much as one for some hundred.
 */
export const sparseTimesDense = (a: SparseMatrix, b: Float64Array, width: number, out: Float64Array): void => {
  const stride = strideOf(width)
  const { blocks, largest, offsetBytes } = sparseBlocks(a)
  const blockRows = blocks.length === 0 ? 0 : blocks[0]![1]
  const [bAt, outAt, offsetsAt, indicesAt, valuesAt] = places(
    a.nCols * stride,
    blockRows * stride,
    offsetBytes,
    4 * largest,
    8 * largest
  ) as [number, number, number, number, number]
  putDense(b, a.nCols, width, bAt)
  for (const [start, end] of blocks) {
    putSparse(a, start, end, [offsetsAt, indicesAt, valuesAt])
    loops.sparseTimesDense(offsetsAt, indicesAt, valuesAt, end - start, bAt, stride, outAt, 0)
    takeDense(outAt, end - start, width, out.subarray(start * width))
  }
}
