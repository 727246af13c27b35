/**
 * When the questions of a site are asked.
 */
import type { Curve, SiteWording } from "./Wording.ts"

/** The years of a site, and the instant at each share of its rows. */
export interface SiteTimeline {
  readonly firstYear: number
  readonly nYears: number
  /** Share of the site's questions by year (nYears), sums to 1. */
  readonly yearShares: Float64Array
  /** The year (counted from `firstYear`) and the instant (ms since 1970) by which a share u in [0, 1) of the questions was asked. */
  readonly at: (u: number) => { readonly year: number; readonly ms: number }
}

/** The timeline of a site within the corpus's years, or none where it opened later. Its density is piecewise linear in time. */
export const siteTimeline = (site: SiteWording, firstOfCorpus: number, lastYear: number): SiteTimeline | undefined => {
  const firstYear = Math.max(firstOfCorpus, site.opened)
  const nYears = lastYear - firstYear + 1
  if (nYears < 1) return undefined
  const density = Float64Array.from({ length: nYears + 1 }, (_, y) => curveAt(site.growth, firstYear + y))
  const masses = Float64Array.from({ length: nYears }, (_, y) => (density[y]! + density[y + 1]!) / 2)
  const total = masses.reduce((sum, mass) => sum + mass, 0)
  const at = (u: number) => {
    let left = u * total
    let year = 0
    while (year < nYears - 1 && left >= masses[year]!) left -= masses[year++]!
    const part = shareOfYear(density[year]!, density[year + 1]!, Math.min(left, masses[year]!))
    const start = Date.UTC(firstYear + year, 0)
    const end = Date.UTC(firstYear + year + 1, 0)
    return { year, ms: Math.min(end - 1, start + Math.floor(part * (end - start))) }
  }
  return { firstYear, nYears, yearShares: masses.map((mass) => mass / total), at }
}

/** The t in [0, 1] at which ∫₀ᵗ a + (b − a)x dx = mass; the form that does not cancel. */
const shareOfYear = (a: number, b: number, mass: number): number => {
  const root = Math.sqrt(Math.max(0, a * a + 2 * (b - a) * mass))
  return a + root === 0 ? 0 : (2 * mass) / (a + root)
}

/** The value of a curve in a year. */
export const curveAt = (curve: Curve, year: number): number => {
  const after = curve.findIndex(([knot]) => knot >= year)
  if (after === -1) return curve[curve.length - 1]![1]
  if (after === 0) return curve[0]![1]
  const [year0, value0] = curve[after - 1]!
  const [year1, value1] = curve[after]!
  return value0 + ((value1 - value0) * (year - year0)) / (year1 - year0)
}
