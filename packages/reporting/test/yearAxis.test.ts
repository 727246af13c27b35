import { assert, describe, it } from "@effect/vitest"
import { roundUp, yearsOf, yearTicks } from "../src/figures/yearAxis.ts"

describe("yearAxis", () => {
  it("names every year between the first and the last", () => {
    assert.deepStrictEqual(yearsOf([{ year: 2013 }, { year: 2010 }]), [2010, 2011, 2012, 2013])
    assert.deepStrictEqual(yearsOf([]), [])
  })

  it("labels one year, both ends of a few, and the middle of many", () => {
    assert.deepStrictEqual(yearTicks([2010]), [2010])
    assert.deepStrictEqual(yearTicks([2010, 2011]), [2010, 2011])
    assert.deepStrictEqual(yearTicks([2010, 2011, 2012, 2013, 2014, 2015, 2016]), [2010, 2013, 2016])
  })

  it("rounds the end of an axis up so that its half is round", () => {
    assert.deepStrictEqual([0, 1, 3, 9, 41, 160, 0.137, 0.02, 1].map(roundUp), [1, 1, 4, 10, 60, 200, 0.2, 0.02, 1])
  })
})
