import type { Contingency } from "./contingency.ts"

/** The mutual information of two labellings in nats, from their contingency table; 0 where one tells nothing of the other. */
export const mutualInformation = ({ colSums, cols, counts, nPoints, rowSums, rows }: Contingency): number => {
  let sum = 0
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell]!
    sum += (count / nPoints) * Math.log((count * nPoints) / (rowSums[rows[cell]!]! * colSums[cols[cell]!]!))
  }
  return sum
}

/** The entropy in nats of clusters of the given sizes, `total` points in all: 0 to ln(number of clusters). Empty clusters add nothing. */
export const entropy = (sizes: ArrayLike<number>, total: number): number => {
  let sum = 0
  for (let i = 0; i < sizes.length; i++) {
    const share = sizes[i]! / total
    if (share > 0) sum -= share * Math.log(share)
  }
  return sum
}
