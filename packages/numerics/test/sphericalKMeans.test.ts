import { assert, describe, it } from "@effect/vitest"
import { normaliseSparseRows } from "@praxis/numerics/normaliseSparseRows"
import { type Random, random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { denseRowsOf, sphericalKMeans } from "@praxis/numerics/sphericalKMeans"
import { sphericalKMeansPlusPlus } from "@praxis/numerics/sphericalKMeansPlusPlus"
import { type SphericalOptions, sphericalLloyd } from "@praxis/numerics/sphericalLloyd"
import { transposedSparse } from "@praxis/numerics/transposedSparse"
import { Schema } from "effect"
import { type Rows, randomRows, sparseFromRows, sparseToRows, transposed } from "./dense.ts"
import { plainSphericalLloyd } from "./plainSphericalLloyd.ts"

const untilStill: SphericalOptions = { maxIterations: 300, tolerance: 0 }

const unitRows = (rows: Rows, nCols?: number): SparseMatrix => {
  const matrix = sparseFromRows(rows, nCols)
  normaliseSparseRows(matrix)
  return matrix
}

/** Rows about `k` topics of some terms each, with some rows empty or repeated, and weights of few different sizes. */
const texts = (next: Random, nRows: number, nCols: number, k: number): SparseMatrix => {
  const rows = Array.from({ length: nRows }, (_, i) => {
    const row = new Array<number>(nCols).fill(0)
    if (next() < 0.1) return row
    for (let word = 0; word < 8; word++) {
      const term = next() < 0.6 ? Math.floor((next() * nCols) / k) * k + (i % k) : Math.floor(next() * nCols)
      row[Math.min(nCols - 1, term)]! += 1
    }
    return row
  })
  return unitRows(rows.map((row) => (next() < 0.1 ? rows[0]! : row)))
}

/** Equality of every bit with the plain loop, and of labels and objective with the plain loop over weights that are not rounded. */
const assertPlain = (weights: SparseMatrix, start: Float64Array, options = untilStill, ties = false) => {
  const result = sphericalLloyd(weights, start, options)
  assert.deepStrictEqual(result, plainSphericalLloyd(weights, start, options, true))
  const textbook = plainSphericalLloyd(weights, start, options, false)
  // Between equals the textbook's last bits decide.
  if (!ties) {
    assert.deepStrictEqual(result.labels, textbook.labels)
    assert.closeTo(result.objective, textbook.objective, 1e-9)
  }
  return result
}

describe("sphericalLloyd", () => {
  it("moves two centroids to the directions of two pairs", () => {
    const weights = unitRows([
      [1, 0, 0],
      [3, 4, 0],
      [0, 0, 1],
      [0, 3, 4]
    ])
    const result = sphericalLloyd(weights, denseRowsOf(weights, Int32Array.of(0, 2)), untilStill)
    assert.deepStrictEqual(result.labels, Int32Array.of(0, 0, 1, 1))
    assert.deepStrictEqual(result.sizes, Int32Array.of(2, 2))
    // The sums are (1.6, 0.8, 0) and (0, 0.6, 1.8): of lengths √3.2 and √3.6.
    assert.closeTo(result.objective, 4 - Math.sqrt(3.2) - Math.sqrt(3.6), 1e-14)
    const expected = [2, 1, 0].map((x) => x / Math.sqrt(5)).concat([0, 1, 3].map((x) => x / Math.sqrt(10)))
    expected.forEach((value, at) => void assert.closeTo(result.centroids[at]!, value, 1e-14))
    assert.isTrue(result.converged)
  })

  it.prop(
    "gives the bits of the plain loop on texts with empty and repeated rows",
    { seed: Schema.Int, k: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 13 })) },
    ({ seed, k }) => {
      const weights = texts(random(seed), 90, 40, 5)
      const start = denseRowsOf(weights, sphericalKMeansPlusPlus(weights, k, random(seed)))
      for (const options of [untilStill, { maxIterations: 3, tolerance: 0 }, { maxIterations: 300, tolerance: 0.01 }])
        assertPlain(weights, start, options, true)
    }
  )

  it.prop("gives labels and objective of the textbook where nothing ties", { seed: Schema.Int }, ({ seed }) => {
    const weights = unitRows(randomRows(random(seed), 80, 30, 0.3).map((row) => row.map(Math.abs)))
    assertPlain(
      weights,
      denseRowsOf(
        weights,
        Int32Array.from({ length: 6 }, (_, j) => 13 * j)
      )
    )
  })

  it.prop("gives the same also where weights are negative", { seed: Schema.Int }, ({ seed }) => {
    const weights = unitRows(randomRows(random(seed), 80, 20, 0.4))
    assertPlain(
      weights,
      denseRowsOf(
        weights,
        Int32Array.from({ length: 7 }, (_, j) => 11 * j)
      )
    )
  })

  it.prop(
    "gives the same from any starting centres, also where clusters are empty",
    { seed: Schema.Int },
    ({ seed }) => {
      const next = random(seed)
      const weights = texts(next, 60, 30, 4)
      const start = unitRows(randomRows(next, 9, 30, 0.2))
      const result = assertPlain(
        weights,
        denseRowsOf(
          start,
          Int32Array.from({ length: 9 }, (_, j) => j)
        ),
        untilStill,
        true
      )
      const counted = new Int32Array(9)
      for (const label of result.labels) if (label >= 0) counted[label]!++
      assert.deepStrictEqual(result.sizes, counted)
    }
  )

  it("takes the lowest number of equal cosines", () => {
    const weights = unitRows([
      [1, 1, 0],
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 0]
    ])
    const result = assertPlain(weights, denseRowsOf(weights, Int32Array.of(2, 1)), { maxIterations: 1, tolerance: 0 })
    assert.deepStrictEqual(result.labels, Int32Array.of(0, 1, 0, 0))
  })

  it("gives every row its own centroid where k is the number of rows", () => {
    const weights = unitRows(Array.from({ length: 12 }, (_, i) => [1, i, i * i]))
    const result = assertPlain(
      weights,
      denseRowsOf(
        weights,
        Int32Array.from({ length: 12 }, (_, i) => i)
      )
    )
    assert.deepStrictEqual(
      Array.from(result.labels),
      Array.from({ length: 12 }, (_, i) => i)
    )
    assert.closeTo(result.objective, 0, 1e-12)
    assert.strictEqual(result.iterations, 2)
  })

  it("keeps −1 for rows without a value, which count nowhere", () => {
    const weights = unitRows([
      [0, 0],
      [1, 0],
      [0, 0],
      [0, 1]
    ])
    const result = assertPlain(weights, denseRowsOf(weights, Int32Array.of(1, 3)))
    assert.deepStrictEqual(result.labels, Int32Array.of(-1, 0, -1, 1))
    assert.deepStrictEqual(result.sizes, Int32Array.of(1, 1))
    assert.strictEqual(result.objective, 0)
  })

  it("puts all rows of one dimension into the first of two equal centroids, and says that the other is empty", () => {
    const weights = unitRows([[2], [5], [1]])
    const result = assertPlain(weights, Float64Array.of(1, 1))
    assert.deepStrictEqual(result.labels, Int32Array.of(0, 0, 0))
    assert.deepStrictEqual(result.sizes, Int32Array.of(3, 0))
    assert.deepStrictEqual(result.centroids, Float64Array.of(1, 1))
  })

  it("leaves clusters empty, and says so, where all rows are equal", () => {
    const weights = unitRows([
      [1, 2],
      [1, 2],
      [1, 2],
      [1, 2]
    ])
    const result = assertPlain(weights, denseRowsOf(weights, Int32Array.of(0, 1, 2)))
    assert.deepStrictEqual(result.sizes, Int32Array.of(4, 0, 0))
    assert.isTrue(result.converged)
  })

  it("seeds an empty cluster with the row that fits its own centroid worst", () => {
    // Both centres are the first axis: cluster 1 is empty and takes the row of cosine 0.6, not those of 1 and 0.8.
    const weights = unitRows([
      [1, 0],
      [4, 3],
      [3, 4]
    ])
    const result = assertPlain(weights, Float64Array.of(1, 0, 1, 0), { maxIterations: 1, tolerance: 0 })
    assert.deepStrictEqual(result.labels, Int32Array.of(0, 0, 1))
  })

  it("leaves a centroid where it is when its rows add up to nothing", () => {
    const weights = unitRows([
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1]
    ])
    const result = assertPlain(weights, Float64Array.of(0, 1))
    assert.deepStrictEqual(result.centroids, Float64Array.of(0, 1))
    assert.strictEqual(result.objective, 4)
  })

  it.prop("never lets the objective rise from one iteration to the next", { seed: Schema.Int }, ({ seed }) => {
    const weights = texts(random(seed), 100, 40, 5)
    const start = denseRowsOf(weights, sphericalKMeansPlusPlus(weights, 6, random(seed)))
    const { iterations } = sphericalLloyd(weights, start, untilStill)
    let before = Number.POSITIVE_INFINITY
    for (let maxIterations = 1; maxIterations <= iterations; maxIterations++) {
      const { objective } = sphericalLloyd(weights, start, { maxIterations, tolerance: 0 })
      assert.isAtMost(objective, before + 1e-12)
      before = objective
    }
  })

  it.prop(
    "permutes labels with rows, and gives the same bits of centroids and objective",
    { seed: Schema.Int },
    ({ seed }) => {
      const weights = unitRows(randomRows(random(seed), 97, 25, 0.3))
      const rows = sparseToRows(weights)
      const turned = sparseFromRows(rows.map((_, i) => rows[(31 * i + 5) % 97]!))
      const start = denseRowsOf(weights, Int32Array.of(3, 30, 60, 90))
      const straight = sphericalLloyd(weights, start, untilStill)
      const permuted = sphericalLloyd(turned, start, untilStill)
      assert.deepStrictEqual(permuted, {
        ...straight,
        labels: straight.labels.map((_, i) => straight.labels[(31 * i + 5) % 97]!)
      })
    }
  )

  it("leaves rows and start as they are", () => {
    const weights = texts(random(2), 40, 20, 3)
    const values = Float64Array.from(weights.values)
    const start = denseRowsOf(weights, sphericalKMeansPlusPlus(weights, 4, random(2)))
    const before = Float64Array.from(start)
    sphericalLloyd(weights, start, untilStill)
    assert.deepStrictEqual(weights.values, values)
    assert.deepStrictEqual(start, before)
  })
})

describe("sphericalKMeansPlusPlus", () => {
  it("chooses one row of each direction, never an empty one", () => {
    const weights = unitRows([
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
      [0, 1, 0],
      [0, 3, 0],
      [0, 0, 0],
      [0, 0, 7]
    ])
    for (let seed = 0; seed < 20; seed++) {
      const chosen = Array.from(sphericalKMeansPlusPlus(weights, 3, random(seed)), (row) => [1, 1, 1, 2, 2, 0, 3][row]!)
      assert.deepStrictEqual(chosen.sort(), [1, 2, 3])
    }
  })

  it("draws from rows in proportion to 1 − cosine, and keeps the candidate that leaves the least", () => {
    // Row 0 first; then distances are 0, 1, 1 − .8: running sums 0, 1, 1.2. Draws of .1 and .9 of 1.2 give rows 1 and 2,
    // which leave .2 − … : row 1 leaves min(.2, 1 − .6) = .2, row 2 leaves 1 − .6 = .4.
    const weights = unitRows([
      [1, 0],
      [0, 1],
      [4, 3]
    ])
    const draws = [0, 0.1, 0.9]
    const chosen = sphericalKMeansPlusPlus(weights, 2, () => draws.shift()!)
    assert.deepStrictEqual(chosen, Int32Array.of(0, 1))
  })

  it("refuses more centres than there are directions", () => {
    assert.throws(
      () =>
        sphericalKMeansPlusPlus(
          unitRows([
            [1, 2],
            [2, 4],
            [0, 0]
          ]),
          2,
          random(1)
        ),
      /2 centres of 1 different/
    )
    assert.throws(
      () =>
        sphericalKMeansPlusPlus(
          unitRows([
            [1, 2],
            [0, 0]
          ]),
          2,
          random(1)
        ),
      /2 centres of 1 rows/
    )
  })
})

describe("sphericalKMeans", () => {
  it("finds topics of words that never meet, with the same bits from the same seed", () => {
    const weights = unitRows([
      [1, 2, 0, 0],
      [0, 0, 1, 1],
      [2, 1, 0, 0],
      [0, 0, 3, 1]
    ])
    const result = sphericalKMeans(weights, 2, untilStill, random(1))
    assert.strictEqual(result.labels[0], result.labels[2])
    assert.strictEqual(result.labels[1], result.labels[3])
    assert.notStrictEqual(result.labels[0], result.labels[1])
    assert.deepStrictEqual(sphericalKMeans(weights, 2, untilStill, random(1)), result)
  })
})

describe("transposedSparse", () => {
  it("turns rows into columns, empty ones too", () => {
    const rows = [
      [1, 0, 2],
      [0, 0, 0],
      [0, 0, 3]
    ]
    assert.deepStrictEqual(transposedSparse(sparseFromRows(rows)), sparseFromRows(transposed(rows)))
  })
})
