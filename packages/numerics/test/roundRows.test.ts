import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { areRoundedRows, roundedRows, roundRows } from "@praxis/numerics/roundRows"
import { blobs } from "./blobs.ts"

describe("roundRows", () => {
  it("rounds to multiples of 2^-51 times the power of two that holds the sum", () => {
    // Three rows, the largest number 1: sums of up to 4, so multiples of 2^-49.
    const values = Float64Array.of(1, 2 ** -49 * 0.75, -(2 ** -49) * 0.25)
    roundRows({ length: 3, width: 1, values })
    assert.deepStrictEqual(values, Float64Array.of(1, 2 ** -49, 0))
  })

  it("makes sums that are the same in any order, and after rows came and went", () => {
    const rows = roundedRows(blobs(1, 3, 500, 1, 2))
    const forth = rows.values.reduce((sum, value) => sum + value, 0)
    assert.strictEqual(
      rows.values.reduceRight((sum, value) => sum + value, 0),
      forth
    )
    const next = random(5)
    let sum = forth
    for (let i = 0; i < 1000; i++) {
      const value = rows.values[Math.floor(next() * rows.length)]!
      sum = sum - value + value
    }
    assert.strictEqual(sum, forth)
  })

  it("leaves rounded rows as they are, without a copy, and copies others", () => {
    const rows = blobs(1, 3, 10, 2, 1)
    const rounded = roundedRows(rows)
    assert.isFalse(areRoundedRows(rows))
    assert.isTrue(areRoundedRows(rounded))
    assert.strictEqual(roundedRows(rounded), rounded)
    rows.values.forEach((value, at) => void assert.closeTo(rounded.values[at]!, value, 1e-12))
  })

  it("takes rows that are all zero, none at all, and whole numbers", () => {
    for (const values of [[0, 0, 0], [], [3, -7, 1e9]]) {
      assert.isTrue(areRoundedRows({ length: values.length, width: 1, values: Float64Array.from(values) }))
    }
  })
})
