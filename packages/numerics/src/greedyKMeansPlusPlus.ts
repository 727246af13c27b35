import { exactKMeansPlusPlus } from "./exactKMeansPlusPlus.ts"
import { firstAbove } from "./firstAbove.ts"
import { quantisedDistances } from "./quantisedDistances.ts"
import { quantisationOf, quantiseCentres, quantiseRows } from "./quantisedRows.ts"
import type { Random } from "./random.ts"
import type { DenseRows } from "./squaredDistances.ts"
import { places, threadMemory } from "./threadMemory.ts"

/**
 * Chooses `k` rows as starting centres: greedy k-means++ (Arthur & Vassilvitskii 2007), as scikit-learn does it.
 *
 * The first is drawn evenly. For each further one, 2 + ⌊ln k⌋ rows are drawn with chances in proportion to the squared
 * distance to the nearest centre so far, and the one that leaves the smallest sum of these is kept (the first of
 * equals). Returns row numbers in the order of choice, all of them different points. Fewer than `k` different points
 * throw a `RangeError`.
 *
 * Distances are those of the rows as whole numbers of 16 bits (`quantiseRows`): they are exact, so are their sums, and
 * a start asks for no more. Where fewer than `k` rows differ as whole numbers, `exactKMeansPlusPlus` chooses all anew.
 */
export const greedyKMeansPlusPlus = (rows: DenseRows, k: number, random: Random): Int32Array => {
  const { length } = rows
  if (k < 1 || k > length) throw new RangeError(`${k} centres of ${length} rows`)
  const trials = 2 + Math.floor(Math.log(k))
  const state = makeState(rows, trials)
  const { closest } = state
  const centres = new Int32Array(k)
  const candidates = new Int32Array(trials)
  const cumulative = new Float64Array(length)

  centres[0] = Math.floor(random() * length)
  closest.fill(0x7fff_ffff, 0, length)
  offer(rows, centres.subarray(0, 1), state)
  for (let c = 1; ; c++) {
    let potential = 0
    const { offered, best, stride } = state
    for (let i = 0; i < length; i++) {
      const distance = offered[i * stride + best]!
      closest[i] = distance
      potential += distance
      cumulative[i] = potential
    }
    if (c === k) return centres
    if (potential === 0) return exactKMeansPlusPlus(rows, k, random)
    // There is one above: a number below 1 times the last sum is below it, rounded too.
    for (let t = 0; t < trials; t++) candidates[t] = firstAbove(cumulative, random() * potential)
    offer(rows, candidates, state)
    centres[c] = candidates[state.best]!
  }
}

interface State {
  readonly candidates: Float64Array
  readonly closest: Int32Array
  readonly lengths: Int32Array
  readonly sums: BigInt64Array
  readonly offered: Int32Array
  readonly quantise: (candidates: Float64Array) => void
  readonly run: (nGroups: number) => void
  /** Numbers of `offered` a row. */
  stride: number
  /** The candidate that leaves the smallest sum. */
  best: number
}

const makeState = (rows: DenseRows, trials: number): State => {
  const { length, width } = rows
  const quantisation = quantisationOf(rows, new Float64Array())
  const { paddedWidth } = quantisation
  const nRows = 4 * Math.ceil(length / 4)
  const nPlaces = 4 * Math.ceil(trials / 4)
  const rowBytes = 2 * paddedWidth
  const at = places(
    nRows * rowBytes,
    4 * nRows,
    4 * nRows,
    nPlaces * rowBytes,
    4 * nPlaces,
    8 * nPlaces,
    4 * nRows * nPlaces
  )
  const [atRows, atSquares, atClosest, atCandidates, atLengths, atSums, atOffered] = at as unknown as Tuple7
  const { buffer } = threadMemory
  const quantised = new Int16Array(buffer, atRows, nRows * paddedWidth)
  const squares = new Int32Array(buffer, atSquares, nRows)
  quantiseRows(rows, quantisation, quantised, squares)
  const closest = new Int32Array(buffer, atClosest, nRows)
  // Rows that only fill the last four are at no distance, and add nothing.
  closest.fill(0, length)
  const candidates = new Int16Array(buffer, atCandidates, nPlaces * paddedWidth)
  const lengths = new Int32Array(buffer, atLengths, nPlaces)
  return {
    candidates: new Float64Array(trials * width),
    closest,
    lengths,
    sums: new BigInt64Array(buffer, atSums, nPlaces),
    offered: new Int32Array(buffer, atOffered, nRows * nPlaces),
    quantise: (centres) => void quantiseCentres(centres, width, quantisation, candidates, lengths),
    run: (nGroups) =>
      quantisedDistances.offer(
        atRows,
        rowBytes,
        atSquares,
        nRows,
        atCandidates,
        atLengths,
        nGroups,
        atClosest,
        atOffered,
        atSums
      ),
    stride: 4,
    best: 0
  }
}

type Tuple7 = readonly [number, number, number, number, number, number, number]

/** Finds what each candidate leaves, and the one that leaves least. */
const offer = ({ width, values }: DenseRows, chosen: Int32Array, state: State): void => {
  const { candidates, quantise, run, sums } = state
  chosen.forEach((row, t) => void candidates.set(values.subarray(row * width, (row + 1) * width), t * width))
  quantise(candidates.subarray(0, chosen.length * width))
  const nGroups = Math.ceil(chosen.length / 4)
  run(nGroups)
  state.stride = 4 * nGroups
  state.best = 0
  for (let t = 1; t < chosen.length; t++) if (sums[t]! < sums[state.best]!) state.best = t
}
