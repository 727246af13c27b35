import { assert, describe, it } from "@effect/vitest"
import { bootstrapInterval } from "@praxis/numerics/bootstrapInterval"
import { type Codes, disagreements, unitsAt } from "@praxis/numerics/Codes"
import { cohenKappa, krippendorffAlpha, percentAgreement } from "@praxis/numerics/coderAgreement"
import { random } from "@praxis/numerics/random"

const codesOf = (...coders: ReadonlyArray<ReadonlyArray<number>>): Codes => ({
  nCoders: coders.length,
  nUnits: coders[0]!.length,
  codes: Int32Array.from(coders.flat())
})

/** The example of Krippendorff, "Computing Krippendorff's alpha-reliability", 2011; 0 = not coded there, −1 here. */
const krippendorffs = codesOf(
  ...[
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0]
  ].map((codes) => codes.map((code) => code - 1))
)

/** 20 times both say yes, 15 times both no, 5 and 10 times one of them. */
const yesAndNo = codesOf(
  [...Array(20).fill(1), ...Array(5).fill(1), ...Array(10).fill(0), ...Array(15).fill(0)],
  [...Array(20).fill(1), ...Array(5).fill(0), ...Array(10).fill(1), ...Array(15).fill(0)]
)

describe("percentAgreement", () => {
  it("is the share of units on which two coders agree, gaps left out", () => {
    assert.strictEqual(percentAgreement(yesAndNo), 0.7)
    assert.strictEqual(percentAgreement(codesOf([0, 1, -1, 2], [0, 2, 1, -1])), 0.5)
  })

  it("counts pairs where there are more coders", () => {
    // Of three pairs one agrees.
    assert.strictEqual(percentAgreement(codesOf([0], [0], [1])), 1 / 3)
    assert.isNaN(percentAgreement(codesOf([0], [-1])))
  })
})

describe("cohenKappa", () => {
  it("equals the value worked out by hand", () => {
    // Agreement .7; by chance .5 · .6 + .5 · .4 = .5.
    assert.closeTo(cohenKappa(yesAndNo), 0.4, 1e-15)
  })

  it("is negative for less than chance, and has no value where both used one code", () => {
    assert.strictEqual(cohenKappa(codesOf([0, 1], [1, 0])), -1)
    assert.isNaN(cohenKappa(codesOf([1, 1], [1, 1])))
  })

  it("refuses three coders", () => {
    assert.throws(() => cohenKappa(codesOf([0], [0], [0])), RangeError)
  })
})

describe("krippendorffAlpha", () => {
  it("equals Krippendorff's example with gaps", () => {
    assert.closeTo(krippendorffAlpha(krippendorffs), 0.743, 5e-4)
  })

  it("equals the value worked out by hand", () => {
    // Units aa, ab: one of two pairs differs. Codes a a a b: observed 2, expected (3 · 1 + 1 · 3) / 3 = 2.
    assert.strictEqual(krippendorffAlpha(codesOf([0, 0], [0, 1])), 0)
    assert.strictEqual(krippendorffAlpha(codesOf([0, 1], [0, 1])), 1)
  })

  it("has no value where one code was used throughout, or no unit has two codes", () => {
    assert.isNaN(krippendorffAlpha(codesOf([2, 2], [2, 2])))
    assert.isNaN(krippendorffAlpha(codesOf([0, -1], [-1, 1])))
  })
})

describe("disagreements", () => {
  it("lists the units on which two coders differ", () => {
    assert.deepStrictEqual(disagreements(krippendorffs), [1, 5, 7])
  })
})

describe("bootstrapInterval", () => {
  it("holds the middle of the statistic's values, the same for the same seed", () => {
    const agreement = (units: Uint32Array) => percentAgreement(unitsAt(yesAndNo, units))
    const interval = () => bootstrapInterval(50, agreement, { confidence: 0.95, samples: 2000 }, random(1))
    // A binomial share of .7 in 50: standard error .065.
    assert.closeTo(interval().lower, 0.7 - 1.96 * 0.065, 0.03)
    assert.closeTo(interval().upper, 0.7 + 1.96 * 0.065, 0.03)
    assert.deepStrictEqual(interval(), interval())
  })

  it("interpolates between neighbours, and leaves out samples without a value", () => {
    let sample = 0
    const values = [3, Number.NaN, 1, 2]
    const interval = bootstrapInterval(1, () => values[sample++]!, { confidence: 0.5, samples: 4 }, random(1))
    assert.deepStrictEqual(interval, { lower: 1.5, upper: 2.5, undefinedSamples: 1 })
    assert.isNaN(bootstrapInterval(1, () => Number.NaN, { confidence: 0.5, samples: 2 }, random(1)).lower)
  })
})
