/**
 * How likely each topic is in each site and year.
 */
import type { SiteTimeline } from "./siteTimeline.ts"
import { curveAt } from "./siteTimeline.ts"
import type { TopicWording } from "./Wording.ts"

/** The years of a site with its share of all questions. */
export interface SiteYears {
  readonly site: string
  readonly share: number
  readonly timeline: SiteTimeline
}

/** Expected share of each topic in the whole corpus (nTopics): in proportion to 1 + (ratio − 1) size. */
export const expectedShares = (topics: ReadonlyArray<TopicWording>, ratio: number): Float64Array => {
  const weights = Float64Array.from(topics, ({ size }) => 1 + (ratio - 1) * size)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/**
 * p(topic | site, year) by site, year × nTopics (row-major, rows sum to 1): a_k trend_k(year) sites_k(site), normalised,
 * where the factors a_k are fitted so that the topics' shares of the whole corpus are `shares`
 * (iterative proportional fitting, Deming & Stephan 1940, until each is met to 1e−6 of itself, at most 500 rounds).
 * At least one topic must be alive in each site and year.
 */
export const topicPrevalence = (
  topics: ReadonlyArray<TopicWording>,
  sites: ReadonlyArray<SiteYears>,
  shares: Float64Array
): ReadonlyArray<Float64Array> => {
  const nTopics = topics.length
  const bases = sites.map(({ site, timeline }) =>
    Float64Array.from({ length: timeline.nYears * nTopics }, (_, i) => {
      const topic = topics[i % nTopics]!
      return curveAt(topic.trend, timeline.firstYear + Math.floor(i / nTopics)) * (topic.sites[site] ?? 1)
    })
  )
  const factors = shares.slice()
  const prevalence = bases.map((base) => base.slice())
  for (let round = 0; ; round++) {
    const sums = new Float64Array(nTopics)
    bases.forEach((base, s) => {
      normaliseRows(base, factors, prevalence[s]!)
      const { share, timeline } = sites[s]!
      prevalence[s]!.forEach((p, i) => {
        sums[i % nTopics]! += share * timeline.yearShares[Math.floor(i / nTopics)]! * p
      })
    })
    if (round === 500 || sums.every((sum, k) => Math.abs(sum / shares[k]! - 1) < 1e-6)) return prevalence
    for (let k = 0; k < nTopics; k++) factors[k] = (factors[k]! * shares[k]!) / sums[k]!
  }
}

/** Writes rows of `base` times `factors`, each divided by its sum, to `rows`. */
const normaliseRows = (base: Float64Array, factors: Float64Array, rows: Float64Array): void => {
  const nTopics = factors.length
  for (let start = 0; start < base.length; start += nTopics) {
    let total = 0
    for (let k = 0; k < nTopics; k++) {
      const product = base[start + k]! * factors[k]!
      rows[start + k] = product
      total += product
    }
    for (let k = 0; k < nTopics; k++) rows[start + k] = rows[start + k]! / total
  }
}
