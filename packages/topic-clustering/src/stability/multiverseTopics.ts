/**
 * The kernel of the stage `multiverse`: topics of the posts under one set of choices.
 */
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseColumnsAt } from "../sparseColumnsAt.ts"
import { sparseRowsAt } from "../sparseRowsAt.ts"
import { keptTerms, type TermThresholds } from "./keptTerms.ts"
import { type PostSample, samplePosts } from "./samplePosts.ts"
import type { SampledTopics } from "./sampleTopics.ts"
import { type TopicsRecipe, topicsOf } from "./topicsOf.ts"

/** One cell of the multiverse. */
export interface MultiverseJob extends PostSample, TopicsRecipe {
  readonly thresholds: TermThresholds
}

/** What the kernel gives; words are numbers of the whole vocabulary. */
export interface MultiverseResult extends SampledTopics {
  /** Terms that passed the thresholds. */
  readonly nTerms: number
}

/** Leaves out terms by the counts of the whole corpus (nDocs × nTerms), then makes vectors and topics of what is left. */
export const multiverseTopics = (counts: SparseMatrix, job: MultiverseJob): MultiverseResult => {
  const terms = keptTerms(counts, job.thresholds)
  const corpus = job.kept.length === counts.nRows ? counts : sparseRowsAt(counts, job.kept)
  const sample = samplePosts(sparseColumnsAt(corpus, terms), job)
  const { found } = topicsOf(sample.counts, job)
  return {
    posts: sample.posts,
    nTerms: terms.length,
    found: found.map((topics) => ({
      ...topics,
      words: topics.words.map((words) => words.map((term) => terms[term]!))
    }))
  }
}
