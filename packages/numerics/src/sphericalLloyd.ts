import type { SparseMatrix } from "./SparseMatrix.ts"
import { type SphericalKernel, sphericalKernel } from "./sphericalKernel.ts"

/** When the iterations of spherical k-means end. */
export interface SphericalOptions {
  /** At least 1. */
  readonly maxIterations: number
  /** It has converged when no centroid moved by more than this squared Euclidean distance; 0 = when none moved at all. */
  readonly tolerance: number
}

/** What spherical k-means gave. */
export interface SphericalResult {
  /** The centroid of each row, 0 to k − 1: that of the largest cosine before the last update, the lowest number of equals; −1 for a row without a value. */
  readonly labels: Int32Array
  /** The unit vector along the sum of each cluster's rows (k × nTerms, row-major); where a cluster is empty, its centroid before. */
  readonly centroids: Float64Array
  /** How many rows each cluster has (k); 0 = empty, since no row was left to seed it from. */
  readonly sizes: Int32Array
  /** The sum of 1 − cosine to the own centroid over the rows that have a value, in row order. */
  readonly objective: number
  /** Iterations made: each assigns all rows, then moves all centroids. */
  readonly iterations: number
  readonly converged: boolean
}

/** Cosines nearer to 1 than this are of one direction: such a row is no seed for an empty cluster. */
const sameDirection = 1e-12

/**
 * Spherical k-means (Dhillon & Modha 2001) of sparse unit rows from given starting centres (k × nTerms, row-major, of
 * unit length; left as they are) by Lloyd's iterations, cosines in place of distances. Of a row that is not of unit
 * length its product with a centroid stands for the cosine.
 *
 * Each iteration assigns every row to the centroid of largest cosine. A cluster that is then empty takes, in order of
 * its number, the row of smallest cosine to its own centroid (the first of equals), unless that row is alone in its
 * cluster or lies in its centroid's direction; where no row is left, it stays empty. Then each centroid moves to the
 * direction of the sum of its rows, summed in row order. The objective never rises.
 *
 * Two bounds for each row spare most cosines: one below that to its own centroid, one above those to all others, as
 * Hamerly (2010) has them for distances and Schubert, Lang and Feher (2021, arXiv 2107.04074) for cosines. They are
 * moved by what the row's own terms can account for: Σ |x_t| · max_j |Δ_jt| over its terms t, one pass over its values
 * for all k centroids. That is far tighter on sparse rows than the angle by which centroids turned, which a few foreign
 * terms can make. Bounds are widened by more than rounding, so that labels, centroids, objective and iterations are
 * those of the plain algorithm, bit for bit. Time of an iteration: at most nnz × k products. The loops are WebAssembly (SIMD); see
 * {@link sphericalKernel} for the memory.
 */
export const sphericalLloyd = (
  weights: SparseMatrix,
  start: Float64Array,
  { maxIterations, tolerance }: SphericalOptions
): SphericalResult => {
  const { nRows, nCols } = weights
  const k = start.length / nCols
  const kernel = sphericalKernel(weights, k)
  const { byTerm, width } = kernel
  for (let j = 0; j < k; j++) {
    for (let term = 0; term < nCols; term++) byTerm[term * width + j] = start[j * nCols + term]!
  }
  const state: State = {
    ...kernel,
    k,
    sizes: new Int32Array(k),
    changed: new Uint8Array(k).fill(1),
    lengths: new Float64Array(k),
    moves: new Float64Array(k)
  }
  const { rounding, signed } = boundsOf(weights)

  for (let row = 0; row < nRows; row++) assignFirst(weights, row, state)
  for (let iterations = 1; ; iterations++) {
    if (iterations > 1) {
      const count = state.moveBounds(rounding)
      for (let at = 0; at < count; at++) reassign(state.open[at]!, state)
    }
    seedEmpty(nRows, state)
    const converged = moveCentroids(nCols, signed, state) <= tolerance
    if (!converged && iterations < maxIterations) continue
    const centroids = new Float64Array(start.length)
    for (let j = 0; j < k; j++) {
      for (let term = 0; term < nCols; term++) centroids[j * nCols + term] = byTerm[term * width + j]!
    }
    const labels = Int32Array.from(state.labels)
    return { labels, centroids, sizes: state.sizes, objective: objectiveOf(state), iterations, converged }
  }
}

interface State extends SphericalKernel {
  readonly k: number
  readonly sizes: Int32Array
  /** 1 for each cluster that a row joined or left since the centroids moved. */
  readonly changed: Uint8Array
  /** The length of each cluster's sum (k). */
  readonly lengths: Float64Array
  /** How far each centroid moved last, squared (k). */
  readonly moves: Float64Array
}

/** By how much a bound and the cosines that it bounds may be off by rounding in one iteration, and whether any weight is negative. */
const boundsOf = ({
  nRows,
  offsets,
  values
}: SparseMatrix): { readonly rounding: number; readonly signed: boolean } => {
  let longest = 0
  let largestSquare = 1
  let signed = false
  for (let row = 0; row < nRows; row++) {
    const end = offsets[row + 1]!
    longest = Math.max(longest, end - offsets[row]!)
    let square = 0
    for (let at = offsets[row]!; at < end; at++) {
      square += values[at]! * values[at]!
      if (values[at]! < 0) signed = true
    }
    largestSquare = Math.max(largestSquare, square)
  }
  // A sum of n products of two unit vectors is off by at most n · 2^-53: so are the cosines before and after, and the
  // sum between them; the rest is for the steps of the terms and the additions to the bound.
  return { rounding: 4 * Number.EPSILON * (longest + 2) * Math.sqrt(largestSquare), signed }
}

/** Assigns a row for the first time; one without a value gets −1 and bounds that never leave it open. */
const assignFirst = ({ offsets }: SparseMatrix, row: number, state: State): void => {
  if (offsets[row + 1]! > offsets[row]!) {
    const label = assign(row, state)
    state.sizes[label]!++
    state.addRow(row, label, 1)
    return
  }
  state.labels[row] = -1
  state.bounds[2 * row] = Number.NEGATIVE_INFINITY
  state.bounds[2 * row + 1] = Number.POSITIVE_INFINITY
}

/** Assigns a row from all cosines; returns its label. */
const assign = (row: number, { k, labels, bounds, cosines, cosinesOf }: State): number => {
  cosinesOf(row)
  let best = 0
  let largest = cosines[0]!
  let second = Number.NEGATIVE_INFINITY
  for (let j = 1; j < k; j++) {
    const cosine = cosines[j]!
    if (cosine > largest) {
      second = largest
      largest = cosine
      best = j
    } else if (cosine > second) second = cosine
  }
  labels[row] = best
  bounds[2 * row] = second
  bounds[2 * row + 1] = largest
  return best
}

/** Assigns a row anew that its bounds left open. */
const reassign = (row: number, state: State): void => {
  const label = state.labels[row]!
  const best = assign(row, state)
  if (best !== label) move(row, label, best, state)
}

/** Moves a row from one cluster to another. */
const move = (row: number, from: number, to: number, { sizes, changed, addRow }: State): void => {
  sizes[from]!--
  sizes[to]!++
  changed[from] = 1
  changed[to] = 1
  addRow(row, from, -1)
  addRow(row, to, 1)
}

/** Gives each empty cluster the row that fits its own centroid worst. */
const seedEmpty = (nRows: number, state: State): void => {
  const { k, labels, sizes, bounds, cosines, cosinesOf } = state
  if (!sizes.includes(0)) return
  for (let row = 0; row < nRows; row++) {
    if (labels[row]! < 0) continue
    cosinesOf(row)
    bounds[2 * row + 1] = cosines[labels[row]!]!
  }
  for (let j = 0; j < k; j++) {
    if (sizes[j] !== 0) continue
    let worst = -1
    let lowest = 1 - sameDirection
    for (let row = 0; row < nRows; row++) {
      if (bounds[2 * row + 1]! < lowest && sizes[labels[row]!]! > 1) {
        worst = row
        lowest = bounds[2 * row + 1]!
      }
    }
    if (worst < 0) return
    move(worst, labels[worst]!, j, state)
    labels[worst] = j
    // Its bounds say nothing of the new centroid: the next iteration looks at all.
    bounds[2 * worst] = Number.POSITIVE_INFINITY
    bounds[2 * worst + 1] = 1
  }
}

/** Moves the centroids of changed clusters to the directions of their sums, and notes what moved; returns the largest squared distance. */
const moveCentroids = (
  nCols: number,
  signed: boolean,
  { k, width, byTerm, changed, moved, moves, sums, lengths }: State
): number => {
  moves.fill(0)
  for (let j = 0; j < k; j++) {
    if (changed[j] === 0) continue
    lengths[j] = lengthOf(sums, j * nCols, nCols)
    // Where rows add up to nothing, or there are none, the centroid stays.
    if (lengths[j] === 0) changed[j] = 0
  }
  for (let term = 0; term < nCols; term++) {
    let rise = 0
    let fall = 0
    for (let j = 0; j < k; j++) {
      if (changed[j] === 0) continue
      const to = sums[j * nCols + term]! / lengths[j]!
      const step = to - byTerm[term * width + j]!
      byTerm[term * width + j] = to
      moves[j]! += step * step
      if (step > rise) rise = step
      else if (step < fall) fall = step
    }
    // A negative weight turns a rise into a fall.
    const largest = Math.max(rise, -fall)
    moved[2 * term] = signed ? largest : rise
    moved[2 * term + 1] = signed ? -largest : fall
  }
  changed.fill(0)
  let largest = 0
  for (let j = 0; j < k; j++) largest = Math.max(largest, moves[j]!)
  return largest
}

const lengthOf = (sums: Float64Array, from: number, width: number): number => {
  let squares = 0
  for (let at = from; at < from + width; at++) squares += sums[at]! * sums[at]!
  return Math.sqrt(squares)
}

/** The sum of 1 − cosine: the cosines of a cluster to the direction of their sum add up to the length of the sum. */
const objectiveOf = ({ k, sizes, lengths }: State): number => {
  let sum = 0
  for (let j = 0; j < k; j++) sum += sizes[j]! - lengths[j]!
  return sum
}
