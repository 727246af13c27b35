import { assert, describe, it } from "@effect/vitest"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { greedyKMeansPlusPlus } from "@praxis/numerics/greedyKMeansPlusPlus"
import { lloyd } from "@praxis/numerics/lloyd"
import { miniBatchKMeans } from "@praxis/numerics/miniBatchKMeans"
import { random } from "@praxis/numerics/random"
import { type DenseRows, squaredDistance } from "@praxis/numerics/squaredDistances"
import { blobs } from "./blobs.ts"

const options = { maxIterations: 100, tolerance: 0 }

const startOf = ({ width, values }: DenseRows, chosen: ArrayLike<number>): Float64Array =>
  Float64Array.from(Array.from(chosen).flatMap((row) => Array.from(values.subarray(row * width, (row + 1) * width))))

const inertiaOf = ({ length, width, values }: DenseRows, labels: Int32Array, centroids: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < length; i++) sum += squaredDistance(values, i * width, width, centroids, labels[i]! * width)
  return sum
}

describe("miniBatchKMeans", () => {
  it("finds blobs that lie apart", () => {
    const rows = blobs(2, 6, 700, 8, 0.2)
    const start = startOf(rows, greedyKMeansPlusPlus(rows, 6, random(1)))
    const { labels, converged } = miniBatchKMeans(rows, start, options, random(1))
    assert.strictEqual(adjustedRandIndex(labels, rows.planted), 1)
    assert.isTrue(converged)
  })

  it("comes within 1 % of the inertia of Lloyd's iterations on blobs that overlap", () => {
    const rows = blobs(3, 8, 1000, 10, 4)
    const start = startOf(rows, greedyKMeansPlusPlus(rows, 8, random(1)))
    const few = miniBatchKMeans(rows, start, options, random(2))
    const all = lloyd(rows, start, { maxIterations: 300, tolerance: 0 })
    assert.isAtMost(inertiaOf(rows, few.labels, few.centroids), 1.01 * inertiaOf(rows, all.labels, all.centroids))
    assert.isBelow(few.iterations, all.iterations)
  })

  it("moves centres to the running mean: one batch of three rows, by hand", () => {
    // 0 and 1 go to the first centre, 10 to the second; the running means are .5 and 10, whatever the order.
    const rows = { length: 3, width: 1, values: Float64Array.of(0, 1, 10) }
    const { labels, centroids } = miniBatchKMeans(rows, Float64Array.of(2, 8), options, random(1))
    assert.deepStrictEqual(labels, Int32Array.of(0, 0, 1))
    assert.deepStrictEqual(centroids, Float64Array.of(0.5, 10))
  })

  it("repeats itself with the same seed", () => {
    const rows = blobs(4, 5, 600, 4, 3)
    const start = startOf(rows, [0, 1, 2, 3, 4])
    assert.deepStrictEqual(
      miniBatchKMeans(rows, start, options, random(7)),
      miniBatchKMeans(rows, start, options, random(7))
    )
  })

  it("says that it has not converged when passes run out", () => {
    const rows = blobs(4, 5, 600, 4, 3)
    const { iterations, converged } = miniBatchKMeans(
      rows,
      startOf(rows, [0, 1, 2]),
      { maxIterations: 1, tolerance: 0 },
      random(7)
    )
    assert.deepStrictEqual({ iterations, converged }, { iterations: 1, converged: false })
  })
})
