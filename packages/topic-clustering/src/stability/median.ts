/** The median; of an even number of values the mean of the middle two. NaN without a value. */
export const median = (values: Iterable<number>): number => {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}
