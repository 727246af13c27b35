/** A thread that makes starts of spherical k-means: takes a matrix once, then seeds, and gives the objective of each. */
import { parentPort, workerData } from "node:worker_threads"
import { random } from "@praxis/numerics/random"
import { sphericalKMeans } from "@praxis/numerics/sphericalKMeans"

const { k, weights } = workerData
parentPort!.on("message", (seed: number) => {
  const { objective } = sphericalKMeans(weights, k, { maxIterations: 300, tolerance: 0 }, random(seed))
  parentPort!.postMessage(objective)
})
