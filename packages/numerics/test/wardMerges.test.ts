import { assert, describe, it } from "@effect/vitest"
import { wardMerges } from "../src/wardMerges.ts"
import reference from "./reference/ward-scipy.json" with { type: "json" }

const merge = (centroids: ReadonlyArray<ReadonlyArray<number>>, sizes: ReadonlyArray<number>) =>
  wardMerges(Float64Array.from(centroids.flat()), sizes, centroids[0]?.length ?? 0)

describe("wardMerges", () => {
  it("merges what is nearest first, worked out by hand", () => {
    // 0 and 1 join at distance 1, at .5 with weight 2; to 4: 2·1/3 · 3.5² = 8.1667, √(2 · 8.1667) = 4.0415.
    const [first, second] = merge([[0], [1], [4]], [1, 1, 1])
    assert.deepStrictEqual(first, { left: 0, right: 1, height: 1 })
    assert.deepInclude(second, { left: 2, right: 3 })
    assert.approximately(second!.height, Math.sqrt((2 * 2 * 3.5 ** 2) / 3), 1e-12)
  })

  it("weighs groups by their size, so that two small ones join before two large ones at the same distance", () => {
    assert.deepStrictEqual(
      merge([[0], [1], [2]], [10, 10, 1]).map(({ left, right }) => [left, right]),
      [
        [1, 2],
        [0, 3]
      ]
    )
  })

  it("breaks ties by the lowest nodes", () => {
    assert.deepStrictEqual(
      merge([[0], [1], [2], [3]], [1, 1, 1, 1]).map(({ left, right }) => [left, right]),
      [
        [0, 1],
        [2, 3],
        [4, 5]
      ]
    )
  })

  it("merges nothing where there is one group or none", () => {
    assert.deepStrictEqual(merge([[1]], [3]), [])
    assert.deepStrictEqual(merge([], []), [])
  })

  for (const { name, centroids, sizes, heights } of reference.cases) {
    it(`has scipy's heights: ${name}`, () => {
      const found = merge(centroids, sizes)
      assert.strictEqual(found.length, heights.length)
      found.forEach(({ height }, i) => void assert.approximately(height, heights[i]!, 1e-9 * heights[i]!))
    })
  }
})
