import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Kernel from "@praxis/dataflow/Kernel"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Documents, DocVectors } from "@praxis/tables/Documents"
import { TopicCentroids, TopicStarts, Topics as TopicsTable } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { centroidCosines } from "./centroidCosines.ts"
import { type ClusterableRows, clusterableRows, countDistinctRows } from "./clusterableRows.ts"
import { counted } from "./counted.ts"
import { numberBySize } from "./numberBySize.ts"
import { rowsAt } from "./rowsAt.ts"
import type { startLloyd } from "./startLloyd.ts"
import type { startMlKMeans } from "./startMlKMeans.ts"

/** There are fewer different posts than topics asked for. */
export class TooManyTopicsError extends Schema.TaggedError<TooManyTopicsError>()("TooManyTopicsError", {
  k: Schema.Int,
  /** Different vectors among the posts that have a term. */
  distinct: Schema.Int,
  posts: Schema.Int
}) {
  override get message() {
    const wanted = `${counted(this.k, "topic")} (topics.k) cannot be made of ${counted(this.posts, "post")}`
    return this.distinct === 0
      ? `${wanted}: none has a term; keep rare words too (--set vocabulary.minDf=1), or give posts with words`
      : `${wanted}: only ${this.distinct} ${this.distinct === 1 ? "has" : "have"} a term and ${this.distinct === 1 ? "differs" : "differ"} from the others; ` +
          `set as many (--set topics.k=${this.distinct}) or fewer, or give more posts`
  }
}

/** Parameters of {@link Topics}. */
export const TopicsParams = Schema.Struct({
  k: Schema.Int.check(Schema.isGreaterThan(0)).annotate({ description: "Number of topics." }),
  starts: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "How often k-means starts, each time from centres of its own; the lowest inertia is kept."
  }),
  maxIterations: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Iterations after which a start ends even if it has not converged."
  }),
  tolerance: Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)).annotate({
    description: "A start has converged when no centroid moves by more than this squared distance; 0 = none moves."
  }),
  engine: Schema.Literals(["lloyd", "ml-kmeans"]).annotate({
    description: "What runs the iterations: this project's kernel, or the library ml-kmeans. Both give the same bits."
  })
})

/**
 * Topics as the clusters of k-means on the documents' vectors (nDocs × dims).
 *
 * Each start draws its centres by greedy k-means++ with a seed of its own and runs Lloyd's iterations; the start with
 * the lowest inertia is kept, the first of equals. Documents without a term (all-zero vectors) take no part and are
 * unassigned. Empty clusters: see `clusterFrom`. Numbers: see `numberBySize`. Errors: `TooManyTopicsError`.
 * Source: Lloyd 1982; Arthur & Vassilvitskii 2007. Euclidean on unit vectors; centroids are not scaled to unit length.
 */
export const Topics = Stage.make("topics", {
  module: import.meta.url,
  inputs: { lsa: DocVectors, documents: Documents },
  params: TopicsParams,
  output: { topics: TopicsTable, "topic-centroids": TopicCentroids, "topic-starts": TopicStarts },
  seeded: true,
  run: Effect.fn("Topics.run")(function* ({ inputs: { lsa, documents }, params, progress, seed, warn, workers }) {
    if (lsa.numRows !== documents.numRows) {
      throw new RangeError(`${lsa.numRows} vectors belong to ${documents.numRows} documents`)
    }
    const rows = clusterableRows(lsa.columns.vector)
    const distinct = countDistinctRows(rows, params.k)
    if (distinct < params.k) return yield* new TooManyTopicsError({ k: params.k, distinct, posts: lsa.numRows })
    const { engine, ...options } = params
    progress.total(params.starts, "starts")
    const seeds = Array.from({ length: params.starts }, (_, start) => seed(`start-${start}`))
    const { docs: _, ...shared } = rows
    const starts = yield* workers.map(kernels[engine], { ...options, rows: shared }, Stream.fromIterable(seeds)).pipe(
      Stream.tap(() => Effect.sync(() => progress.advance(1))),
      Stream.runCollect
    )
    let kept = 0
    starts.forEach(({ inertia }, start) => {
      if (inertia < starts[kept]!.inertia) kept = start
    })
    const best = starts[kept]!

    const { clusters, sizes, topics } = numberBySize(best.labels, params.k)
    const centroids = rowsAt({ width: rows.width, values: best.centroids }, clusters)
    const nUnplaced = lsa.numRows - rows.length
    if (nUnplaced > 0)
      warn(`${nUnplaced} of ${counted(lsa.numRows, "post")} ${nUnplaced === 1 ? "has" : "have"} no term and no topic`)
    if (!best.converged) warn(`the kept start had not converged after ${counted(best.iterations, "iteration")}`)
    if (clusters.length < params.k)
      warn(`topics.k = ${params.k} gave ${counted(clusters.length, "topic")}; the others stayed empty`)
    return {
      topics: topicsTable(documents, rows, topics, centroids),
      "topic-centroids": Table.make(TopicCentroids, {
        topic: Int32Array.from(clusters.keys()),
        size: sizes,
        centroid: new FixedListColumn(clusters.length, rows.width, centroids)
      }),
      "topic-starts": Table.make(TopicStarts, {
        start: Uint32Array.from(starts.keys()),
        seed: Uint32Array.from(seeds),
        iterations: Uint32Array.from(starts, (start) => start.iterations),
        converged: Uint8Array.from(starts, (start) => Number(start.converged)),
        inertia: Float64Array.from(starts, (start) => start.inertia),
        kept: Uint8Array.from(starts, (_, start) => Number(start === kept))
      })
    }
  })
})

const kernels = {
  lloyd: Kernel.make<typeof startLloyd>(new URL("./startLloyd.ts", import.meta.url), "startLloyd"),
  "ml-kmeans": Kernel.make<typeof startMlKMeans>(new URL("./startMlKMeans.ts", import.meta.url), "startMlKMeans")
}

const topicsTable = (
  { numRows, columns: { doc, site, id } }: Table.Table<typeof Documents>,
  rows: ClusterableRows,
  topicOfRow: Int32Array,
  centroids: Float64Array
): Table.Table<typeof TopicsTable> => {
  const cosines = centroidCosines(rows, topicOfRow, centroids)
  const topic = new Int32Array(numRows).fill(-1)
  const similarity = new Float64Array(numRows)
  const margin = new Float64Array(numRows)
  const second = new Int32Array(numRows).fill(-1)
  rows.docs.forEach((at, i) => {
    topic[at] = topicOfRow[i]!
    similarity[at] = cosines.similarity[i]!
    margin[at] = cosines.margin[i]!
    second[at] = cosines.second[i]!
  })
  return Table.make(TopicsTable, { doc, site, id, topic, similarity, margin, second })
}
