import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { benjaminiHochberg } from "@praxis/numerics/benjaminiHochberg"
import { strataOf } from "@praxis/numerics/blockPermutation"
import { wilsonInterval } from "@praxis/numerics/wilsonInterval"
import { Posts } from "@praxis/tables/Posts"
import { Topics } from "@praxis/tables/Topics"
import { TopicChange, TopicTrends as TopicTrendsTable } from "@praxis/tables/Trends"
import { Effect, Schema } from "effect"
import { countTopics } from "./countTopics.ts"
import { permutationPs, permutations, tooFewPermutations } from "./trends/permutationPs.ts"
import { minAuthored, readSites, type SitePosts } from "./trends/readSites.ts"
import { topicDesignEffect, type YearPosts, yearsOf } from "./trends/yearClusters.ts"

/** Parameters of {@link TopicTrends}. */
export const TopicTrendsParams = Schema.Struct({ minAuthored, permutations })

/**
 * How each topic's share changes over the years within each site, and how sure that is; never pooled over sites.
 *
 * A share has Wilson's 95 % interval. Posts of one author are alike, so where authors are known the number of posts is
 * divided by the design effect of the site and topic (see `designEffect`); where they are not, the interval takes posts
 * for independent, is too narrow, and says so. A cell of under 5 posts is a count without share or interval. The first and
 * the last year of a site are `partial`.
 *
 * Where authors are known, a change over the whole years is tested by permuting whole authors (see `countExtremes`): the
 * statistic is the slope of the share over the years, two-sided, and authors with as many posts change places, so that an
 * author's own preferences are no change. Topics with under 5 posts in these years are not tested. All tests of all sites
 * are one Benjamini–Hochberg family. Misleads where the people change: a topic may rise since others came, and no one
 * changed; and shares sum to one, so that one topic's rise is another's fall.
 */
export const TopicTrends = Stage.stream("topic-trends", {
  module: import.meta.url,
  inputs: { topics: Topics, posts: Posts },
  params: TopicTrendsParams,
  output: { "topic-trends": TopicTrendsTable, "topic-change": TopicChange },
  seeded: true,
  run: Effect.fn("TopicTrends.run")(function* ({ inputs, output, params, seed, warn, workers }) {
    if (inputs.topics.numRows !== inputs.posts.numRows) {
      throw new RangeError(`${inputs.topics.numRows} rows of topics belong to ${inputs.posts.numRows} posts`)
    }
    const labels = (yield* inputs.topics.table).columns.topic
    const nTopics = countTopics(labels)
    const sites = yield* readSites(inputs.posts, labels, params.minAuthored)
    const trends = Table.builder(TopicTrendsTable)
    const tests: Array<Pick<Table.RowOf<typeof TopicChange>, "site" | "topic" | "slope" | "p">> = []
    for (const posts of sites) {
      const years = yearsOf(posts, nTopics)
      for (let topic = 0; topic < nTopics; topic++) {
        for (const row of trendRows(posts, years, topic)) trends.append(row)
      }
      const whole = wholeYears(posts, years)
      if (!posts.authorsKnown || new Set(whole.years).size < 2) continue
      const strata = strataOf(
        whole.units,
        whole.years,
        whole.topics.map((topic) => (topic < 0 ? nTopics : topic)),
        nTopics + 1
      )
      const ps = yield* permutationPs(workers, strata, params.permutations, (job) => seed(`${posts.site}-${job}`))
      for (let topic = 0; topic < nTopics; topic++) {
        if (whole.topics.filter((each) => each === topic).length < minCell) continue
        tests.push({ site: posts.site, topic, slope: slopeOf(whole, topic), p: ps[topic]! })
      }
    }
    const unknown = sites.filter(({ authorsKnown }) => !authorsKnown).map(({ site }) => site)
    if (unknown.length > 0) {
      warn(
        `posts of ${unknown.join(", ")} do not name their authors: no change over the years is tested there, and intervals are too narrow`
      )
    }
    const tooFew = tooFewPermutations("topic-trends", params.permutations, tests.length)
    if (tooFew !== undefined) warn(tooFew)
    const qs = benjaminiHochberg(tests.map(({ p }) => p))
    yield* output["topic-trends"].write(trends.finish())
    yield* output["topic-change"].write(
      Table.fromRows(
        TopicChange,
        tests.map((test, i) => ({ ...test, permutations: params.permutations, q: qs[i]!, family: tests.length }))
      )
    )
  })
})

/** Posts below which a cell is a count alone, and a topic is not tested. */
const minCell = 5

const trendRows = (
  { site, authorsKnown }: SitePosts,
  years: ReadonlyArray<YearPosts>,
  topic: number
): ReadonlyArray<Table.RowOf<typeof TopicTrendsTable>> => {
  const effect = authorsKnown ? topicDesignEffect(years, topic) : 1
  return years.map(({ year, counts, total }, i) => {
    const posts = counts[topic]!
    const share = posts < minCell ? null : posts / total
    const { low, high } = share === null ? noInterval : wilsonInterval(share, total / effect)
    return {
      site,
      topic,
      year,
      partial: i === 0 || i === years.length - 1,
      posts,
      total,
      share,
      low,
      high,
      designEffect: effect,
      interval: authorsKnown ? "authors" : "posts treated as independent; too narrow"
    }
  })
}

const noInterval = { low: null, high: null }

/** The posts of the years that are not partial. */
const wholeYears = ({ years, topics, units }: SitePosts, all: ReadonlyArray<YearPosts>) => {
  const inside = Uint32Array.from(years.keys()).filter(
    (i) => years[i]! > (all[0]?.year ?? 0) && years[i]! < (all.at(-1)?.year ?? 0)
  )
  const at = (values: Int32Array) => Int32Array.from(inside, (i) => values[i]!)
  return { years: at(years), topics: at(topics), units: at(units) }
}

/** The slope of least squares of a topic's share on the year, a post an observation. */
const slopeOf = ({ years, topics }: { readonly years: Int32Array; readonly topics: Int32Array }, topic: number) => {
  const mean = years.reduce((sum, year) => sum + year, 0) / years.length
  const share = topics.filter((each) => each === topic).length / years.length
  let products = 0
  let squares = 0
  years.forEach((year, i) => {
    products += (year - mean) * ((topics[i] === topic ? 1 : 0) - share)
    squares += (year - mean) ** 2
  })
  return products / squares
}
