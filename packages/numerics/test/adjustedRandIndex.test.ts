import { assert, describe, it } from "@effect/vitest"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { random } from "@praxis/numerics/random"

describe("adjustedRandIndex", () => {
  it("equals the value worked out by hand", () => {
    // 2×2 table (2 1 / 0 3): pairs together 1+3 = 4, in a 3+3 = 6, in b 1+6 = 7, all 15;
    // expected 6·7/15 = 2.8, largest 6.5, so (4 − 2.8) / (6.5 − 2.8) = 12/37.
    assert.closeTo(adjustedRandIndex([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]), 12 / 37, 1e-15)
  })

  it("is negative where points that belong together are apart more often than by chance", () => {
    // No pair together in both: expected 2·2/6, largest 2, so (0 − 2/3) / (2 − 2/3) = −1/2.
    assert.closeTo(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1]), -0.5, 1e-15)
  })

  it("is 1 for the same partition under other names", () => {
    assert.strictEqual(adjustedRandIndex([0, 0, 1, 2, 2], [7, 7, -1, 3, 3]), 1)
  })

  it("counts −1 as a cluster of its own", () => {
    assert.strictEqual(adjustedRandIndex([-1, -1, 0, 0], [1, 1, 0, 0]), 1)
  })

  it("is symmetric", () => {
    const a = [0, 0, 0, 1, 1, 2, 2, 2]
    const b = [0, 1, 0, 1, 1, 2, 0, 2]
    assert.strictEqual(adjustedRandIndex(a, b), adjustedRandIndex(b, a))
  })

  it("is about 0 for two independent labellings", () => {
    const next = random(1)
    const draw = () => Int32Array.from({ length: 20_000 }, () => Math.floor(next() * 5))
    assert.closeTo(adjustedRandIndex(draw(), draw()), 0, 0.002)
  })

  it("is 1 for equal trivial partitions and 0 for one cluster against all apart", () => {
    assert.strictEqual(adjustedRandIndex([], []), 1)
    assert.strictEqual(adjustedRandIndex([4], [9]), 1)
    assert.strictEqual(adjustedRandIndex([0, 0, 0], [1, 1, 1]), 1)
    assert.strictEqual(adjustedRandIndex([0, 1, 2], [5, 6, 7]), 1)
    assert.strictEqual(adjustedRandIndex([0, 0, 0], [0, 1, 2]), 0)
  })

  it("refuses labellings of unequal length", () => {
    assert.throws(() => adjustedRandIndex([0, 1], [0]), RangeError)
  })
})
