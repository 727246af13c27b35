import { contingency } from "./contingency.ts"

/**
 * How far two labellings of the same points agree, corrected for chance: 1 = the same partition, about 0 = as by chance
 * (it can be negative, down to −0.5).
 *
 * `a` and `b` hold one label a point (nPoints); labels are any whole numbers and only say who is together, so
 * renaming them changes nothing and −1 ("unassigned") counts as a cluster of its own. Symmetric. Two equal trivial
 * partitions (no point, one cluster each, or every point alone) agree by 1.
 * Arrays of unequal length throw a `RangeError`.
 *
 * Misleads where clusters differ much in size: pairs inside the largest outweigh the rest.
 * Source: Hubert & Arabie, "Comparing partitions", Journal of Classification 2, 1985, equation 5; equal to
 * scikit-learn's `adjusted_rand_score`.
 */
export const adjustedRandIndex = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const { colSums, counts, nPoints, rowSums } = contingency(a, b)
  const together = sumOfPairs(counts)
  const togetherInA = sumOfPairs(rowSums)
  const togetherInB = sumOfPairs(colSums)
  const all = (nPoints * (nPoints - 1)) / 2
  const expected = all === 0 ? 0 : (togetherInA / all) * togetherInB
  const largest = (togetherInA + togetherInB) / 2
  return largest === expected ? 1 : (together - expected) / (largest - expected)
}

const sumOfPairs = (counts: Float64Array): number => {
  let pairs = 0
  for (const count of counts) pairs += (count * (count - 1)) / 2
  return pairs
}
