/**
 * The first index i with `sums[i] > x`, by bisection; the last index where there is none. `sums` (n, at least 1)
 * ascends. For running sums of weights and x drawn uniformly below their total it draws an index by weight, never one
 * of weight 0.
 */
export const firstAbove = (sums: Float64Array, x: number): number => {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sums[middle]! > x) high = middle
    else low = middle + 1
  }
  return low
}
