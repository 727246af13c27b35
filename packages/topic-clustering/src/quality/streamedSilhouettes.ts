import type * as Table from "@praxis/dataflow/Table"
import { addToSums, sumsToMeans } from "@praxis/numerics/clusterMeans"
import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { random } from "@praxis/numerics/random"
import { silhouette } from "@praxis/numerics/silhouette"
import { simplifiedSilhouette } from "@praxis/numerics/simplifiedSilhouette"
import type { DocVectors } from "@praxis/tables/Documents"
import { Effect, Stream } from "effect"

/** A silhouette of each topic (nTopics; NaN where it has none) and the mean over all posts. */
export interface MeanSilhouettes {
  readonly values: Float64Array
  readonly all: number
}

/**
 * The mean simplified silhouette of all posts that have a topic, and the mean exact one of a random sample of them, from
 * vectors that are read twice, batch by batch. `labels` (nDocs) are topics, −1 = none. Memory holds the centroids and
 * the sample's vectors.
 */
export const streamedSilhouettes = Effect.fn("streamedSilhouettes")(function* <E>(
  batches: Stream.Stream<Table.Batch<typeof DocVectors>, E>,
  labels: Int32Array,
  nTopics: number,
  sampleSize: number,
  seed: number,
  advance: (posts: number) => void
) {
  const assigned = Uint32Array.from(labels.keys()).filter((doc) => labels[doc]! >= 0)
  const sampled = drawWithoutReplacement(assigned.length, sampleSize, random(seed)).map((i) => assigned[i]!)
  const sampleLabels = Int32Array.from(sampled, (doc) => labels[doc]!)
  const sizes = new Uint32Array(nTopics)
  let width = 0
  let means = new Float64Array(0)
  let sample = new Float64Array(0)
  let first = 0
  let nSampled = 0
  yield* Stream.runForEach(batches, ({ columns: { vector }, numRows }) =>
    Effect.sync(() => {
      if (first === 0) {
        width = vector.width
        means = new Float64Array(nTopics * width)
        sample = new Float64Array(sampled.length * width)
      }
      addToSums({ means, sizes }, vector, labels.subarray(first, first + numRows))
      for (; nSampled < sampled.length && sampled[nSampled]! < first + numRows; nSampled++) {
        const at = (sampled[nSampled]! - first) * width
        sample.set(vector.values.subarray(at, at + width), nSampled * width)
      }
      first += numRows
      advance(numRows)
    })
  )
  sumsToMeans({ means, sizes }, width)
  const simplified = noMeans(nTopics)
  first = 0
  yield* Stream.runForEach(batches, ({ columns: { vector }, numRows }) =>
    Effect.sync(() => {
      const own = labels.subarray(first, first + numRows)
      addMeans(simplified, simplifiedSilhouette(vector, own, { means, sizes }), own)
      first += numRows
      advance(numRows)
    })
  )
  const exact = noMeans(nTopics)
  addMeans(exact, silhouette({ length: sampled.length, width, values: sample }, sampleLabels), sampleLabels)
  return { simplified: meansOf(simplified), sample: meansOf(exact) }
})

const noMeans = (nTopics: number) => ({ sums: new Float64Array(nTopics), posts: new Uint32Array(nTopics) })

const addMeans = ({ posts, sums }: ReturnType<typeof noMeans>, values: Float64Array, labels: Int32Array): void =>
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return
    sums[labels[i]!]! += value
    posts[labels[i]!]!++
  })

const meansOf = ({ posts, sums }: ReturnType<typeof noMeans>): MeanSilhouettes => ({
  values: sums.map((sum, topic) => sum / posts[topic]!),
  all: sums.reduce((all, sum) => all + sum, 0) / posts.reduce((all, n) => all + n, 0)
})
