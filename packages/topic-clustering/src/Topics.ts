import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Kernel from "@praxis/dataflow/Kernel"
import { releaseBatch } from "@praxis/dataflow/releaseMemory"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { roundRows } from "@praxis/numerics/roundRows"
import { DocTermWeights, Documents, DocVectors, Vocabulary } from "@praxis/tables/Documents"
import { KChoice, TopicCount } from "@praxis/tables/Stability"
import { TopicCentroids, TopicStarts, Topics as TopicsTable } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import type { Features } from "./Clusterer.ts"
import { centroidCosines } from "./centroidCosines.ts"
import { collectRows, countDistinctRows } from "./clusterableRows.ts"
import { counted } from "./counted.ts"
import { numberBySize } from "./numberBySize.ts"
import type { startCluster } from "./startCluster.ts"
import { topicCount } from "./topicCount.ts"
import { addTopicSums, meansOf } from "./topicMeans.ts"
import { weightsAt } from "./weightsAt.ts"

/** There are fewer different posts than topics asked for. */
export class TooManyTopicsError extends Schema.TaggedError<TooManyTopicsError>()("TooManyTopicsError", {
  k: Schema.Int,
  /** `convention` or `person`. */
  chosenBy: Schema.String,
  /** Different vectors among the posts that have a term. */
  distinct: Schema.Int,
  posts: Schema.Int
}) {
  override get message() {
    const wanted = `${counted(this.k, "topic")} (topics.k${this.chosenBy === "convention" ? ", by convention" : ""}) cannot be made of ${counted(this.posts, "post")}`
    return this.distinct === 0
      ? `${wanted}: none has a term; keep rare words too (--set vocabulary.minDf=1), or give posts with words`
      : `${wanted}: only ${this.distinct} ${this.distinct === 1 ? "has" : "have"} a term and ${this.distinct === 1 ? "differs" : "differ"} from the others; ` +
          `set as many (--set topics.k=${this.distinct}) or fewer, or give more posts`
  }
}

/** Parameters of {@link Topics}. */
export const TopicsParams = Schema.Struct({
  k: Schema.Union([Schema.Literal("convention"), Schema.Int.check(Schema.isGreaterThan(0))]).annotate({
    description:
      "Number of topics; `convention` takes the one with most posts in steady topics. A number overrides it, and that is recorded."
  }),
  method: Schema.Literals(["lloyd", "ml-kmeans", "mini-batch", "spherical", "nmf"]).annotate({
    description:
      "What clusters: k-means on the LSA vectors by this project's kernel, by the library ml-kmeans (the same bits) or in mini-batches for millions; spherical k-means or NMF on the TF-IDF weights."
  }),
  starts: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "How often it starts, each time with a seed of its own; the lowest objective is kept."
  }),
  maxIterations: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Iterations (of mini-batch: passes) after which a start ends even if it has not converged."
  }),
  tolerance: Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)).annotate({
    description:
      "A start has converged when no centroid moves by more than this squared distance (0 = none moves); of mini-batch and nmf a share, see there."
  })
})

/**
 * Topics as clusters of the documents, by one of several methods.
 *
 * Each start has a seed of its own; the start with the lowest objective is kept, the first of equals. `lloyd`,
 * `ml-kmeans` and `mini-batch` are k-means on the LSA vectors (nDocs × dims), Euclidean on unit vectors, from greedy
 * k-means++ (see `kMeansFrom`; empty clusters: `clusterFrom`); `spherical` and `nmf` read the TF-IDF weights.
 *
 * Whatever the method, a topic's centroid is the mean of its posts' LSA vectors, not scaled to unit length, and
 * similarity, margin and second are cosines to these. So after `spherical` and `nmf` a post may be nearer to another
 * topic's centroid than to its own, and its margin is then negative.
 *
 * Documents without a vector take no part and are unassigned; after `nmf` also those that have nothing of any topic.
 * Numbers: see `numberBySize`. Errors: `TooManyTopicsError`.
 *
 * Memory: the vectors once (8 · dims bytes a document), and for each thread about a quarter of that with `lloyd` and
 * `mini-batch`; the weights instead of these for `spherical` and `nmf`. Texts pass by in batches.
 * Source: Lloyd 1982; Arthur & Vassilvitskii 2007; Sculley 2010; Dhillon & Modha 2001; Lee & Seung 1999.
 */
export const Topics = Stage.stream("topics", {
  module: import.meta.url,
  inputs: { lsa: DocVectors, tfIdf: DocTermWeights, vocabulary: Vocabulary, documents: Documents, choice: KChoice },
  params: TopicsParams,
  output: {
    topics: TopicsTable,
    "topic-centroids": TopicCentroids,
    "topic-starts": TopicStarts,
    "topic-count": TopicCount
  },
  seeded: true,
  run: Effect.fn("Topics.run")(function* ({ inputs, output, params, progress, seed, warn, workers }) {
    const { lsa, tfIdf, vocabulary, documents } = inputs
    const nPosts = documents.numRows
    if (lsa.numRows !== nPosts || tfIdf.numRows !== nPosts) {
      throw new RangeError(`${lsa.numRows} vectors and ${tfIdf.numRows} rows of weights belong to ${nPosts} documents`)
    }
    const count = topicCount(params.k, yield* inputs.choice.table)
    const { k } = count
    const collected = collectRows(nPosts)
    yield* eachPart(lsa.batches, ({ vector }) => collected.add(vector))
    const { docs, ...vectors } = collected.finish()
    const distinct = countDistinctRows(vectors, k)
    if (distinct < k) return yield* new TooManyTopicsError({ k, chosenBy: count.chosenBy, distinct, posts: nPosts })
    roundRows(vectors)
    const readsWeights = params.method === "spherical" || params.method === "nmf"
    const features: Features = {
      vectors: readsWeights ? noVectors : vectors,
      weights: readsWeights ? weightsAt(yield* tfIdf.table, vocabulary.numRows, docs) : noWeights
    }
    progress.total(params.starts, "starts")
    const seeds = Array.from({ length: params.starts }, (_, start) => seed(`start-${start}`))
    const starts = yield* workers.map(startKernel, { ...params, k, features }, Stream.fromIterable(seeds)).pipe(
      Stream.tap(() => Effect.sync(() => progress.advance(1))),
      Stream.runCollect
    )
    let kept = 0
    starts.forEach(({ objective }, start) => {
      if (objective < starts[kept]!.objective) kept = start
    })
    const best = starts[kept]!

    const { clusters, sizes, topics } = numberBySize(best.labels, k)
    const topic = new Int32Array(nPosts).fill(-1)
    docs.forEach((doc, row) => {
      topic[doc] = topics[row]!
    })
    const nUnplaced = nPosts - sizes.reduce((sum, size) => sum + size, 0)
    if (nUnplaced > 0)
      warn(`${nUnplaced} of ${counted(nPosts, "post")} ${nUnplaced === 1 ? "has" : "have"} no term and no topic`)
    if (!best.converged) warn(`the kept start had not converged after ${counted(best.iterations, "iteration")}`)
    if (clusters.length < k) warn(`topics.k = ${k} gave ${counted(clusters.length, "topic")}; the others stayed empty`)

    const sums = new Float64Array(sizes.length * vectors.width)
    yield* eachPart(lsa.batches, ({ vector }, from, to) => addTopicSums(vector, topic.subarray(from, to), sums))
    const centroids = meansOf(sums, sizes)
    const similarity = new Float64Array(nPosts)
    const margin = new Float64Array(nPosts)
    const second = new Int32Array(nPosts)
    yield* eachPart(lsa.batches, ({ vector }, from, to) => {
      const cosines = centroidCosines(vector, topic.subarray(from, to), centroids)
      similarity.set(cosines.similarity, from)
      margin.set(cosines.margin, from)
      second.set(cosines.second, from)
    })
    let from = 0
    yield* Stream.runForEach(documents.batches, (batch) => {
      const { doc, site, id } = batch.columns
      const to = from + batch.numRows
      const placed = Table.make(TopicsTable, {
        doc,
        site,
        id,
        topic: topic.subarray(from, to),
        similarity: similarity.subarray(from, to),
        margin: margin.subarray(from, to),
        second: second.subarray(from, to)
      })
      from = to
      return Effect.andThen(
        output.topics.write(placed),
        Effect.sync(() => releaseBatch(batch))
      )
    })
    yield* output["topic-centroids"].write(
      Table.make(TopicCentroids, {
        topic: Int32Array.from(clusters.keys()),
        size: sizes,
        centroid: new FixedListColumn(clusters.length, vectors.width, centroids)
      })
    )
    yield* output["topic-starts"].write(
      Table.make(TopicStarts, {
        start: Uint32Array.from(starts.keys()),
        seed: Uint32Array.from(seeds),
        iterations: Uint32Array.from(starts, (start) => start.iterations),
        converged: Uint8Array.from(starts, (start) => Number(start.converged)),
        inertia: Float64Array.from(starts, (start) => start.objective),
        kept: Uint8Array.from(starts, (_, start) => Number(start === kept))
      })
    )
    yield* output["topic-count"].write(Table.fromRows(TopicCount, [count]))
  })
})

/** Hands over the columns of each batch of a table, and where its rows begin and end; their memory is freed then. */
const eachPart = <K extends Table.AnyContract, E, R>(
  batches: Stream.Stream<Table.Batch<K>, E, R>,
  take: (columns: Table.ColumnsOf<K>, from: number, to: number) => void
): Effect.Effect<void, E, R> =>
  Effect.suspend(() => {
    let from = 0
    return Stream.runForEach(batches, (batch) =>
      Effect.sync(() => {
        take(batch.columns, from, from + batch.numRows)
        from += batch.numRows
        releaseBatch(batch)
      })
    )
  })

const startKernel = Kernel.make<typeof startCluster>(new URL("./startCluster.ts", import.meta.url), "startCluster")

// A method gets what it reads, so that nothing else is shared with the threads.
const noVectors: Features["vectors"] = { length: 0, width: 0, values: new Float64Array() }
const noWeights: Features["weights"] = {
  nRows: 0,
  nCols: 0,
  offsets: new Int32Array(1),
  indices: new Uint32Array(),
  values: new Float64Array()
}
