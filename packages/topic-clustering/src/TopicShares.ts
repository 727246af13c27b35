import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Posts } from "@praxis/tables/Posts"
import { TopicShares as TopicSharesTable, TopicSites, TopicSizes, Topics } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { countTopics } from "./countTopics.ts"

/** {@link TopicShares} has no parameters. */
export const TopicSharesParams = Schema.Struct({})

/**
 * How large each topic is: in all, by site, and by site and calendar year (UTC).
 *
 * Sites come in the order of posts; never pooled over sites. Where a post is unassigned, −1 follows the topics in each
 * group. The years of a site run from its first post to its last without a gap: a year without a post has total 0 and
 * share 0. The first and the last are `partial`: posts may be missing before the first and after the last.
 */
export const TopicShares = Stage.stream("topic-shares", {
  module: import.meta.url,
  inputs: { topics: Topics, posts: Posts },
  params: TopicSharesParams,
  output: { "topic-sizes": TopicSizes, "topic-sites": TopicSites, "topic-shares": TopicSharesTable },
  run: Effect.fn("TopicShares.run")(function* ({ inputs: { topics, posts }, output, progress }) {
    if (topics.numRows !== posts.numRows) {
      throw new RangeError(`${topics.numRows} rows of topics belong to ${posts.numRows} posts`)
    }
    const assigned = (yield* topics.table).columns.topic
    const nTopics = countTopics(assigned)
    const named = Array.from({ length: nTopics }, (_, topic) => topic)
    const topicNumbers = assigned.includes(-1) ? [...named, -1] : named
    const slotOf = (topic: number) => (topic < 0 ? nTopics : topic)
    const emptyCounts = () => new Uint32Array(nTopics + 1)

    const sizes = emptyCounts()
    const bySite = new Map<string, { readonly counts: Uint32Array; readonly byYear: Map<number, Uint32Array> }>()
    let row = 0
    progress.total(posts.numRows, "posts")
    yield* Stream.runForEach(posts.batches, ({ numRows, columns: { site, createdAt } }) =>
      Effect.sync(() => {
        for (let i = 0; i < numRows; i++) {
          const slot = slotOf(assigned[row++]!)
          const { counts, byYear } = getOrAdd(bySite, site.at(i), () => ({ counts: emptyCounts(), byYear: new Map() }))
          sizes[slot]!++
          counts[slot]!++
          if (createdAt.valid[i] === 1) {
            getOrAdd(byYear, new Date(createdAt.values[i]!).getUTCFullYear(), emptyCounts)[slot]!++
          }
        }
        progress.advance(numRows)
      })
    )

    const shares = (counts: Uint32Array) => {
      const total = counts.reduce((sum, count) => sum + count, 0)
      return topicNumbers.map((topic) => {
        const posts = counts[slotOf(topic)]!
        return { topic, posts, total, share: total === 0 ? 0 : posts / total }
      })
    }
    const sites = Array.from(bySite, ([site, { counts, byYear }]) => ({ site, counts, byYear }))
    yield* output["topic-sizes"].write(
      Table.fromRows(
        TopicSizes,
        shares(sizes).map(({ topic, posts, share }) => ({ topic, posts, share }))
      )
    )
    yield* output["topic-sites"].write(
      Table.fromRows(
        TopicSites,
        sites.flatMap(({ site, counts }) => shares(counts).map((share) => ({ site, ...share })))
      )
    )
    yield* output["topic-shares"].write(
      Table.fromRows(
        TopicSharesTable,
        sites.flatMap(({ site, byYear }) => {
          const years = Array.from(byYear.keys()).sort((a, b) => a - b)
          const first = years[0]!
          const last = years[years.length - 1]!
          return years.length === 0
            ? []
            : Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((year) =>
                shares(byYear.get(year) ?? emptyCounts()).map((share) => ({
                  site,
                  year,
                  partial: year === first || year === last,
                  ...share
                }))
              )
        })
      )
    )
  })
})

const getOrAdd = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
