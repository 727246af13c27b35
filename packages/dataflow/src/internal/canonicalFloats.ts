/**
 * Makes equal floating point numbers equal in bits: one NaN, and −0 as 0.
 *
 * NaN is written as words, since the language's standard leaves open which bits an assignment of NaN writes.
 */

/** Rewrites elements `start` to `end` in place; NaN becomes 0x7ff8000000000000. */
export const canonicalFloat64 = (values: Float64Array, start: number, end: number): void => {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2)
  for (let i = start; i < end; i++) {
    const value = values[i]!
    if (value < 0 || value > 0) continue
    words[2 * i] = 0
    words[2 * i + 1] = value === 0 ? 0 : 0x7ff8_0000
  }
}

/** Rewrites elements `start` to `end` in place; NaN becomes 0x7fc00000. */
export const canonicalFloat32 = (values: Float32Array, start: number, end: number): void => {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  for (let i = start; i < end; i++) {
    const value = values[i]!
    if (value < 0 || value > 0) continue
    words[i] = value === 0 ? 0 : 0x7fc0_0000
  }
}
