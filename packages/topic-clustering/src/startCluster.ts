/**
 * The kernel of the stage `topics`: one start of any method.
 */
import type { Clustering, ClusterOptions, Features } from "./Clusterer.ts"
import { loadCluster } from "./loadCluster.ts"

/** What all starts have in common. */
export interface StartOptions extends ClusterOptions {
  readonly features: Features
}

/** One start from a seed of its own. */
export const startCluster = async ({ features, ...options }: StartOptions, seed: number): Promise<Clustering> => {
  const cluster = await loadCluster(options.method)
  return cluster(features, options, seed)
}
