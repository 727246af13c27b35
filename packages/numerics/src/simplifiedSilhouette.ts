import { type ClusterMeans, clusterMeans } from "./clusterMeans.ts"
import { contrast } from "./silhouette.ts"
import { type DenseRows, squaredDistance } from "./squaredDistances.ts"

/**
 * The simplified silhouette of every row (nRows), −1 to 1: (b − a) / max(a, b), where a is the Euclidean distance to
 * the centroid of its own cluster and b that to the nearest other centroid.
 *
 * `labels` (nRows) are cluster numbers from 0; rows with −1 take no part and have NaN. Centroids are the means of the
 * rows, or those given, where the rows are some of many. Unlike the exact one, a row alone in its cluster has 1, since it is its own centroid. With one cluster in all
 * every row has NaN. Time grows with nRows · nClusters · width.
 *
 * Misleads: for k-means it is almost the thing that k-means makes small, so it flatters k-means against other methods;
 * a few tiny clusters raise it.
 * Source: Hruschka, Campello & de Castro, Information Sciences 176, 2006.
 */
export const simplifiedSilhouette = (
  rows: DenseRows,
  labels: Int32Array,
  { means, sizes }: ClusterMeans = clusterMeans(rows, labels)
): Float64Array => {
  const { length, values, width } = rows
  const result = new Float64Array(length).fill(Number.NaN)
  if (sizes.filter((size) => size > 0).length < 2) return result
  for (let i = 0; i < length; i++) {
    const own = labels[i]!
    if (own < 0) continue
    let other = Number.POSITIVE_INFINITY
    for (let cluster = 0; cluster < sizes.length; cluster++) {
      if (cluster !== own && sizes[cluster]! > 0) {
        other = Math.min(other, squaredDistance(values, i * width, width, means, cluster * width))
      }
    }
    const within = squaredDistance(values, i * width, width, means, own * width)
    result[i] = contrast(Math.sqrt(within), Math.sqrt(other))
  }
  return result
}
