/**
 * The rank of each value from 1, ascending; equal values share the mean of their ranks (n values, n ranks).
 * −∞ and +∞ are values as any other; NaN is not allowed. Equal to R's `rank` and scipy's `rankdata`.
 */
export const averageRanks = (values: Float64Array): Float64Array => {
  const sorted = values.slice().sort()
  return values.map((value) => (countBelow(sorted, value) + countUpTo(sorted, value) + 1) / 2)
}

/** How many of the ascending values are below x. */
const countBelow = (sorted: Float64Array, x: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the ascending values are at most x. */
const countUpTo = (sorted: Float64Array, x: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! <= x) low = middle + 1
    else high = middle
  }
  return low
}
