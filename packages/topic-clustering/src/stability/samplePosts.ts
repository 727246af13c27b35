import { random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseRowsAt } from "../sparseRowsAt.ts"
import { bootstrapPosts } from "./bootstrapPosts.ts"
import { shuffleTokens } from "./shuffleTokens.ts"

/** Which posts of a corpus, and in which form. */
export interface PostSample {
  /** The posts that take part, by row of the corpus, ascending: all, or those drawn of a larger corpus. */
  readonly kept: Uint32Array
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

/** The shuffle of the kept posts' counts (kept.length × nTerms), then the bootstrap sample. */
export const samplePosts = (counts: SparseMatrix, { kept, shuffleSeed, bootstrapSeed }: PostSample): SampledPosts => {
  const dealt = shuffleSeed === null ? counts : shuffleTokens(counts, random(shuffleSeed))
  if (bootstrapSeed === null) return { posts: kept, counts: dealt }
  const drawn = bootstrapPosts(kept.length, random(bootstrapSeed))
  return { posts: drawn.map((at) => kept[at]!), counts: sparseRowsAt(dealt, drawn) }
}
