import { contingency } from "./contingency.ts"
import { entropy, mutualInformation } from "./mutualInformation.ts"

/**
 * Mutual information of two labellings of the same points, divided by the arithmetic mean of their entropies: 0 to 1,
 * 1 = the same partition.
 *
 * `a` and `b` hold one label a point (nPoints), −1 is a cluster as any other; symmetric. Two partitions of one cluster
 * each, or of no point, agree by 1. Arrays of unequal length throw a `RangeError`.
 *
 * Misleads with many clusters: it rises with their number even for labels dealt out at random. Read
 * `adjustedMutualInformation` first.
 * Source: Strehl & Ghosh, JMLR 3, 2002 (there with the geometric mean); equal to scikit-learn's
 * `normalized_mutual_info_score`.
 */
export const normalisedMutualInformation = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const table = contingency(a, b)
  const { colSums, nCols, nPoints, nRows, rowSums } = table
  if (nRows <= 1 && nCols <= 1) return 1
  return Math.max(0, mutualInformation(table)) / ((entropy(rowSums, nPoints) + entropy(colSums, nPoints)) / 2)
}
