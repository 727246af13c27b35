/**
 * The kernel of the stages `topic-trends` and `topic-contrasts`: some of a test's permutations.
 */
import { type BlockStrata, countExtremes } from "@praxis/numerics/blockPermutation"
import { random } from "@praxis/numerics/random"

/** Counts, for each class, the permutations at least as extreme as what was observed. */
export const permuteBlocks = (
  strata: BlockStrata,
  { permutations, seed }: { readonly permutations: number; readonly seed: number }
): Uint32Array => countExtremes(strata, permutations, random(seed))
