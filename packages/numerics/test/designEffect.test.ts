import { assert, describe, it } from "@effect/vitest"
import { designEffect } from "../src/designEffect.ts"
import { random } from "../src/random.ts"
import { wilsonInterval } from "../src/wilsonInterval.ts"

describe("designEffect", () => {
  it("is what the formula says, worked out by hand", () => {
    // 8 observations, share 1/2; residuals 2 − 1, 0 − 1, 2 − 1, 0 − 1; (4/3) · 4 / (8 · ¼) = 8/3.
    assert.approximately(designEffect([{ sizes: [2, 2, 2, 2], hits: [2, 0, 2, 0] }]), 8 / 3, 1e-12)
    // Two groups: between 16/3 + (3/2) · (¼ + ¼ + 0), independent 2 + 4 · ¼.
    assert.approximately(
      designEffect([
        { sizes: [2, 2, 2, 2], hits: [2, 0, 2, 0] },
        { sizes: [1, 1, 2], hits: [1, 0, 1] }
      ]),
      (16 / 3 + 0.75) / 3,
      1e-12
    )
  })

  it("is 1 where clusters are more even than chance", () => {
    assert.strictEqual(designEffect([{ sizes: [2, 2, 2], hits: [1, 1, 1] }]), 1)
  })

  it("takes observations of a cluster for alike where nothing varies", () => {
    assert.strictEqual(designEffect([{ sizes: [3, 1], hits: [0, 0] }]), 10 / 4)
    assert.strictEqual(designEffect([{ sizes: [5], hits: [2] }]), 5)
  })

  it("leaves out groups without a cluster, and is 1 without any", () => {
    const group = { sizes: [2, 2, 2, 2], hits: [2, 0, 2, 0] }
    assert.strictEqual(designEffect([{ sizes: [], hits: [] }, group]), designEffect([group]))
    assert.strictEqual(designEffect([]), 1)
  })

  it("makes Wilson's interval hold the true share in 93 % of cases where clusters are alike within, or more", () => {
    const { pooled, naive } = coverage(600)
    assert.isAtLeast(pooled, 0.93)
    assert.isAtMost(naive, 0.85)
  })
})

/** How often the interval of a year's share holds the true share .3: eight years of 80 authors with 3 posts, each with a preference of its own. */
const coverage = (runs: number) => {
  const next = random(5)
  let pooled = 0
  let naive = 0
  for (let run = 0; run < runs; run++) {
    const years = Array.from({ length: 8 }, () => {
      const hits = Array.from({ length: 80 }, () => {
        // Three in five authors never write about it, the others in three posts of four.
        const preference = next() < 0.6 ? 0 : 0.75
        return Number(next() < preference) + Number(next() < preference) + Number(next() < preference)
      })
      return { sizes: hits.map(() => 3), hits }
    })
    const share = years[0]!.hits.reduce((sum, n) => sum + n, 0) / 240
    const holds = (n: number) => {
      const { low, high } = wilsonInterval(share, n)
      return Number(low <= 0.3 && 0.3 <= high)
    }
    pooled += holds(240 / designEffect(years))
    naive += holds(240)
  }
  return { pooled: pooled / runs, naive: naive / runs }
}
