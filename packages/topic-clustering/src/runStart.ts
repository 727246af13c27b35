import { greedyKMeansPlusPlus } from "@praxis/numerics/greedyKMeansPlusPlus"
import type { LloydOptions } from "@praxis/numerics/lloyd"
import { random } from "@praxis/numerics/random"
import type { DenseRows } from "@praxis/numerics/squaredDistances"
import { type Clustering, clusterFrom } from "./clusterFrom.ts"
import type { KMeansEngine } from "./KMeansEngine.ts"
import { rowsAt } from "./rowsAt.ts"

/** What all starts of k-means have in common. */
export interface StartOptions extends LloydOptions {
  readonly rows: DenseRows
  readonly k: number
}

/** One start of k-means: centres by greedy k-means++ with a seed of its own, then `clusterFrom`. */
export const runStart = (engine: KMeansEngine, { rows, k, ...options }: StartOptions, seed: number): Clustering =>
  clusterFrom(engine, rows, rowsAt(rows, greedyKMeansPlusPlus(rows, k, random(seed))), options)
