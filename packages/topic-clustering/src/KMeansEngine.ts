/**
 * What runs Lloyd's iterations for the stage `topics`.
 */
import type { LloydOptions, LloydResult } from "@praxis/numerics/lloyd"
import type { DenseRows } from "@praxis/numerics/squaredDistances"

/**
 * k-means from given starting centres (k × width, row-major): labels, centroids, iterations, converged.
 *
 * Each engine gives the same bits for the same start: distances and means are sums in the same order, the nearest
 * centroid of equals is the one with the lowest number, and an empty cluster keeps its centroid.
 */
export type KMeansEngine = (rows: DenseRows, start: Float64Array, options: LloydOptions) => LloydResult
