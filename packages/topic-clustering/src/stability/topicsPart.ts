/**
 * What a cell of `stability` and `k-sweep` leaves: the posts of its sample, and topics for each K.
 */
import type { ArtifactWriteError } from "@praxis/dataflow/Artifact"
import type { Part } from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import type { SampledTopics } from "./sampleTopics.ts"
import type { FoundTopics } from "./topicsOf.ts"

/** The posts of the sample, by row of the corpus, ascending. */
export const SampledPostsPart = Table.contract("sampled-posts", { post: Table.uint32 })

/** One row a K. */
export const TopicsPart = Table.contract("sampled-topics", {
  k: Table.uint32,
  objective: Table.float64,
  /** The topic of each post of the sample; −1 = in none. */
  labels: Table.list(Table.int32),
  /** The first ten words of each topic, as term numbers. */
  words: Table.list(Table.list(Table.uint32))
})

/** One K of a part. */
export type TopicsPartRow = FoundTopics

type Contracts = {
  readonly posts: typeof SampledPostsPart
  readonly topics: typeof TopicsPart
}

/** Writes what a kernel gave. */
export const writePart = (
  output: {
    readonly [K in keyof Contracts]: {
      readonly write: (batch: Table.Batch<Contracts[K]>) => Effect.Effect<void, ArtifactWriteError>
    }
  },
  { posts, found }: SampledTopics
) =>
  Effect.andThen(
    output.posts.write(Table.make(SampledPostsPart, { post: posts })),
    output.topics.write(
      Table.fromRows(
        TopicsPart,
        found.map(({ k, objective, labels, words }) => ({
          k,
          objective,
          labels: Array.from(labels),
          words: words.map((terms) => Array.from(terms))
        }))
      )
    )
  )

/** Reads it again. */
export const readPart = Effect.fnUntraced(function* ({ output }: Pick<Part<Contracts>, "output">) {
  const posts = (yield* output.posts.table).columns.post
  const found = Table.toRows(yield* output.topics.table).map(
    ({ k, objective, labels, words }): TopicsPartRow => ({
      k,
      objective,
      labels: Int32Array.from(labels),
      words: words.map((terms) => Uint32Array.from(terms))
    })
  )
  return { posts, found } satisfies SampledTopics
})
