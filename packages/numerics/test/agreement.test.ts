import { assert, describe, it } from "@effect/vitest"
import { adjustedMutualInformation, expectedMutualInformation } from "@praxis/numerics/adjustedMutualInformation"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { contingency } from "@praxis/numerics/contingency"
import { matchedAccuracy } from "@praxis/numerics/matchedAccuracy"
import { normalisedMutualInformation } from "@praxis/numerics/normalisedMutualInformation"
import { random } from "@praxis/numerics/random"
import reference from "./reference/agreement-sklearn.json" with { type: "json" }

describe("agreement of two labellings", () => {
  for (const { a, accuracy, ami, ari, b, expected, name, nmi } of reference.cases) {
    it(`equals scikit-learn's values: ${name}`, () => {
      const { colSums, nPoints, rowSums } = contingency(a, b)
      assert.closeTo(expectedMutualInformation(rowSums, colSums, nPoints), expected, 1e-12)
      assert.closeTo(adjustedMutualInformation(a, b), ami, 1e-12)
      assert.closeTo(normalisedMutualInformation(a, b), nmi, 1e-12)
      assert.closeTo(adjustedRandIndex(a, b), ari, 1e-12)
      assert.closeTo(matchedAccuracy(a, b), accuracy, 1e-15)
    })
  }

  it("lists the cells that hold a point, clusters by first appearance", () => {
    const table = contingency([7, 7, -1, 7], [2, 3, 3, 2])
    assert.deepStrictEqual(
      [table.rowLabels, table.colLabels, Array.from(table.rows), Array.from(table.cols), Array.from(table.counts)],
      [
        [7, -1],
        [2, 3],
        [0, 0, 1],
        [0, 1, 1],
        [2, 1, 1]
      ]
    )
  })
})

describe("expectedMutualInformation", () => {
  it("equals the value worked out by hand", () => {
    // Two clusters of 1 and 1 in 2 points: both partitions are the same in either order, so MI is always ln 2.
    assert.closeTo(expectedMutualInformation(Float64Array.of(1, 1), Float64Array.of(1, 1), 2), Math.LN2, 1e-15)
  })

  it("is the mean over labels dealt out at random", () => {
    // Sizes 2, 1 and 2, 1 in 3 points: with chance 1/3 the same partition (MI = entropy), else MI of the table (1 1 / 1 0).
    const entropy = (2 / 3) * Math.log(3 / 2) + (1 / 3) * Math.log(3)
    const crossed = (1 / 3) * Math.log(3 / 4) + (2 / 3) * Math.log(3 / 2)
    const expected = expectedMutualInformation(Float64Array.of(2, 1), Float64Array.of(2, 1), 3)
    assert.closeTo(expected, entropy / 3 + (2 * crossed) / 3, 1e-15)
  })
})

describe("adjustedMutualInformation", () => {
  it("is 1 for the same partition under other names and for equal trivial ones", () => {
    assert.closeTo(adjustedMutualInformation([0, 0, 1, 2, 2], [7, 7, -1, 3, 3]), 1, 1e-15)
    assert.strictEqual(adjustedMutualInformation([], []), 1)
    assert.strictEqual(adjustedMutualInformation([3, 3], [1, 1]), 1)
    assert.strictEqual(adjustedMutualInformation([0, 1, 2], [5, 6, 7]), 1)
  })

  it("is symmetric, and about 0 for two independent labellings of many clusters, where NMI is not", () => {
    const next = random(1)
    const draw = () => Int32Array.from({ length: 3000 }, () => Math.floor(next() * 100))
    const [a, b] = [draw(), draw()]
    assert.closeTo(adjustedMutualInformation(a, b), adjustedMutualInformation(b, a), 1e-13)
    assert.closeTo(adjustedMutualInformation(a, b), 0, 0.01)
    assert.isAbove(normalisedMutualInformation(a, b), 0.3)
  })
})

describe("matchedAccuracy", () => {
  it("pairs clusters and classes one to one, so that a split class counts once", () => {
    // Cluster 5 holds three of class a, cluster 6 two; cluster 7 three of class b. 6 of 8 agree.
    assert.strictEqual(matchedAccuracy([5, 5, 5, 6, 6, 7, 7, 7], [0, 0, 0, 0, 0, 1, 1, 1]), 6 / 8)
  })

  it("counts unassigned points as wrong, even where they would fill a class", () => {
    assert.strictEqual(matchedAccuracy([-1, -1, 4, 4], [0, 0, 1, 1]), 0.5)
  })

  it("refuses labellings of unequal length", () => {
    assert.throws(() => matchedAccuracy([0, 1], [0]), RangeError)
  })
})
