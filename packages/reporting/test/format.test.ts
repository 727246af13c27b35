import { assert, describe, it } from "@effect/vitest"
import { count, counted, day, decimal, isoDay, percent, probability } from "../src/format.ts"

describe("format", () => {
  it("groups digits from five up with a narrow no-break space", () => {
    assert.deepStrictEqual([0, 999, 1234, 12345, 1234567, -12345].map(count), [
      "0",
      "999",
      "1234",
      "12\u202f345",
      "1\u202f234\u202f567",
      "−12\u202f345"
    ])
  })

  it("says one post and two posts", () => {
    assert.deepStrictEqual(
      [counted(1, "post"), counted(2, "post"), counted(0, "query", "queries")],
      ["1 post", "2 posts", "0 queries"]
    )
  })

  it("gives shares in percent with one decimal, and says when a share is small but not none", () => {
    assert.deepStrictEqual([0, 0.0001, 0.0711, 0.5, 1, Number.NaN].map(percent), [
      "0%",
      "<0.1%",
      "7.1%",
      "50.0%",
      "100%",
      "–"
    ])
  })

  it("never says 100% of a part", () => {
    assert.strictEqual(percent(0.9999), ">99.9%")
  })

  it("gives decimals with a true minus sign and none before a zero", () => {
    assert.deepStrictEqual(
      [decimal(-1.25, 1), decimal(-0.001, 2), decimal(12345.678, 2), decimal(Number.POSITIVE_INFINITY, 1)],
      ["−1.3", "0.00", "12\u202f345.68", "–"]
    )
  })

  it("never says that a probability is 0", () => {
    assert.deepStrictEqual([0, 0.0001, 0.0005, 0.05, 1, Number.NaN].map(probability), [
      "<0.001",
      "<0.001",
      "0.001",
      "0.050",
      "1.000",
      "–"
    ])
  })

  it("gives days in UTC", () => {
    const lastMoment = Date.UTC(2019, 11, 31, 23, 59, 59, 999)
    assert.strictEqual(day(lastMoment), "31 Dec 2019")
    assert.strictEqual(isoDay(lastMoment), "2019-12-31")
  })
})
