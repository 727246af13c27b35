import { assert, describe, it } from "@effect/vitest"
import { greedyKMeansPlusPlus } from "@praxis/numerics/greedyKMeansPlusPlus"
import { type LloydOptions, type LloydResult, lloyd } from "@praxis/numerics/lloyd"
import { random } from "@praxis/numerics/random"
import { roundedRows } from "@praxis/numerics/roundRows"
import { type DenseRows, squaredDistance } from "@praxis/numerics/squaredDistances"
import { Schema } from "effect"
import { blobs } from "./blobs.ts"
import { plainLloyd } from "./plainLloyd.ts"
import reference from "./reference/lloyd.json" with { type: "json" }

const untilStill: LloydOptions = { maxIterations: 300, tolerance: 0 }

const rowsOf = (rows: ReadonlyArray<ReadonlyArray<number>>): DenseRows => ({
  length: rows.length,
  width: rows[0]!.length,
  values: Float64Array.from(rows.flat())
})

const startAt = ({ width, values }: DenseRows, chosen: ArrayLike<number>): Float64Array =>
  Float64Array.from(Array.from(chosen).flatMap((row) => Array.from(values.subarray(row * width, (row + 1) * width))))

const inertiaOf = ({ length, width, values }: DenseRows, { labels, centroids }: LloydResult): number => {
  let sum = 0
  for (let i = 0; i < length; i++) sum += squaredDistance(values, i * width, width, centroids, labels[i]! * width)
  return sum
}

describe("lloyd", () => {
  it("moves two centroids to the means of two pairs", () => {
    const rows = rowsOf([[0], [2], [10], [14]])
    // From 0 and 2: {0} {2, 10, 14} → 0 and 26/3; {0, 2} {10, 14} → 1 and 12; then nothing moves.
    assert.deepStrictEqual(lloyd(rows, Float64Array.of(0, 2), untilStill), {
      labels: Int32Array.of(0, 0, 1, 1),
      centroids: Float64Array.of(1, 12),
      iterations: 3,
      converged: true
    })
  })

  it("equals scikit-learn from the same start", () => {
    const rows = rowsOf(reference.rows)
    const result = lloyd(rows, Float64Array.from(reference.start.flat()), untilStill)
    assert.deepStrictEqual(Array.from(result.labels), reference.labels)
    assert.closeTo(inertiaOf(rows, result), reference.inertia, 1e-9)
    reference.centroids.flat().forEach((value, at) => void assert.closeTo(result.centroids[at]!, value, 1e-12))
  })

  it.prop(
    "gives the bits of the plain algorithm on blobs that overlap, repeat and tie",
    { seed: Schema.Int, k: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9 })), ties: Schema.Boolean },
    ({ seed, k, ties }) => {
      const drawn = blobs(seed, 5, 30, 4, 3)
      // On a grid of whole numbers many rows are equal and many distances tie.
      const rows = ties ? { ...drawn, values: drawn.values.map((value) => Math.round(value / 4)) } : drawn
      const start = startAt(
        rows,
        Array.from({ length: k }, (_, j) => 3 * j)
      )
      for (const options of [untilStill, { maxIterations: 3, tolerance: 0 }, { maxIterations: 300, tolerance: 0.05 }]) {
        assert.deepStrictEqual(lloyd(rows, start, options), plainLloyd(rows, start, options))
        const rounded = roundedRows(rows)
        assert.deepStrictEqual(lloyd(rounded, start, options), plainLloyd(rounded, start, options))
      }
    }
  )

  it.prop("never lets inertia rise from one iteration to the next", { seed: Schema.Int }, ({ seed }) => {
    const rows = blobs(seed, 4, 25, 3, 2)
    const start = startAt(rows, [0, 1, 2, 3, 4, 5])
    const { iterations } = lloyd(rows, start, untilStill)
    const inertias = Array.from({ length: iterations }, (_, i) =>
      inertiaOf(rows, lloyd(rows, start, { maxIterations: i + 1, tolerance: 0 }))
    )
    inertias.forEach((inertia, i) => void assert.isAtMost(inertia, (inertias[i - 1] ?? inertia) * (1 + 1e-12)))
  })

  it("takes the lowest number of equally near centroids", () => {
    const { labels } = lloyd(rowsOf([[-1], [0], [1]]), Float64Array.of(1, -1), { maxIterations: 1, tolerance: 0 })
    assert.deepStrictEqual(labels, Int32Array.of(1, 0, 0))
  })

  it("lets a row go to a lower number that comes equally near", () => {
    // From −3 and 4: {0} {2, 6} → 0 and 4, both 2 away from row 2, which joins the first: 1 and 6.
    const { labels, centroids } = lloyd(rowsOf([[0], [2], [6]]), Float64Array.of(-3, 4), untilStill)
    assert.deepStrictEqual(labels, Int32Array.of(0, 0, 1))
    assert.deepStrictEqual(centroids, Float64Array.of(1, 6))
  })

  it("spares no distance by rounding: a row halfway between two centroids that come and go stays with the plain one", () => {
    // In the fourth iteration bound and distance of 0.2 are equal but for their last bits.
    const rows = rowsOf([[0.1], [0.2], [0.1], [0.3], [0.7], [0.9], [0.5], [0.1], [0.9]])
    const start = startAt(rows, [0, 1, 2])
    assert.deepStrictEqual(lloyd(rows, start, untilStill), plainLloyd(rows, start, untilStill))
  })

  it("gives the bits of the plain algorithm where rows repeat, are empty, tie, fill one dimension or as many clusters", () => {
    const next = random(3)
    const grid = Array.from({ length: 60 }, () => [Math.floor(3 * next()), Math.floor(3 * next()), 0])
    const cases: ReadonlyArray<readonly [DenseRows, ReadonlyArray<number>]> = [
      [rowsOf(grid), [0, 1, 2, 3, 4, 5, 6]],
      [rowsOf([...grid, [0, 0, 0], [0, 0, 0], [1e6, 0, 0]]), [0, 0, 1, 2]],
      [rowsOf(grid.map(() => [0, 0])), [0, 1, 2]],
      [rowsOf(Array.from({ length: 50 }, () => [next()])), [0, 1, 2, 3, 4]],
      [rowsOf(grid.map((_, i) => [i * 1e-7])), [0, 20, 40, 59]],
      [rowsOf(Array.from({ length: 12 }, (_, i) => [next(), i])), Array.from({ length: 12 }, (_, i) => i)],
      [rowsOf([[0, 1]]), [0]]
    ]
    for (const [rows, chosen] of cases) {
      for (const each of [rows, roundedRows(rows)]) {
        const start = startAt(each, chosen)
        assert.deepStrictEqual(lloyd(each, start, untilStill), plainLloyd(each, start, untilStill))
      }
    }
  })

  it("leaves the centroid of an empty cluster where it is", () => {
    const { labels, centroids } = lloyd(rowsOf([[0], [1]]), Float64Array.of(0, 100), untilStill)
    assert.deepStrictEqual(labels, Int32Array.of(0, 0))
    assert.deepStrictEqual(centroids, Float64Array.of(0.5, 100))
  })

  it("gives every row its own centroid where k is the number of rows", () => {
    const rows = rowsOf([[5], [1], [3]])
    const result = lloyd(rows, startAt(rows, [0, 1, 2]), untilStill)
    assert.deepStrictEqual(result.labels, Int32Array.of(0, 1, 2))
    assert.strictEqual(inertiaOf(rows, result), 0)
    assert.strictEqual(result.iterations, 1)
  })

  it("says that it has not converged when iterations run out", () => {
    const { iterations, converged } = lloyd(rowsOf([[0], [2], [10], [14]]), Float64Array.of(0, 2), {
      maxIterations: 2,
      tolerance: 0
    })
    assert.deepStrictEqual({ iterations, converged }, { iterations: 2, converged: false })
  })

  it("leaves rows and start as they are", () => {
    const rows = blobs(1, 3, 10, 2, 1)
    const values = Float64Array.from(rows.values)
    const start = startAt(rows, greedyKMeansPlusPlus(rows, 3, random(1)))
    const before = Float64Array.from(start)
    lloyd(rows, start, untilStill)
    assert.deepStrictEqual(rows.values, values)
    assert.deepStrictEqual(start, before)
  })
})
