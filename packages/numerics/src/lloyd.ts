import { type DenseRows, squaredDistance, squaredDistances } from "./squaredDistances.ts"

/** When Lloyd's iterations end. */
export interface LloydOptions {
  /** At least 1. */
  readonly maxIterations: number
  /** It has converged when no centroid moved by more than this squared Euclidean distance; 0 = when none moved at all. */
  readonly tolerance: number
}

/** What Lloyd's iterations gave. */
export interface LloydResult {
  /** The centroid of each row, 0 to k − 1: the nearest before the last update, the lowest number of equals. */
  readonly labels: Int32Array
  /** The mean of each cluster's rows (k × width, row-major); where a cluster is empty, its centroid before. */
  readonly centroids: Float64Array
  /** Iterations made: each assigns all rows, then moves all centroids. */
  readonly iterations: number
  readonly converged: boolean
}

/**
 * k-means from given starting centres (k × width, row-major; left as they are) by Lloyd's iterations.
 *
 * The bounds of Elkan (2003) spare most distances: for each row an upper bound of the distance to its own centroid and
 * k lower bounds to the others, moved by as much as the centroids moved. A bound spares a distance only where it is
 * beyond rounding, so labels, centroids and iterations are those of the plain algorithm. Memory: length × k numbers.
 */
export const lloyd = (
  rows: DenseRows,
  start: Float64Array,
  { maxIterations, tolerance }: LloydOptions
): LloydResult => {
  const { length, width } = rows
  const k = start.length / width
  const state: State = {
    k,
    labels: new Int32Array(length),
    upper: new Float64Array(length),
    lower: new Float64Array(length * k),
    moves: new Float64Array(k),
    changed: new Uint8Array(k).fill(1),
    asked: Int32Array.from({ length: k }, (_, j) => j),
    distances: new Float64Array(k)
  }
  let centroids = Float64Array.from(start)
  let next = new Float64Array(k * width)

  let farthest = 0
  for (let i = 0; i < length; i++) farthest = Math.max(farthest, assign(rows, i, centroids, state))
  const slack = 1e-12 * farthest
  for (let iterations = 1; ; iterations++) {
    if (iterations > 1) for (let i = 0; i < length; i++) reassign(rows, i, centroids, slack, state)
    moveToMeans(rows, state, centroids, next)
    let largest = 0
    for (let j = 0; j < k; j++) {
      const move = squaredDistance(next, j * width, width, centroids, j * width)
      largest = Math.max(largest, move)
      state.moves[j] = Math.sqrt(move)
    }
    ;[centroids, next] = [next, centroids]
    const converged = largest <= tolerance
    if (converged || iterations >= maxIterations) return { labels: state.labels, centroids, iterations, converged }
  }
}

// The steps of a row are functions of their own, so that they are compiled as a whole after some hundred rows.

interface State {
  readonly k: number
  readonly labels: Int32Array
  /** At least the distance of row i to its centroid, but for rounding. */
  readonly upper: Float64Array
  /** At most the distance of row i to centroid j, but for rounding, at [i * k + j]. */
  readonly lower: Float64Array
  /** How far each centroid moved last. */
  readonly moves: Float64Array
  /** 1 for each cluster that a row joined or left since the centroids moved. */
  readonly changed: Uint8Array
  readonly asked: Int32Array
  readonly distances: Float64Array
}

/** Assigns row i from all distances; returns the largest, by which rounding is judged. */
const assign = (
  { width, values }: DenseRows,
  i: number,
  centroids: Float64Array,
  { k, labels, upper, lower, asked, distances }: State
): number => {
  squaredDistances(values, i * width, width, centroids, asked, k, distances)
  let best = 0
  let farthest = 0
  for (let j = 0; j < k; j++) {
    if (distances[j]! < distances[best]!) best = j
    const distance = Math.sqrt(distances[j]!)
    lower[i * k + j] = distance
    if (distance > farthest) farthest = distance
  }
  labels[i] = best
  upper[i] = lower[i * k + best]!
  return farthest
}

/** Assigns row i anew from the distances that the bounds do not spare. */
const reassign = (
  { width, values }: DenseRows,
  i: number,
  centroids: Float64Array,
  slack: number,
  { k, labels, upper, lower, moves, changed, asked, distances }: State
): void => {
  const own = labels[i]!
  const bound = upper[i]! + moves[own]!
  const at = i * k
  let count = 0
  for (let j = 0; j < k; j++) {
    const nearest = lower[at + j]! - moves[j]!
    lower[at + j] = nearest
    if (nearest <= bound + slack && j !== own) asked[count++] = j
  }
  if (count === 0) {
    upper[i] = bound
    return
  }
  let bestSquare = squaredDistance(values, i * width, width, centroids, own * width)
  const distance = Math.sqrt(bestSquare)
  lower[at + own] = distance
  let near = 0
  for (let c = 0; c < count; c++) if (lower[at + asked[c]!]! <= distance + slack) asked[near++] = asked[c]!
  squaredDistances(values, i * width, width, centroids, asked, near, distances)
  let best = own
  for (let c = 0; c < near; c++) {
    const j = asked[c]!
    const square = distances[c]!
    lower[at + j] = Math.sqrt(square)
    if (square < bestSquare || (square === bestSquare && j < best)) {
      best = j
      bestSquare = square
    }
  }
  upper[i] = lower[at + best]!
  if (best !== own) {
    labels[i] = best
    changed[own] = 1
    changed[best] = 1
  }
}

/** Writes to `next` the mean of each changed cluster's rows, summed in row order; other and empty clusters keep their centroid. */
const moveToMeans = (
  { length, width, values }: DenseRows,
  { k, labels, changed }: State,
  centroids: Float64Array,
  next: Float64Array
): void => {
  next.fill(0)
  const sizes = new Int32Array(k)
  for (let i = 0; i < length; i++) {
    const label = labels[i]!
    if (changed[label] === 0) continue
    sizes[label]!++
    addRow(values, i * width, width, next, label * width)
  }
  for (let j = 0; j < k; j++) {
    const size = sizes[j]!
    for (let at = j * width; at < (j + 1) * width; at++) next[at] = size === 0 ? centroids[at]! : next[at]! / size
  }
  changed.fill(0)
}

const addRow = (values: Float64Array, from: number, width: number, sums: Float64Array, to: number): void => {
  for (let dim = 0; dim < width; dim++) sums[to + dim]! += values[from + dim]!
}
