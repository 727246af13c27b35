import { greedyKMeansPlusPlus } from "@praxis/numerics/greedyKMeansPlusPlus"
import type { LloydOptions } from "@praxis/numerics/lloyd"
import type { Random } from "@praxis/numerics/random"
import { roundedRows } from "@praxis/numerics/roundRows"
import type { DenseRows } from "@praxis/numerics/squaredDistances"
import type { Clustering } from "./Clusterer.ts"
import { clusterFrom } from "./clusterFrom.ts"
import type { KMeansEngine } from "./KMeansEngine.ts"
import { rowsAt } from "./rowsAt.ts"

/**
 * One start of k-means: the rows rounded so that their sums are exact (`roundRows`), centres by greedy k-means++, then
 * `clusterFrom`. The centroids are the means of the labels' rows.
 */
export const kMeansFrom = (
  engine: KMeansEngine,
  vectors: DenseRows,
  k: number,
  options: LloydOptions,
  random: Random
): Clustering => {
  const rows = roundedRows(vectors)
  const start = rowsAt(rows, greedyKMeansPlusPlus(rows, k, random))
  const { labels, inertia, iterations, converged } = clusterFrom(engine, rows, start, options)
  return { labels, objective: inertia, iterations, converged }
}
