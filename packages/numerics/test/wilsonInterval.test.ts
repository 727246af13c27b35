import { assert, describe, it } from "@effect/vitest"
import { wilsonInterval } from "../src/wilsonInterval.ts"

describe("wilsonInterval", () => {
  // Newcombe, Statistics in Medicine 17, 1998, table I, method 3; the same as R's prop.test(x, n, correct = FALSE).
  for (const [hits, n, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718]
  ] as const) {
    it(`is the published one for ${hits} of ${n}`, () => {
      const interval = wilsonInterval(hits / n, n)
      assert.approximately(interval.low, low, 0.00005)
      assert.approximately(interval.high, high, 0.00005)
    })
  }

  it("mirrors where the share does", () => {
    const few = wilsonInterval(0.2, 30)
    const many = wilsonInterval(0.8, 30)
    assert.approximately(few.low, 1 - many.high, 1e-15)
    assert.approximately(few.high, 1 - many.low, 1e-15)
  })

  it("takes numbers of observations that are not whole, between those of the whole ones", () => {
    const width = (n: number) => wilsonInterval(0.3, n).high - wilsonInterval(0.3, n).low
    assert.isBelow(width(41), width(40.5))
    assert.isBelow(width(40.5), width(40))
  })

  it("ends at 0 and 1 where no observation or every one is a hit", () => {
    assert.strictEqual(wilsonInterval(0, 7).low, 0)
    assert.strictEqual(wilsonInterval(1, 7).high, 1)
  })
})
