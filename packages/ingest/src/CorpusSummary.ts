/**
 * Stage `corpus-summary`: how many posts each site, year and licence has.
 */
import { Buffer } from "node:buffer"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { CorpusLicences, CorpusSites, CorpusYears, Posts } from "@praxis/tables/Posts"
import { Effect, Schema, Stream } from "effect"
import { siteUrl } from "./postUrl.ts"
import { titleBySite } from "./sites.ts"

/** Counts posts, dates, authors and licences of each site, and posts of each calendar year (UTC). */
export const CorpusSummary = Stage.stream("corpus-summary", {
  module: import.meta.url,
  inputs: { posts: Posts },
  params: Schema.Struct({}),
  output: { "corpus-sites": CorpusSites, "corpus-years": CorpusYears, "corpus-licences": CorpusLicences },
  run: Effect.fn("CorpusSummary.run")(function* ({ inputs, output, progress }) {
    const summaryBySite = new Map<string, Summary>()
    progress.total(inputs.posts.numRows, "posts")
    yield* Stream.runForEach(inputs.posts.batches, (batch) =>
      Effect.sync(() => {
        const { site, createdAt, author, licence } = batch.columns
        for (let i = 0; i < batch.numRows; i++) {
          const name = site.at(i)
          const summary = summaryBySite.get(name) ?? emptySummary()
          summaryBySite.set(name, summary)
          summary.posts++
          if (author.valid[i] === 1) {
            summary.authors.add(author.values[i]!)
            summary.withAuthor++
          }
          if (createdAt.valid[i] === 1) addInstant(summary, createdAt.values[i]!)
          else summary.undated++
          addTo(summary.postsByLicence, licence.valid[i] === 1 ? licence.values.at(i) : null)
        }
        progress.advance(batch.numRows)
      })
    )
    yield* output["corpus-sites"].write(Table.fromRows(CorpusSites, Array.from(summaryBySite, siteRow)))
    yield* output["corpus-years"].write(Table.fromRows(CorpusYears, Array.from(summaryBySite).flatMap(yearRows)))
    yield* output["corpus-licences"].write(
      Table.fromRows(CorpusLicences, Array.from(summaryBySite).flatMap(licenceRows))
    )
  })
})

interface Summary {
  posts: number
  undated: number
  firstAt: number
  lastAt: number
  withAuthor: number
  readonly authors: Set<number>
  readonly postsByYear: Map<number, number>
  readonly postsByLicence: Map<string | null, number>
}

const emptySummary = (): Summary => ({
  posts: 0,
  undated: 0,
  firstAt: Number.POSITIVE_INFINITY,
  lastAt: Number.NEGATIVE_INFINITY,
  withAuthor: 0,
  authors: new Set(),
  postsByYear: new Map(),
  postsByLicence: new Map()
})

const addTo = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

const addInstant = (summary: Summary, instant: number): void => {
  summary.firstAt = Math.min(summary.firstAt, instant)
  summary.lastAt = Math.max(summary.lastAt, instant)
  addTo(summary.postsByYear, new Date(instant).getUTCFullYear())
}

const siteRow = ([site, { posts, undated, firstAt, lastAt, authors, withAuthor }]: readonly [string, Summary]) => {
  const isDated = undated < posts
  return {
    site,
    title: Object.hasOwn(titleBySite, site) ? titleBySite[site]! : null,
    address: siteUrl(site),
    posts,
    firstAt: isDated ? firstAt : null,
    lastAt: isDated ? lastAt : null,
    undated,
    authors: authors.size > 0 ? authors.size : null,
    withAuthor
  }
}

const yearRows = ([site, { postsByYear }]: readonly [string, Summary]) => {
  if (postsByYear.size === 0) return []
  const first = Math.min(...postsByYear.keys())
  const last = Math.max(...postsByYear.keys())
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    site,
    year: first + i,
    posts: postsByYear.get(first + i) ?? 0
  }))
}

const licenceRows = ([site, { postsByLicence }]: readonly [string, Summary]) =>
  Array.from(postsByLicence)
    .toSorted(([a], [b]) => (a === null ? 1 : b === null ? -1 : Buffer.compare(Buffer.from(a), Buffer.from(b))))
    .map(([licence, posts]) => ({ site, licence, posts }))
