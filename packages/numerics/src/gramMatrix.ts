import { loops, numbersAt, putDense, strideOf } from "./matrixProducts.ts"
import { places } from "./threadMemory.ts"

/** Rows whose products are summed before they are added to the result. Part of its last bits. */
export const gramBlockRows = 128

/**
 * `AᵀA` of a dense row-major matrix (nRows × nCols): all dot products of its columns (nCols × nCols), exactly symmetric.
 * Each entry is the sum over blocks of 128 rows of the sums within them, both in order. Runs in WebAssembly (SIMD), with
 * the bits of plain loops.
 */
export const gramMatrix = (a: Float64Array, nRows: number, nCols: number): Float64Array => {
  const stride = strideOf(nCols)
  const [aAt, gramAt] = places(gramBlockRows * stride, nCols === 0 ? 0 : (stride / 8) * stride) as [number, number]
  numbersAt(gramAt, (stride / 8) ** 2).fill(0)
  for (let start = 0; start < nRows; start += gramBlockRows) {
    const rows = Math.min(gramBlockRows, nRows - start)
    putDense(a.subarray(start * nCols, (start + rows) * nCols), rows, nCols, aAt)
    loops.addGramMatrix(aAt, rows, stride, gramAt)
  }
  return takeSymmetric(gramAt, nCols)
}

/** A placed symmetric matrix (n × n) of which what is right of the diagonal is known. */
export const takeSymmetric = (place: number, n: number): Float64Array => {
  const stride = strideOf(n) / 8
  const placed = numbersAt(place, n * stride)
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      out[i * n + j] = placed[i * stride + j]!
      out[j * n + i] = placed[i * stride + j]!
    }
  }
  return out
}
