import { assert, describe, it } from "@effect/vitest"
import { firstAbove } from "@praxis/numerics/firstAbove"

describe("firstAbove", () => {
  it("finds the first sum above x and passes by weights of 0", () => {
    const sums = Float64Array.of(0, 1, 1, 3)
    assert.deepStrictEqual(
      [0, 0.5, 1, 2.9].map((x) => firstAbove(sums, x)),
      [1, 1, 3, 3]
    )
  })

  it("gives the last index where no sum is above x, and 0 for a single sum", () => {
    assert.strictEqual(firstAbove(Float64Array.of(1, 2), 2), 1)
    assert.strictEqual(firstAbove(Float64Array.of(1), 0), 0)
  })

  it("equals a plain scan", () => {
    const sums = Float64Array.from({ length: 37 }, (_, i) => Math.floor(i / 3))
    for (let x = 0; x < 12; x += 0.25)
      assert.strictEqual(
        firstAbove(sums, x),
        sums.findIndex((sum) => sum > x)
      )
  })
})
