/**
 * The kernel of the stage `stability`: topics of a sample of posts.
 */
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { type PostSample, samplePosts } from "./samplePosts.ts"
import { type FoundTopics, type TopicsRecipe, topicsOf } from "./topicsOf.ts"

/** What the kernel gives. */
export interface SampledTopics {
  /** The posts of the sample, by row of the corpus, ascending. */
  readonly posts: Uint32Array
  /** One a K; labels belong to `posts`. */
  readonly found: ReadonlyArray<FoundTopics>
}

/** Draws a sample of the kept posts (kept.length × nTerms) and makes topics of it, its vectors refitted to it. */
export const sampleTopics = (counts: SparseMatrix, job: PostSample & TopicsRecipe): SampledTopics => {
  const sample = samplePosts(counts, job)
  return { posts: sample.posts, found: topicsOf(sample.counts, job).found }
}
