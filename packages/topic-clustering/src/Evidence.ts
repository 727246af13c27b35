import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { random } from "@praxis/numerics/random"
import { Documents } from "@praxis/tables/Documents"
import { Posts } from "@praxis/tables/Posts"
import { Evidence as EvidenceTable, Topics } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { chooseEvidence } from "./chooseEvidence.ts"
import { contentKeys } from "./contentKeys.ts"
import { excerpt } from "./excerpt.ts"

const count = (description: string) =>
  Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description: `${description}, a topic at most.` })

/** Parameters of {@link Evidence}. */
export const EvidenceParams = Schema.Struct({
  central: count("Posts closest to the centroid"),
  borderline: count("Posts with the smallest margin to the second topic"),
  random: count("Posts drawn at random from the others"),
  maxExcerpt: Schema.Int.check(Schema.isBetween({ minimum: 20, maximum: 400 })).annotate({
    description: "Characters of an excerpt at most, 20 to 400."
  })
})

/**
 * Posts to read for each topic: central, borderline and random ones, chosen as `chooseEvidence` says.
 *
 * The excerpt is the beginning of the text. A post without text outside its code shows how many pieces of code it has,
 * one without either its title. Unassigned posts are not shown. Each topic draws with a seed of its own.
 */
export const Evidence = Stage.stream("evidence", {
  module: import.meta.url,
  inputs: { topics: Topics, documents: Documents, posts: Posts },
  params: EvidenceParams,
  output: EvidenceTable,
  seeded: true,
  run: Effect.fn("Evidence.run")(function* ({ inputs: { topics, documents, posts }, params, seed, output }) {
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
    const docsByTopic = Map.groupBy(topic.keys(), (doc) => topic[doc]!)
    docsByTopic.delete(-1)
    const chosen = Array.from(docsByTopic.keys())
      .sort((a, b) => a - b)
      .flatMap((number) =>
        chooseEvidence(
          number,
          docsByTopic.get(number)!,
          { topic, similarity, margin, second, contents },
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
