/** Rows of a dense matrix (length × width, row-major): row i is `values[i * width .. (i + 1) * width)`. */
export interface DenseRows {
  readonly length: number
  readonly width: number
  readonly values: Float64Array
}

/**
 * Writes to `out[0 .. count)` the squared Euclidean distances of one row to `count` others: `out[j]` is that of
 * `values[at .. at + width)` to row `chosen[j]` of `others`.
 *
 * Each distance is one sum over the dimensions in order, so its bits do not depend on `count`. Four distances are
 * summed side by side, since a processor adds four independent sums in about the time of one.
 */
export const squaredDistances = (
  values: Float64Array,
  at: number,
  width: number,
  others: Float64Array,
  chosen: Int32Array,
  count: number,
  out: Float64Array
): void => {
  let j = 0
  for (; j + 4 <= count; j += 4) {
    const a = chosen[j]! * width
    const b = chosen[j + 1]! * width
    const c = chosen[j + 2]! * width
    const d = chosen[j + 3]! * width
    let sumA = 0
    let sumB = 0
    let sumC = 0
    let sumD = 0
    for (let dim = 0; dim < width; dim++) {
      const x = values[at + dim]!
      const toA = x - others[a + dim]!
      const toB = x - others[b + dim]!
      const toC = x - others[c + dim]!
      const toD = x - others[d + dim]!
      sumA += toA * toA
      sumB += toB * toB
      sumC += toC * toC
      sumD += toD * toD
    }
    out[j] = sumA
    out[j + 1] = sumB
    out[j + 2] = sumC
    out[j + 3] = sumD
  }
  for (; j < count; j++) out[j] = squaredDistance(values, at, width, others, chosen[j]! * width)
}

/** The squared Euclidean distance of `values[at ..]` and `others[otherAt ..]` over `width` dimensions, summed in order. */
export const squaredDistance = (
  values: Float64Array,
  at: number,
  width: number,
  others: Float64Array,
  otherAt: number
): number => {
  let sum = 0
  for (let dim = 0; dim < width; dim++) {
    const difference = values[at + dim]! - others[otherAt + dim]!
    sum += difference * difference
  }
  return sum
}
