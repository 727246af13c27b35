import { assert, describe, it } from "@effect/vitest"
import { benjaminiHochberg } from "../src/benjaminiHochberg.ts"

const close = (found: Float64Array, expected: ReadonlyArray<number>) => {
  assert.strictEqual(found.length, expected.length)
  expected.forEach((q, i) => void assert.approximately(found[i]!, q, 1e-12))
}

describe("benjaminiHochberg", () => {
  it("is p times family by rank, made to rise with p, in the order of the tests", () => {
    // Ranks: .01 1st of 4 = .04; .02 2nd = .04; .03 3rd = .04; .5 4th = .5.
    close(benjaminiHochberg([0.03, 0.5, 0.01, 0.02]), [0.04, 0.5, 0.04, 0.04])
    // .04 3rd of 3 = .04, which the second, .035 · 3 / 2 = .0525, may not exceed.
    close(benjaminiHochberg([0.001, 0.035, 0.04]), [0.003, 0.04, 0.04])
  })

  it("rejects what Benjamini and Hochberg reject in their example of 15 tests", () => {
    const ps = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1
    ]
    const qs = benjaminiHochberg(ps)
    assert.deepStrictEqual(
      Array.from(qs, (q) => q <= 0.05),
      ps.map((_, i) => i < 4)
    )
    assert.approximately(qs[3]!, (0.0095 * 15) / 4, 1e-12)
  })

  it("gives equal p equal q, one test its own p, no test nothing", () => {
    close(benjaminiHochberg([0.2, 0.2, 0.2]), [0.2, 0.2, 0.2])
    close(benjaminiHochberg([0.03]), [0.03])
    close(benjaminiHochberg([]), [])
  })

  it("never exceeds 1", () => {
    close(benjaminiHochberg([1, 0.9]), [1, 1])
  })
})
