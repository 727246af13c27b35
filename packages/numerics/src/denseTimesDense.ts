/**
 * `out = A · B`, all dense and row-major: A (nRows × inner), B (inner × width), out (nRows × width), overwritten.
 * Sums run in the order of `inner`, four products at a time.
 */
export const denseTimesDense = (
  a: Float64Array,
  b: Float64Array,
  nRows: number,
  inner: number,
  width: number,
  out: Float64Array
): void => {
  out.fill(0, 0, nRows * width)
  for (let row = 0; row < nRows; row++) {
    const to = row * width
    const from = row * inner
    let p = 0
    for (; p + 3 < inner; p += 4) {
      const v0 = a[from + p]!
      const v1 = a[from + p + 1]!
      const v2 = a[from + p + 2]!
      const v3 = a[from + p + 3]!
      const b0 = p * width
      const b1 = b0 + width
      const b2 = b1 + width
      const b3 = b2 + width
      for (let t = 0; t < width; t++) {
        out[to + t] = out[to + t]! + (v0 * b[b0 + t]! + v1 * b[b1 + t]! + v2 * b[b2 + t]! + v3 * b[b3 + t]!)
      }
    }
    for (; p < inner; p++) {
      const v = a[from + p]!
      for (let t = 0; t < width; t++) out[to + t] = out[to + t]! + v * b[p * width + t]!
    }
  }
}
