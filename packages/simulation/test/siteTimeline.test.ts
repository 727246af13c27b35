import { assert, describe, it } from "@effect/vitest"
import { curveAt, siteTimeline } from "@praxis/simulation/siteTimeline"
import { smallWording } from "./smallWording.ts"

const site = { ...smallWording.sites[0]!, opened: 2010 }

describe("siteTimeline", () => {
  it("begins when the site opens and ends with the corpus's last year", () => {
    const { firstYear, nYears, at } = siteTimeline(site, 2008, 2011)!
    assert.deepStrictEqual([firstYear, nYears], [2010, 2])
    assert.strictEqual(at(0).ms, Date.UTC(2010, 0))
    assert.isBelow(at(1 - 2 ** -53).ms, Date.UTC(2012, 0))
  })

  it("has no years where the site opened after the corpus ends", () => {
    assert.isUndefined(siteTimeline(site, 2000, 2009))
  })

  it("spreads questions as the growth says: linear density within a year", () => {
    // Density 0 at the start and 2 at the end of one year: a quarter of the questions by its middle.
    const timeline = siteTimeline(
      {
        ...site,
        growth: [
          [2010, 0],
          [2011, 2]
        ]
      },
      2010,
      2010
    )!
    const middle = (Date.UTC(2010, 0) + Date.UTC(2011, 0)) / 2
    assert.closeTo(timeline.at(0.25).ms, middle, 1)
  })

  it("ascends", () => {
    const { at } = siteTimeline(site, 2008, 2022)!
    const instants = Array.from({ length: 1000 }, (_, i) => at(i / 1000).ms)
    assert.isTrue(instants.every((ms, i) => i === 0 || ms > instants[i - 1]!))
  })
})

describe("curveAt", () => {
  it("is linear between its knots and constant outside", () => {
    const curve = [
      [2010, 1],
      [2014, 3]
    ] as const
    assert.deepStrictEqual(
      [2000, 2010, 2011, 2014, 2020].map((year) => curveAt(curve, year)),
      [1, 1, 1.5, 3, 3]
    )
  })
})
