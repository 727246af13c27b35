import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseRowsAt } from "../sparseRowsAt.ts"
import { bootstrapPosts } from "./bootstrapPosts.ts"
import { shuffleTokens } from "./shuffleTokens.ts"

/** Which posts of a corpus, and in which form. */
export interface PostSample {
  /** No more posts than this; of a larger corpus as many are drawn. */
  readonly maxPosts: number
  readonly drawSeed: number
  /** Deals all tokens out anew; null leaves them where they are. */
  readonly shuffleSeed: number | null
  /** Draws a bootstrap sample; null takes all. */
  readonly bootstrapSeed: number | null
}

/** Posts by row of the corpus, ascending, and their counts. */
export interface SampledPosts {
  readonly posts: Uint32Array
  readonly counts: SparseMatrix
}

/** The posts that are kept of a corpus, then the shuffle, then the bootstrap sample. */
export const samplePosts = (
  counts: SparseMatrix,
  { maxPosts, drawSeed, shuffleSeed, bootstrapSeed }: PostSample
): SampledPosts => {
  const kept = drawWithoutReplacement(counts.nRows, maxPosts, random(drawSeed))
  const corpus = kept.length === counts.nRows ? counts : sparseRowsAt(counts, kept)
  const dealt = shuffleSeed === null ? corpus : shuffleTokens(corpus, random(shuffleSeed))
  if (bootstrapSeed === null) return { posts: kept, counts: dealt }
  const drawn = bootstrapPosts(kept.length, random(bootstrapSeed))
  return { posts: drawn.map((at) => kept[at]!), counts: sparseRowsAt(dealt, drawn) }
}
