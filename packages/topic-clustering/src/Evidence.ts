import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { random } from "@praxis/numerics/random"
import { Documents } from "@praxis/tables/Documents"
import { SimilarPosts } from "@praxis/tables/Duplicates"
import { Posts } from "@praxis/tables/Posts"
import { Evidence as EvidenceTable, Topics } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { chooseEvidence } from "./chooseEvidence.ts"
import { contentKeys } from "./contentKeys.ts"
import { excerpt } from "./excerpt.ts"
import { similarDocs } from "./similarDocs.ts"

const count = (description: string) =>
  Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description: `${description}, a topic at most.` })

/** Parameters of {@link Evidence}. */
export const EvidenceParams = Schema.Struct({
  central: count("Posts closest to the centroid, each of its part of sites and years"),
  borderline: count("Posts with the smallest margin to the second topic, each of its part of sites and years"),
  random: count("Posts drawn at random from the others, each of its part of sites and years"),
  maxExcerpt: Schema.Int.check(Schema.isBetween({ minimum: 20, maximum: 400 })).annotate({
    description: "Characters of an excerpt at most, 20 to 400."
  })
})

/**
 * Posts to read for each topic: central, borderline and random ones, spread over sites and years as `chooseEvidence` says.
 *
 * Posts with the same title or text, in whatever case and spaces, are never shown together in a topic, nor are posts that
 * `similarPosts` links. Posts without a date come last in their site.
 *
 * The excerpt is the beginning of the text. A post without text outside its code shows how many pieces of code it has,
 * one without either its title. Unassigned posts are not shown. Each topic draws with a seed of its own.
 */
export const Evidence = Stage.stream("evidence", {
  module: import.meta.url,
  inputs: { topics: Topics, documents: Documents, posts: Posts, similarPosts: Stage.optional(SimilarPosts) },
  params: EvidenceParams,
  output: EvidenceTable,
  seeded: true,
  run: Effect.fn("Evidence.run")(function* ({
    inputs: { topics, documents, posts, similarPosts },
    params,
    seed,
    output
  }) {
    if (topics.numRows !== posts.numRows || topics.numRows !== documents.numRows) {
      throw new RangeError(
        `${topics.numRows} rows of topics belong to ${documents.numRows} documents and ${posts.numRows} posts`
      )
    }
    const contents: Array<ReadonlyArray<string>> = []
    yield* Stream.runForEach(documents.batches, ({ numRows, columns: { title, text } }) =>
      Effect.sync(() => {
        for (let i = 0; i < numRows; i++) contents.push(contentKeys(title.at(i), text.at(i)))
      })
    )
    const { topic, similarity, margin, second, site, id } = (yield* topics.table).columns
    const places = yield* placesOf(posts.batches)
    const similar = similarPosts === undefined ? new Map() : similarDocs(yield* similarPosts.table, { site, id })
    const docsByTopic = Map.groupBy(places, (doc) => topic[doc]!)
    docsByTopic.delete(-1)
    const chosen = Array.from(docsByTopic.keys())
      .sort((a, b) => a - b)
      .flatMap((number) =>
        chooseEvidence(
          number,
          docsByTopic.get(number)!,
          { similarity, margin, second, contents, similar },
          params,
          random(seed(`topic-${number}`))
        )
      )

    const docs = new Set(chosen.map(({ doc }) => doc))
    const texts = yield* rowsOf(documents.batches, docs, ({ columns: { title, text, nCodes } }, i) => ({
      title: title.at(i),
      excerpt: excerpt(shownText(title.at(i), text.at(i), nCodes[i]!), params.maxExcerpt)
    }))
    const sources = yield* rowsOf(posts.batches, docs, (batch, i) => {
      const { createdAt, url, licence } = Table.rowAt(batch, i)
      return { createdAt, url, licence }
    })
    yield* output.write(
      Table.fromRows(
        EvidenceTable,
        chosen.map(({ doc, ...place }) => ({
          ...place,
          site: site.at(doc),
          id: id.at(doc),
          ...texts.get(doc)!,
          ...sources.get(doc)!,
          similarity: similarity[doc]!,
          margin: margin[doc]!
        }))
      )
    )
  })
})

const shownText = (title: string, text: string, nCodes: number): string =>
  text.trim() !== "" ? text : nCodes === 0 ? title : `(no text, ${nCodes} ${nCodes === 1 ? "piece" : "pieces"} of code)`

/** The rows of posts by site in the order of posts, then date, then row; posts without a date last. */
const placesOf = <E>(batches: Stream.Stream<Table.Batch<typeof Posts>, E>): Effect.Effect<ReadonlyArray<number>, E> =>
  Effect.gen(function* () {
    const sites = new Map<string, number>()
    const siteOf: Array<number> = []
    const timeOf: Array<number> = []
    yield* Stream.runForEach(batches, ({ numRows, columns: { site, createdAt } }) =>
      Effect.sync(() => {
        for (let i = 0; i < numRows; i++) {
          const name = site.at(i)
          if (!sites.has(name)) sites.set(name, sites.size)
          siteOf.push(sites.get(name)!)
          timeOf.push(createdAt.valid[i] === 1 ? createdAt.values[i]! : undated)
        }
      })
    )
    return Array.from(siteOf.keys()).sort((a, b) => siteOf[a]! - siteOf[b]! || timeOf[a]! - timeOf[b]! || a - b)
  })

const undated = Number.MAX_VALUE

/** What `read` takes from the given rows, by row number. */
const rowsOf = <K extends Table.AnyContract, A, E>(
  batches: Stream.Stream<Table.Batch<K>, E>,
  rows: ReadonlySet<number>,
  read: (batch: Table.Batch<K>, i: number) => A
): Effect.Effect<ReadonlyMap<number, A>, E> =>
  Effect.gen(function* () {
    const found = new Map<number, A>()
    let first = 0
    yield* Stream.runForEach(batches, (batch) =>
      Effect.sync(() => {
        for (let i = 0; i < batch.numRows; i++) if (rows.has(first + i)) found.set(first + i, read(batch, i))
        first += batch.numRows
      })
    )
    return found
  })
