import { assert, describe, it } from "@effect/vitest"
import { lloyd } from "@praxis/numerics/lloyd"
import { clusterFrom } from "@praxis/topic-clustering/clusterFrom"
import { loadMlKMeans } from "@praxis/topic-clustering/loadMlKMeans"

const options = { maxIterations: 100, tolerance: 0 }
const rows = { length: 4, width: 1, values: Float64Array.of(0, 1, 10, 14) }

describe("clusterFrom", () => {
  it("gives an empty cluster the row that is farthest from its centroid", () => {
    // From 0, 7 and 99: {0, 1} {10, 14} {} with means 0.5 and 12; 10 and 14 are equally far, the first becomes the third centre.
    const { labels, centroids, inertia, converged } = clusterFrom(lloyd, rows, Float64Array.of(0, 7, 99), options)
    assert.deepStrictEqual(labels, Int32Array.of(0, 0, 2, 1))
    assert.deepStrictEqual(centroids, Float64Array.of(0.5, 14, 10))
    assert.strictEqual(inertia, 0.5)
    assert.isTrue(converged)
  })

  it("fills several empty clusters with different rows", () => {
    // All join the first, mean 6.25, in two iterations; the farthest rows 14, 0 and 1 become centres; two more end it.
    const result = clusterFrom(lloyd, rows, Float64Array.of(0, 98, 99, 97), options)
    assert.deepStrictEqual(result, {
      labels: Int32Array.of(2, 3, 0, 1),
      centroids: Float64Array.of(10, 14, 0, 1),
      iterations: 4,
      converged: true,
      inertia: 0
    })
  })

  it("leaves a cluster empty after k further rounds where fewer rows differ than there are clusters", () => {
    const twoPoints = { length: 3, width: 1, values: Float64Array.of(0, 0, 4) }
    const result = clusterFrom(lloyd, twoPoints, Float64Array.of(0, 4, 9), options)
    assert.deepStrictEqual(result.labels, Int32Array.of(0, 0, 1))
    assert.strictEqual(result.iterations, 1 + 3)
  })

  it("gives the inertia of ml-kmeans' own computing", async () => {
    const { kmeans } = await import("ml-kmeans")
    const data = Array.from(rows.values, (value) => [value])
    const result = kmeans(data, 2, { initialization: [[0], [1]], ...options })
    const inertia = result.computeInformation(data).reduce((sum, { error, size }) => sum + error * size, 0)
    const own = clusterFrom(await loadMlKMeans(), rows, Float64Array.of(0, 1), options)
    assert.strictEqual(own.inertia, inertia)
    assert.strictEqual(own.inertia, 8.5)
  })
})
