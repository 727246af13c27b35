/**
 * The kernel of the stage `k-sweep`: topics of a sample of posts for each K, and how good they are.
 */
import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { type PostSample, samplePosts } from "./samplePosts.ts"
import type { SampledTopics } from "./sampleTopics.ts"
import { type TopicMeasures, topicMeasures } from "./topicMeasures.ts"
import { type TopicsRecipe, topicsOf } from "./topicsOf.ts"

/** One cell of the sweep. */
export interface SweepJob extends PostSample, TopicsRecipe {
  /** How many posts the exact silhouette is of, and which; null measures nothing. */
  readonly measured: { readonly silhouettePosts: number; readonly seed: number } | null
}

/** What the kernel gives: topics, and measures of each K where they are asked for. */
export interface SweptTopics extends SampledTopics {
  readonly measures: ReadonlyArray<TopicMeasures>
}

/** Draws a sample of the kept posts (kept.length × nTerms), makes its vectors once, topics for each K, and measures them. */
export const sweepTopics = (counts: SparseMatrix, job: SweepJob): SweptTopics => {
  const sample = samplePosts(counts, job)
  const { features, docs, found } = topicsOf(sample.counts, job)
  if (job.measured === null) return { posts: sample.posts, found, measures: [] }
  const { silhouettePosts, seed } = job.measured
  const rows = drawWithoutReplacement(docs.length, silhouettePosts, random(seed))
  const measures = found.map(({ k, labels, words }) =>
    topicMeasures(k, sample.counts, features.vectors, docs, rows, labels, words)
  )
  return { posts: sample.posts, found, measures }
}
