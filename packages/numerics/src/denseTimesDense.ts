import { loops, numbersAt, putDense, strideOf, takeDense } from "./matrixProducts.ts"
import { places } from "./threadMemory.ts"

/** Rows of A that are placed at once. */
const blockRows = 1024

/**
 * `out = A · B`, all dense and row-major: A (nRows × inner), B (inner × width), out (nRows × width), overwritten; out may
 * be A where the widths are the same. With `upper`, B has zeros below its diagonal, which are not read. Each entry is a
 * sum in the order of `inner`. Runs in WebAssembly (SIMD), with the bits of plain loops.
 */
export const denseTimesDense = (
  a: Float64Array,
  b: Float64Array,
  nRows: number,
  inner: number,
  width: number,
  out: Float64Array,
  upper = false
): void => {
  const stride = strideOf(width)
  const most = Math.min(nRows, blockRows)
  const [aAt, bAt, outAt] = places(8 * most * inner, inner * stride, most * stride) as [number, number, number]
  putDense(b, inner, width, bAt)
  for (let start = 0; start < nRows; start += blockRows) {
    const rows = Math.min(blockRows, nRows - start)
    numbersAt(aAt, rows * inner).set(a.subarray(start * inner, (start + rows) * inner))
    loops.denseTimesDense(aAt, rows, 8 * inner, bAt, stride, outAt, upper ? 1 : 0)
    takeDense(outAt, rows, width, out.subarray(start * width))
  }
}
