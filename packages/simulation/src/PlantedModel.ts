/**
 * The generative model with its true parameters.
 */
import { apportion } from "./apportion.ts"
import type { Difficulty, SimulationParams } from "./SimulationParams.ts"
import { cumulative } from "./sampling.ts"
import { type SiteTimeline, siteTimeline } from "./siteTimeline.ts"
import { expectedShares, topicPrevalence } from "./topicPrevalence.ts"
import type { SiteWording, Wording } from "./Wording.ts"
import { type WordDistributions, wordDistributions } from "./wordDistributions.ts"

/** A site with what was planned for it. */
export interface PlannedSite {
  readonly wording: SiteWording
  readonly timeline: SiteTimeline
  /** Questions that ingest should keep. */
  readonly nQuestions: number
}

/** Everything that a post is drawn from. Immutable; the same for the same wording and parameters. */
export interface PlantedModel {
  readonly nTopics: number
  readonly difficulty: typeof Difficulty.Type
  /** By name (bytes); those that open after the corpus's last year are left out. */
  readonly sites: ReadonlyArray<PlannedSite>
  /** p(topic | site, year) by site: year × nTopics, row-major. */
  readonly prevalence: ReadonlyArray<Float64Array>
  /** The same as running sums by site and year. */
  readonly prevalenceSums: ReadonlyArray<ReadonlyArray<Float64Array>>
  /** Expected share of each topic in the corpus (nTopics), and its running sums. */
  readonly shares: Float64Array
  readonly shareSums: Float64Array
  readonly distributions: WordDistributions
  /** φ (nTopicWords × nTopics, row-major): probability that a drawn word is this one in a post of this topic alone, over the largest of the row. */
  readonly likelihood: Float64Array
}

/** The model of a wording that `checkWording` found sound. */
export const plantedModel = (wording: Wording, params: SimulationParams): PlantedModel => {
  const { difficulty } = params
  const nTopics = wording.topics.length
  const alive = [...wording.sites]
    .sort((a, b) => Buffer.compare(Buffer.from(a.site), Buffer.from(b.site)))
    .flatMap((site) => {
      const timeline = siteTimeline(site, params.firstYear, params.lastYear)
      return timeline === undefined ? [] : [{ wording: site, timeline }]
    })
  const weights = alive.map((site) => site.wording.share)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const counts = apportion(params.nPosts, weights)
  const shares = expectedShares(wording.topics, difficulty.topicSizeRatio)
  const siteYears = alive.map(({ wording: { site, share }, timeline }) => ({ site, share: share / total, timeline }))
  const prevalence = topicPrevalence(wording.topics, siteYears, shares)
  const distributions = wordDistributions(wording, difficulty)
  return {
    nTopics,
    difficulty,
    sites: alive.map((site, s) => ({ ...site, nQuestions: counts[s]! })),
    prevalence,
    prevalenceSums: prevalence.map((rows) =>
      Array.from({ length: rows.length / nTopics }, (_, y) => cumulative(rows.subarray(y * nTopics, (y + 1) * nTopics)))
    ),
    shares,
    shareSums: cumulative(shares),
    distributions,
    likelihood: likelihoods(distributions, shares, difficulty)
  }
}

const likelihoods = (
  { topicWordMatrix, nTopicWords }: WordDistributions,
  shares: Float64Array,
  { backgroundShare, strayShare }: typeof Difficulty.Type
): Float64Array => {
  const nTopics = shares.length
  const topicShare = Math.max(0, 1 - backgroundShare - strayShare)
  const likelihood = new Float64Array(topicWordMatrix.length)
  for (let word = 0; word < nTopicWords; word++) {
    const row = topicWordMatrix.subarray(word * nTopics, (word + 1) * nTopics)
    const mean = row.reduce((sum, theta, k) => sum + theta * shares[k]!, 0)
    const phi = row.map((theta) => topicShare * theta + strayShare * mean)
    const largest = phi.reduce((a, b) => Math.max(a, b), 0)
    likelihood.set(
      phi.map((p) => (largest > 0 ? p / largest : 1)),
      word * nTopics
    )
  }
  return likelihood
}
