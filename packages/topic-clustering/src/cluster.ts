import { lloyd } from "@praxis/numerics/lloyd"
import { miniBatchKMeans } from "@praxis/numerics/miniBatchKMeans"
import { nmf } from "@praxis/numerics/nmf"
import { random } from "@praxis/numerics/random"
import { sphericalKMeans } from "@praxis/numerics/sphericalKMeans"
import type { Cluster, Clustering, ClusterOptions, Features } from "./Clusterer.ts"
import { kMeansFrom } from "./kMeansFrom.ts"

/**
 * Clusters by the named method, at once. `ml-kmeans` is not among these, since a library must be loaded: it throws a
 * `RangeError`; see `loadCluster`. Fewer different posts than clusters throw a `RangeError`.
 */
export const cluster: Cluster = ({ vectors, weights }, { method, k, ...options }, seed) => {
  const next = random(seed)
  switch (method) {
    case "lloyd":
      return kMeansFrom(lloyd, vectors, k, options, next)
    case "mini-batch":
      return kMeansFrom((rows, start, each) => miniBatchKMeans(rows, start, each, next), vectors, k, options, next)
    case "spherical":
      return clusteringOf(sphericalKMeans(weights, k, options, next))
    case "nmf":
      return clusteringOf(nmf(weights, k, options, next))
    case "ml-kmeans":
      throw new RangeError("ml-kmeans has to be loaded: use loadCluster")
  }
}

/** The clustering with the lowest objective of one start a seed; the first of equals. */
export const clusterBest = (features: Features, options: ClusterOptions, seeds: ReadonlyArray<number>): Clustering =>
  seeds
    .map((seed) => cluster(features, options, seed))
    .reduce((best, next) => (next.objective < best.objective ? next : best))

const clusteringOf = ({ labels, objective, iterations, converged }: Clustering): Clustering => ({
  labels,
  objective,
  iterations,
  converged
})
