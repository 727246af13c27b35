import { contingency } from "./contingency.ts"
import { entropy, mutualInformation } from "./mutualInformation.ts"

/**
 * Mutual information of two labellings of the same points, corrected for chance: 1 = the same partition, 0 = as
 * expected when labels are dealt out at random with the same cluster sizes; it can be slightly negative.
 *
 * (MI − E[MI]) / (mean of the two entropies − E[MI]), the expectation exact under the hypergeometric model. `a` and
 * `b` hold one label a point (nPoints), −1 is a cluster as any other; symmetric. Two equal trivial partitions (no
 * point, one cluster each, or every point alone) agree by 1. Arrays of unequal length throw a `RangeError`.
 *
 * Misleads less than the Rand index where sizes differ much, but says nothing about *which* clusters agree.
 * Source: Vinh, Epps & Bailey, JMLR 11, 2010, equation 24; equal to scikit-learn's `adjusted_mutual_info_score`
 * (arithmetic mean).
 */
export const adjustedMutualInformation = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const table = contingency(a, b)
  const { colSums, nCols, nPoints, nRows, rowSums } = table
  const trivial = nRows === nCols && (nRows <= 1 || nRows === nPoints)
  if (trivial) return 1
  const expected = expectedMutualInformation(rowSums, colSums, nPoints)
  const largest = (entropy(rowSums, nPoints) + entropy(colSums, nPoints)) / 2
  const span = largest - expected
  // Where both are almost trivial, span is rounding noise of either sign.
  return (mutualInformation(table) - expected) / (Math.abs(span) < Number.EPSILON ? Number.EPSILON : span)
}

/**
 * The expected mutual information, in nats, of two random labellings of `nPoints` points with these cluster sizes.
 * Time grows with nRows · nCols · √nPoints, at most nPoints · (nRows + nCols); equal sizes are computed once.
 */
export const expectedMutualInformation = (rowSums: Float64Array, colSums: Float64Array, nPoints: number): number => {
  const rowSizes = countSizes(rowSums)
  const colSizes = countSizes(colSums)
  let sum = 0
  for (const [a, nRows] of rowSizes) {
    for (const [b, nCols] of colSizes) sum += nRows * nCols * expectedTerm(a, b, nPoints)
  }
  return sum
}

const countSizes = (sums: Float64Array): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>()
  for (const size of sums) counts.set(size, (counts.get(size) ?? 0) + 1)
  return counts
}

/**
 * The expectation of (n/N) ln(N n / (a b)) for n, the points that a cluster of `a` and one of `b` points share by
 * chance: hypergeometric. Its probabilities are products of ratios of neighbours, outwards from the most probable n and
 * divided by their sum, so that no factorial overflows and none is subtracted from another.
 */
const expectedTerm = (a: number, b: number, nPoints: number): number => {
  const least = Math.max(0, a + b - nPoints)
  const most = Math.min(a, b)
  const mode = Math.min(most, Math.max(least, Math.floor(((a + 1) * (b + 1)) / (nPoints + 2))))
  const term = (n: number) => (n === 0 ? 0 : (n / nPoints) * Math.log((nPoints * n) / (a * b)))
  let total = 1
  let sum = term(mode)
  for (let n = mode, weight = 1; n < most && weight > 0; n++) {
    weight *= ((a - n) * (b - n)) / ((n + 1) * (nPoints - a - b + n + 1))
    total += weight
    sum += weight * term(n + 1)
  }
  for (let n = mode, weight = 1; n > least && weight > 0; n--) {
    weight *= (n * (nPoints - a - b + n)) / ((a - n + 1) * (b - n + 1))
    total += weight
    sum += weight * term(n - 1)
  }
  return sum / total
}
