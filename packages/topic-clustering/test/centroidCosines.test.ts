import { assert, describe, it } from "@effect/vitest"
import { centroidCosines } from "@praxis/topic-clustering/centroidCosines"

describe("centroidCosines", () => {
  it("equals the cosines worked out by hand, whatever the lengths", () => {
    const rows = { length: 2, width: 2, values: Float64Array.of(3, 4, 0, 2) }
    const { similarity, margin, second } = centroidCosines(
      rows,
      Int32Array.of(0, 1),
      Float64Array.of(2, 0, 0, 0.5, -1, 0)
    )
    assert.deepStrictEqual(Array.from(similarity), [0.6, 1])
    assert.deepStrictEqual(Array.from(second), [1, 0])
    assert.closeTo(margin[0]!, -0.2, 1e-15)
    assert.strictEqual(margin[1], 1)
  })

  it("gives 1, and no more by rounding, to a row at its centroid", () => {
    // 0.1² + 0.6² over the square of its own root is 1 + 2e-16.
    const rows = { length: 1, width: 2, values: Float64Array.of(0.1, 0.6) }
    const { similarity } = centroidCosines(rows, Int32Array.of(0), Float64Array.of(0.1, 0.6))
    assert.strictEqual(similarity[0], 1)
  })

  it("takes the lowest topic of equally close others, and 0 as the cosine to a centroid without length", () => {
    const rows = { length: 1, width: 2, values: Float64Array.of(1, 0) }
    const { margin, second } = centroidCosines(rows, Int32Array.of(1), Float64Array.of(0, 0, 1, 0, 0, 1))
    assert.deepStrictEqual([margin[0], second[0]], [1, 0])
  })
})
