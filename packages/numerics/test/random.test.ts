import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"

const draw = (seed: number, count: number) => {
  const next = random(seed)
  return Array.from({ length: count }, next)
}

describe("random", () => {
  it("gives these numbers for seed 1 on every machine", () => {
    assert.deepStrictEqual(draw(1, 4), [0.5636717735324055, 0.5851113414391875, 0.8959073920268565, 0.9463990409858525])
  })

  it("gives the same numbers for the same seed and others for another", () => {
    assert.deepStrictEqual(draw(7, 10), draw(7, 10))
    assert.strictEqual(new Set([...draw(1, 100), ...draw(2, 100), ...draw(0, 100)]).size, 300)
  })

  it("stays in [0, 1)", () => {
    for (const value of draw(3, 100_000)) assert.isTrue(value >= 0 && value < 1)
  })

  it("fills sixteen equal bins evenly: chi-squared of 160,000 draws stays below its 99.9 % point", () => {
    const bins = new Uint32Array(16)
    for (const value of draw(5, 160_000)) bins[Math.floor(value * 16)]!++
    const chiSquared = bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    assert.isBelow(chiSquared, 37.7)
  })

  it("has no correlation between neighbours", () => {
    const values = draw(9, 100_000)
    let sum = 0
    for (let i = 1; i < values.length; i++) sum += (values[i - 1]! - 0.5) * (values[i]! - 0.5)
    assert.isBelow(Math.abs((12 * sum) / values.length), 0.015)
  })

  it("reads the seed as 32 bits without sign", () => {
    assert.deepStrictEqual(draw(-1, 3), draw(0xffff_ffff, 3))
  })
})
