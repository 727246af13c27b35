import type { Batch } from "@praxis/dataflow/Table"
import type { Posts } from "@praxis/tables/Posts"
import { Effect, Schema, Stream } from "effect"

/** The parameter that says where authors count as known. */
export const minAuthored = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })).annotate({
  description:
    "The authors of a site are known where at least this share of its posts names one, 0 to 1; the others stand for authors of their own."
})

/** The posts of one site by date, then topic; posts without a date come last. All arrays are nPosts. */
export interface SitePosts {
  readonly site: string
  /** Whether posts by one author are known as such. */
  readonly authorsKnown: boolean
  /** Row number of each in posts. */
  readonly docs: Uint32Array
  /** Calendar year (UTC); {@link undated} of a post without a date. */
  readonly years: Int32Array
  /** −1 = unassigned. */
  readonly topics: Int32Array
  /** Equal for posts of one author; a post without a known author has a number of its own. */
  readonly units: Int32Array
}

/** The year of a post without a date. */
export const undated = -1

/** The posts by site, in the order of posts; `topics` hold a topic a post. */
export const readSites = <E>(
  posts: { readonly batches: Stream.Stream<Batch<typeof Posts>, E> },
  topics: Int32Array,
  minAuthored: number
): Effect.Effect<ReadonlyArray<SitePosts>, E> =>
  Effect.gen(function* () {
    const rowsBySite = new Map<string, Array<PostRow>>()
    let doc = 0
    yield* Stream.runForEach(posts.batches, ({ numRows, columns: { site, createdAt, author } }) =>
      Effect.sync(() => {
        for (let i = 0; i < numRows; i++) {
          const name = site.at(i)
          const rows = rowsBySite.get(name) ?? []
          if (rows.length === 0) rowsBySite.set(name, rows)
          rows.push({
            doc,
            time: createdAt.valid[i] === 1 ? createdAt.values[i]! : Number.POSITIVE_INFINITY,
            topic: topics[doc]!,
            author: author.valid[i] === 1 ? author.values[i]! : null
          })
          doc++
        }
      })
    )
    return Array.from(rowsBySite, ([site, rows]) => sitePosts(site, rows, minAuthored))
  })

interface PostRow {
  readonly doc: number
  readonly time: number
  readonly topic: number
  readonly author: number | null
}

const sitePosts = (site: string, rows: Array<PostRow>, minAuthored: number): SitePosts => {
  // Equal times are compared first, since the difference of two infinities is NaN.
  rows.sort((a, b) => (a.time === b.time ? a.topic - b.topic || a.doc - b.doc : a.time - b.time))
  const authored = rows.filter(({ author }) => author !== null).length
  const authorsKnown = authored > 0 && authored >= minAuthored * rows.length
  return {
    site,
    authorsKnown,
    docs: Uint32Array.from(rows, ({ doc }) => doc),
    years: Int32Array.from(rows, ({ time }) => (Number.isFinite(time) ? new Date(time).getUTCFullYear() : undated)),
    topics: Int32Array.from(rows, ({ topic }) => topic),
    units: Int32Array.from(rows, ({ author }, i) => (authorsKnown && author !== null ? author : -1 - i))
  }
}
