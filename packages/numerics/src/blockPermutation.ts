/**
 * Permutation tests of observations that come in blocks.
 */
import type { Random } from "./random.ts"

/**
 * Observations in blocks, such as posts by authors, each with a value and a class. Blocks of one length form a stratum;
 * strata follow one another by rising length, and so do the blocks of a stratum and the observations of a block.
 */
export interface BlockStrata {
  /** Observations of each block, of a stratum (nStrata). */
  readonly lengths: Int32Array
  /** Blocks of each stratum (nStrata). */
  readonly blocks: Int32Array
  /** What is known of each observation (nObservations), such as its year; whole numbers, so that sums are exact. */
  readonly values: Int32Array
  /** The class of each observation (nObservations), 0 to nClasses − 1. */
  readonly classes: Int32Array
  readonly nClasses: number
}

/**
 * Puts observations into strata; all arrays are nObservations. `blocks` names the block of each by any number.
 *
 * The observations of a block keep their order. Blocks of a length are sorted by what they hold, so that neither their
 * names nor the order in which they come make a difference.
 */
export const strataOf = (
  blocks: ArrayLike<number>,
  values: ArrayLike<number>,
  classes: ArrayLike<number>,
  nClasses: number
): BlockStrata => {
  const members = Map.groupBy(
    Array.from({ length: blocks.length }, (_, i) => i),
    (i) => blocks[i]!
  )
  const byLength = Map.groupBy(members.values(), (block) => block.length)
  const compare = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number => {
    for (let place = 0; place < a.length; place++) {
      const difference = values[a[place]!]! - values[b[place]!]! || classes[a[place]!]! - classes[b[place]!]!
      if (difference !== 0) return difference
    }
    return 0
  }
  const lengths = Int32Array.from(byLength.keys()).sort()
  const order = Array.from(lengths).flatMap((length) => byLength.get(length)!.sort(compare).flat())
  return {
    lengths,
    blocks: lengths.map((length) => byLength.get(length)!.length),
    values: Int32Array.from(order, (i) => values[i]!),
    classes: Int32Array.from(order, (i) => classes[i]!),
    nClasses
  }
}

/** Sums of the values over each class (nClasses): as observed, and their mean over all permutations. */
export interface BlockSums {
  readonly observed: Float64Array
  readonly expected: Float64Array
}

/** The sums that the test compares; see {@link countExtremes}. */
export const blockSums = (strata: BlockStrata): BlockSums => {
  const { lengths, blocks, values, classes, nClasses } = strata
  const observed = new Float64Array(nClasses)
  const expected = new Float64Array(nClasses)
  let from = 0
  lengths.forEach((length, stratum) => {
    const n = blocks[stratum]!
    for (let place = 0; place < length; place++) {
      let sum = 0
      for (let block = 0; block < n; block++) sum += values[from + block * length + place]!
      for (let block = 0; block < n; block++) {
        const at = from + block * length + place
        observed[classes[at]!]! += values[at]!
        expected[classes[at]!]! += sum / n
      }
    }
    from += n * length
  })
  return { observed, expected }
}

/**
 * In how many of `permutations` random permutations the sum of the values of a class lies at least as far from its mean as
 * the observed one does (nClasses counts).
 *
 * A permutation hands the classes of a whole block, in their order, to another block of the same length: under the null
 * hypothesis, that blocks of a length have values that tell nothing of their classes, every such permutation is equally
 * likely, and (1 + count) / (1 + permutations) is an exact two-sided p-value, however alike the observations of a block
 * are. A block whose length no other has stays where it is, which costs power and never validity. Classes share the
 * permutations. Source: Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 2005, section 3; Phipson & Smyth
 * 2010 for the p-value.
 */
export const countExtremes = (strata: BlockStrata, permutations: number, random: Random): Uint32Array => {
  const { lengths, blocks, values, classes, nClasses } = strata
  const { observed, expected } = blockSums(strata)
  // Values are whole numbers and the mean is not: a little slack keeps a sum as far on the other side a tie.
  const distances = observed.map((sum, j) => Math.abs(sum - expected[j]!) - 1e-9 * Math.max(1, Math.abs(sum)))
  const extremes = new Uint32Array(nClasses)
  const orders = Array.from(blocks, (n) => Int32Array.from({ length: n }, (_, block) => block))
  const sums = new Float64Array(nClasses)
  for (let permutation = 0; permutation < permutations; permutation++) {
    sums.fill(0)
    let from = 0
    for (let stratum = 0; stratum < lengths.length; stratum++) {
      const length = lengths[stratum]!
      const order = orders[stratum]!
      for (let block = order.length - 1; block >= 0; block--) {
        const drawn = Math.floor(random() * (block + 1))
        const source = order[drawn]!
        order[drawn] = order[block]!
        order[block] = source
        const to = from + block * length
        const give = from + source * length
        for (let place = 0; place < length; place++) sums[classes[give + place]!]! += values[to + place]!
      }
      from += order.length * length
    }
    for (let j = 0; j < nClasses; j++) if (Math.abs(sums[j]! - expected[j]!) >= distances[j]!) extremes[j]!++
  }
  return extremes
}
