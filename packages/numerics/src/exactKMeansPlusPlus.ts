import { firstAbove } from "./firstAbove.ts"
import type { Random } from "./random.ts"
import { type DenseRows, squaredDistance, squaredDistances } from "./squaredDistances.ts"

/**
 * Greedy k-means++ with exact distances, for rows that differ by less than `greedyKMeansPlusPlus` can see.
 *
 * The first is drawn evenly. For each further one, 2 + ⌊ln k⌋ rows are drawn with chances in proportion to the squared
 * distance to the nearest centre so far, and the one that leaves the smallest sum of these is kept (the first of
 * equals). Returns row numbers in the order of choice, all of them different points. Fewer than `k` different points
 * throw a `RangeError`.
 */
export const exactKMeansPlusPlus = (rows: DenseRows, k: number, random: Random): Int32Array => {
  const { length, width, values } = rows
  if (k < 1 || k > length) throw new RangeError(`${k} centres of ${length} rows`)
  const trials = 2 + Math.floor(Math.log(k))
  const centres = new Int32Array(k)
  const cumulative = new Float64Array(length)
  const state: State = {
    trials,
    nearest: new Int32Array(length),
    closest: new Float64Array(length),
    candidates: new Int32Array(trials),
    between: new Float64Array(k * trials),
    offered: new Float64Array(length * trials),
    asked: new Int32Array(trials),
    askedTrial: new Int32Array(trials),
    distances: new Float64Array(trials)
  }
  const { closest, nearest, candidates, between, offered } = state

  centres[0] = Math.floor(random() * length)
  for (let i = 0; i < length; i++) closest[i] = squaredDistance(values, i * width, width, values, centres[0]! * width)

  for (let c = 1; c < k; c++) {
    let potential = 0
    for (let i = 0; i < length; i++) {
      potential += closest[i]!
      cumulative[i] = potential
    }
    if (!(potential > 0)) throw new RangeError(`${k} centres of ${c} different rows`)
    for (let t = 0; t < trials; t++) {
      // There is one above: a number below 1 times the last sum is below it, rounded too.
      candidates[t] = firstAbove(cumulative, random() * potential)
      for (let o = 0; o < c; o++) {
        between[o * trials + t] = squaredDistance(values, candidates[t]! * width, width, values, centres[o]! * width)
      }
    }
    for (let i = 0; i < length; i++) offer(rows, i, state)
    const best = lowestPotential(offered, length, trials)
    centres[c] = candidates[best]!
    for (let i = 0; i < length; i++) {
      if (offered[i * trials + best]! < closest[i]!) {
        closest[i] = offered[i * trials + best]!
        nearest[i] = c
      }
    }
  }
  return centres
}

interface State {
  readonly trials: number
  /** The nearest centre so far of row i, by its place among the centres. */
  readonly nearest: Int32Array
  /** The squared distance of row i to it. */
  readonly closest: Float64Array
  readonly candidates: Int32Array
  /** The squared distance of centre o to candidate t, at [o * trials + t]. */
  readonly between: Float64Array
  /** What `closest[i]` would be with candidate t, at [i * trials + t]. */
  readonly offered: Float64Array
  readonly asked: Int32Array
  readonly askedTrial: Int32Array
  readonly distances: Float64Array
}

const offer = ({ width, values }: DenseRows, i: number, state: State): void => {
  const { trials, nearest, closest, candidates, between, offered, asked, askedTrial, distances } = state
  const own = closest[i]!
  const centre = nearest[i]! * trials
  let count = 0
  for (let t = 0; t < trials; t++) {
    offered[i * trials + t] = own
    // By the triangle inequality a candidate at least twice as far from the row's centre as the row is no nearer.
    if (between[centre + t]! < 4 * own) {
      askedTrial[count] = t
      asked[count++] = candidates[t]!
    }
  }
  if (count === 0) return
  squaredDistances(values, i * width, width, values, asked, count, distances)
  for (let j = 0; j < count; j++) {
    if (distances[j]! < own) offered[i * trials + askedTrial[j]!] = distances[j]!
  }
}

const lowestPotential = (offered: Float64Array, length: number, trials: number): number => {
  const potentials = new Float64Array(trials)
  for (let i = 0; i < length; i++) for (let t = 0; t < trials; t++) potentials[t]! += offered[i * trials + t]!
  return potentials.indexOf(potentials.reduce((lowest, potential) => Math.min(lowest, potential)))
}
