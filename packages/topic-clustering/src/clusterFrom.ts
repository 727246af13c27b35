import type { LloydOptions } from "@praxis/numerics/lloyd"
import { type DenseRows, squaredDistance } from "@praxis/numerics/squaredDistances"
import type { KMeansEngine } from "./KMeansEngine.ts"

/** One k-means of rows. */
export interface KMeans {
  /** The cluster of each row, 0 to k − 1. */
  readonly labels: Int32Array
  /** The mean of each cluster's rows (k × width, row-major). */
  readonly centroids: Float64Array
  /** Iterations of all rounds together. */
  readonly iterations: number
  /** Whether the last round converged. */
  readonly converged: boolean
  /** Sum of squared Euclidean distances of the rows to their centroid. */
  readonly inertia: number
}

/**
 * Clusters rows from starting centres (k × width, row-major) and leaves no cluster empty.
 *
 * Where the engine ends with empty clusters, each of them takes as its centre the row that is farthest from its own
 * centroid (the first of equals, each row once), and the engine runs on from there, for at most k rounds.
 */
export const clusterFrom = (
  engine: KMeansEngine,
  rows: DenseRows,
  start: Float64Array,
  options: LloydOptions
): KMeans => {
  const k = start.length / rows.width
  let centres = start
  let iterations = 0
  for (let round = 1; ; round++) {
    const { labels, centroids, converged, ...result } = engine(rows, centres, options)
    iterations += result.iterations
    const distances = distancesToOwn(rows, labels, centroids)
    const empty = emptyClusters(labels, k)
    if (empty.length === 0 || round > k) {
      return { labels, centroids, iterations, converged, inertia: distances.reduce((sum, d) => sum + d, 0) }
    }
    centres = reseeded(rows, centroids, distances, empty)
  }
}

const distancesToOwn = ({ length, width, values }: DenseRows, labels: Int32Array, centroids: Float64Array) => {
  const distances = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    distances[i] = squaredDistance(values, i * width, width, centroids, labels[i]! * width)
  }
  return distances
}

const emptyClusters = (labels: Int32Array, k: number): ReadonlyArray<number> => {
  const used = new Uint8Array(k)
  for (const label of labels) used[label] = 1
  return Array.from(used.keys()).filter((j) => used[j] === 0)
}

const reseeded = (
  { width, values }: DenseRows,
  centroids: Float64Array,
  distances: Float64Array,
  empty: ReadonlyArray<number>
): Float64Array => {
  const centres = Float64Array.from(centroids)
  const left = Float64Array.from(distances)
  for (const j of empty) {
    let farthest = 0
    for (let i = 1; i < left.length; i++) if (left[i]! > left[farthest]!) farthest = i
    left[farthest] = -1
    centres.set(values.subarray(farthest * width, (farthest + 1) * width), j * width)
  }
  return centres
}
