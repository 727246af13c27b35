/**
 * The terms with the `n` highest values, highest first, ties by term number; +∞ comes first, NaN last. `values` (nTerms)
 * belong to the terms by number. Time grows with nTerms · n at worst, with nTerms where values are in no order.
 */
export const highestTerms = (values: Float64Array, n: number): ReadonlyArray<number> => {
  const first: Array<number> = []
  const isBefore = (a: number, b: number) =>
    values[a]! > values[b]! || (Number.isNaN(values[b]!) && !Number.isNaN(values[a]!))
  for (let term = 0; term < values.length; term++) {
    if (first.length === n && !(n > 0 && isBefore(term, first[n - 1]!))) continue
    let at = first.length
    while (at > 0 && isBefore(term, first[at - 1]!)) at--
    first.splice(at, 0, term)
    if (first.length > n) first.pop()
  }
  return first
}
