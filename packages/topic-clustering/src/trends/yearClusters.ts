import { type ClusteredShare, designEffect } from "@praxis/numerics/designEffect"
import type { SitePosts } from "./readSites.ts"

/** The posts of one site and year. */
export interface YearPosts {
  readonly year: number
  /** Posts of each topic (nTopics). */
  readonly counts: Uint32Array
  /** All posts, unassigned ones included. */
  readonly total: number
  /** Posts of each unit, the units in the order of their first post. */
  readonly sizes: Uint32Array
  /** The unit of each post, as an index of `sizes`. */
  readonly clusters: Uint32Array
  /** The topic of each post; −1 = unassigned. */
  readonly topics: Int32Array
}

/** The years of a site from its first post to its last, without a gap; none where no post has a date. */
export const yearsOf = ({ years, topics, units }: SitePosts, nTopics: number): ReadonlyArray<YearPosts> => {
  const rowsOfYear = Map.groupBy(
    Array.from(years.keys()).filter((i) => years[i]! >= 0),
    (i) => years[i]!
  )
  if (rowsOfYear.size === 0) return []
  const first = Math.min(...rowsOfYear.keys())
  const last = Math.max(...rowsOfYear.keys())
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const rows = rowsOfYear.get(first + i) ?? []
    const clusterOf = new Map<number, number>()
    for (const row of rows) if (!clusterOf.has(units[row]!)) clusterOf.set(units[row]!, clusterOf.size)
    const clusters = Uint32Array.from(rows, (row) => clusterOf.get(units[row]!)!)
    const sizes = new Uint32Array(clusterOf.size)
    for (const cluster of clusters) sizes[cluster]!++
    const counts = new Uint32Array(nTopics)
    for (const row of rows) if (topics[row]! >= 0) counts[topics[row]!]!++
    return {
      year: first + i,
      counts,
      total: rows.length,
      sizes,
      clusters,
      topics: Int32Array.from(rows, (row) => topics[row]!)
    }
  })
}

/** The design effect of a topic's share over the years of a site; see `designEffect`. */
export const topicDesignEffect = (years: ReadonlyArray<YearPosts>, topic: number): number =>
  designEffect(
    years.map(({ sizes, clusters, topics }): ClusteredShare => {
      const hits = new Uint32Array(sizes.length)
      for (let i = 0; i < topics.length; i++) if (topics[i] === topic) hits[clusters[i]!]!++
      return { sizes, hits }
    })
  )
