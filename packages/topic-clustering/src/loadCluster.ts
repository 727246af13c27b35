import { random } from "@praxis/numerics/random"
import type { Cluster, Method } from "./Clusterer.ts"
import { cluster } from "./cluster.ts"
import { kMeansFrom } from "./kMeansFrom.ts"
import { loadMlKMeans } from "./loadMlKMeans.ts"

/** What clusters by a method; loads the library where the method is one. */
export const loadCluster = async (method: Method): Promise<Cluster> => {
  if (method !== "ml-kmeans") return cluster
  const engine = await loadMlKMeans()
  return ({ vectors }, { k, maxIterations, tolerance }, seed) =>
    kMeansFrom(engine, vectors, k, { maxIterations, tolerance }, random(seed))
}
