import { type DenseRows, squaredDistances } from "./squaredDistances.ts"

/**
 * The silhouette of every row (nRows), −1 to 1: (b − a) / max(a, b), where a is the mean Euclidean distance to the other
 * rows of its cluster and b the smallest mean distance to the rows of another cluster.
 *
 * `labels` (nRows) are cluster numbers from 0; rows with −1 take no part and have NaN. A row alone in its cluster has 0,
 * as has every row where all equal; with one cluster in all there is no b, and every row has NaN.
 * Time grows with nRows² · width: give a sample (`drawWithoutReplacement`) of a large corpus, as scikit-learn's
 * `silhouette_score` with `sample_size` does.
 *
 * Misleads: it favours round clusters of equal width, falls with the number of dimensions, and so compares clusterings
 * in the same space only. Text has low values throughout.
 * Source: Rousseeuw 1987; equal to scikit-learn's `silhouette_samples`.
 */
export const silhouette = ({ length, values, width }: DenseRows, labels: Int32Array): Float64Array => {
  const nClusters = labels.reduce((most, label) => Math.max(most, label), -1) + 1
  const sizes = new Float64Array(nClusters)
  for (const label of labels) if (label >= 0) sizes[label]!++
  const sums = new Float64Array(length * nClusters)
  const taking = Int32Array.from(labels.keys()).filter((row) => labels[row]! >= 0)
  const distances = new Float64Array(taking.length)
  for (let place = 0; place < taking.length; place++) {
    const i = taking[place]!
    const later = taking.subarray(place + 1)
    squaredDistances(values, i * width, width, values, later, later.length, distances)
    for (let at = 0; at < later.length; at++) {
      const j = later[at]!
      const distance = Math.sqrt(distances[at]!)
      sums[i * nClusters + labels[j]!]! += distance
      sums[j * nClusters + labels[i]!]! += distance
    }
  }
  const result = new Float64Array(length).fill(Number.NaN)
  if (sizes.filter((size) => size > 0).length < 2) return result
  for (let i = 0; i < length; i++) {
    const own = labels[i]!
    if (own < 0) continue
    let other = Number.POSITIVE_INFINITY
    for (let cluster = 0; cluster < nClusters; cluster++) {
      if (cluster !== own && sizes[cluster]! > 0) {
        other = Math.min(other, sums[i * nClusters + cluster]! / sizes[cluster]!)
      }
    }
    const within = sums[i * nClusters + own]! / (sizes[own]! - 1)
    result[i] = sizes[own] === 1 ? 0 : contrast(within, other)
  }
  return result
}

/** (b − a) / max(a, b): how much farther `other` is than `within`, −1 to 1; 0 where both are 0. */
export const contrast = (within: number, other: number): number => {
  const larger = Math.max(within, other)
  return larger === 0 ? 0 : (other - within) / larger
}
