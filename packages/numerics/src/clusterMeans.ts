import type { DenseRows } from "./squaredDistances.ts"

/** The means of clusters of rows. */
export interface ClusterMeans {
  /** Rows in each cluster (nClusters). */
  readonly sizes: Uint32Array
  /** The mean row of each cluster (nClusters × width, row-major); zeros for an empty one. */
  readonly means: Float64Array
}

/** The means of the rows of each cluster; `labels` (nRows) are cluster numbers from 0, rows with −1 take no part. */
export const clusterMeans = (rows: DenseRows, labels: Int32Array): ClusterMeans => {
  const nClusters = labels.reduce((most, label) => Math.max(most, label), -1) + 1
  const sums = { sizes: new Uint32Array(nClusters), means: new Float64Array(nClusters * rows.width) }
  addToSums(sums, rows, labels)
  sumsToMeans(sums, rows.width)
  return sums
}

/** Adds rows to sums that {@link sumsToMeans} divides at the end, in place, for rows that come batch by batch. */
export const addToSums = (
  { means: sums, sizes }: ClusterMeans,
  { length, values, width }: DenseRows,
  labels: Int32Array
): void => {
  for (let i = 0; i < length; i++) {
    const label = labels[i]!
    if (label < 0) continue
    sizes[label]!++
    for (let dim = 0; dim < width; dim++) sums[label * width + dim]! += values[i * width + dim]!
  }
}

/** Divides the sums of each cluster by its size, in place. */
export const sumsToMeans = ({ means: sums, sizes }: ClusterMeans, width: number): void => {
  for (let at = 0; at < sums.length; at++) {
    const size = sizes[Math.floor(at / width)]!
    if (size > 0) sums[at] = sums[at]! / size
  }
}
