import { assert, describe, it } from "@effect/vitest"
import { firstAbove } from "@praxis/numerics/firstAbove"
import { postRandom } from "@praxis/simulation/postRandom"
import { cumulative } from "@praxis/simulation/sampling"

describe("firstAbove on cumulative shares", () => {
  it("gives each index its share of [0, 1), and none to a weight of 0", () => {
    const sums = cumulative([0, 1, 0, 1, 0])
    assert.deepStrictEqual(
      [0, 0.25, 0.5 - 2 ** -53, 0.5, 1 - 2 ** -53].map((u) => firstAbove(sums, u)),
      [1, 1, 1, 3, 3]
    )
  })
})

describe("postRandom", () => {
  it("begins anew for each site, row and purpose, and alike for the same", () => {
    const first = (site: number, row: number, purpose: number) => postRandom(7, site, row, purpose)()
    const numbers = new Set<number>()
    for (let site = 0; site < 3; site++) {
      for (let row = 0; row < 500; row++)
        for (let purpose = 0; purpose < 4; purpose++) numbers.add(first(site, row, purpose))
    }
    assert.strictEqual(numbers.size, 3 * 500 * 4)
    assert.strictEqual(first(2, 499, 3), first(2, 499, 3))
  })
})
