import { quantisedDistances } from "./quantisedDistances.ts"
import { beyond, quantisationOf, quantiseCentres, quantiseRows } from "./quantisedRows.ts"
import { areRoundedRows } from "./roundRows.ts"
import { type DenseRows, squaredDistance, squaredDistances } from "./squaredDistances.ts"
import { places, threadMemory } from "./threadMemory.ts"

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
 * Labels, centroids and iterations are those of the plain algorithm, bit for bit. Three things make it faster:
 * two bounds for each row (Hamerly 2010), of the distance to its centroid and to the next one, spare rows that cannot
 * change; the others are compared as whole numbers of 16 bits, which leaves the nearest in doubt only where two are
 * nearer to each other than the rounding, and then the exact distances decide; and where the rows are rounded
 * (`roundRows`), sums are exact and only rows that change their cluster are moved from one to the other.
 */
export const lloyd = (
  rows: DenseRows,
  start: Float64Array,
  { maxIterations, tolerance }: LloydOptions
): LloydResult => {
  const { length, width } = rows
  const k = start.length / width
  const state = makeState(rows, start)
  const { moves } = state
  const sums = areRoundedRows(rows) ? new Float64Array(k * width) : undefined
  let centroids = Float64Array.from(start)
  let next = new Float64Array(k * width)

  for (let iterations = 1; ; iterations++) {
    assign(rows, centroids, iterations === 1 ? everyRow(state, length) : doubtfulRows(state, length, k), sums, state)
    if (sums === undefined) moveToMeans(rows, state, centroids, next)
    else divideSums(sums, state, centroids, next)
    let largest = 0
    for (let j = 0; j < k; j++) {
      const move = squaredDistance(next, j * width, width, centroids, j * width)
      largest = Math.max(largest, move)
      moves[j] = Math.sqrt(move)
    }
    ;[centroids, next] = [next, centroids]
    const converged = largest <= tolerance
    if (converged || iterations >= maxIterations) return { labels: state.labels, centroids, iterations, converged }
  }
}

const makeState = (rows: DenseRows, start: Float64Array) => {
  const { length, width } = rows
  const k = start.length / width
  const quantisation = quantisationOf(rows, start)
  const rowBytes = 2 * quantisation.paddedWidth
  const nPlaces = 4 * Math.ceil(k / 4)
  const listed = 4 * (length + 4)
  const at = places(length * rowBytes, nPlaces * rowBytes, 4 * nPlaces, listed, listed, listed, listed)
  const [atRows, atCentres, atLengths, atList, atSmallest, atNearest, atSecond] = at as unknown as Tuple7
  const { buffer } = threadMemory
  const rowSquares = new Int32Array(length)
  const rowError = quantiseRows(
    rows,
    quantisation,
    new Int16Array(buffer, atRows, length * quantisation.paddedWidth),
    rowSquares
  )
  return {
    quantisation,
    rowSquares,
    /** More than rounding can add to a distance: 23,000 is the length of the longest row. */
    slack: rowError + (1e-9 * 23_000) / quantisation.scale,
    centres: new Int16Array(buffer, atCentres, nPlaces * quantisation.paddedWidth),
    lengths: new Int32Array(buffer, atLengths, nPlaces),
    list: new Int32Array(buffer, atList, length + 4),
    smallest: new Int32Array(buffer, atSmallest, length),
    nearest: new Int32Array(buffer, atNearest, length),
    second: new Int32Array(buffer, atSecond, length),
    findNearestTwo: (count: number) =>
      quantisedDistances.nearestTwo(
        atRows,
        rowBytes,
        atList,
        count,
        atCentres,
        atLengths,
        nPlaces / 4,
        atSmallest,
        atNearest,
        atSecond
      ),
    labels: new Int32Array(length).fill(-1),
    sizes: new Int32Array(k),
    /** At least the distance of row i to its centroid. */
    upper: new Float64Array(length),
    /** At most the distance of row i to any other centroid. */
    lower: new Float64Array(length),
    /** How far each centroid moved last. */
    moves: new Float64Array(k),
    /** 1 for each cluster that a row joined or left since the centroids moved. */
    changed: new Uint8Array(k).fill(1),
    all: Int32Array.from({ length: k }, (_, j) => j),
    distances: new Float64Array(k)
  }
}

type Tuple7 = readonly [number, number, number, number, number, number, number]
type State = ReturnType<typeof makeState>

const everyRow = ({ list }: State, length: number): number => {
  for (let i = 0; i < length; i++) list[i] = i
  return length
}

/** Moves the bounds as far as the centroids moved, and lists the rows that these no longer spare. Returns their number. */
const doubtfulRows = ({ list, labels, upper, lower, moves }: State, length: number, k: number): number => {
  let farthest = 0
  for (let j = 1; j < k; j++) if (moves[j]! > moves[farthest]!) farthest = j
  let nextMove = 0
  for (let j = 0; j < k; j++) if (j !== farthest && moves[j]! > nextMove) nextMove = moves[j]!
  const largestMove = moves[farthest]!
  let count = 0
  for (let i = 0; i < length; i++) {
    const own = labels[i]!
    const above = upper[i]! + moves[own]!
    const below = lower[i]! - (own === farthest ? nextMove : largestMove)
    upper[i] = above
    lower[i] = below
    if (above >= below) list[count++] = i
  }
  return count
}

/** Assigns the first `count` listed rows anew. */
const assign = (
  rows: DenseRows,
  centroids: Float64Array,
  count: number,
  sums: Float64Array | undefined,
  state: State
): void => {
  const {
    quantisation,
    centres,
    lengths,
    list,
    smallest,
    nearest,
    second,
    rowSquares,
    labels,
    upper,
    lower,
    sizes,
    changed
  } = state
  const { width, values } = rows
  const error = state.slack + quantiseCentres(centroids, width, quantisation, centres, lengths)
  const unit = 1 / quantisation.scale
  const whole = 4 * Math.ceil(count / 4)
  list.fill(list[0]!, count, whole)
  state.findNearestTwo(whole)
  for (let at = 0; at < count; at++) {
    const i = list[at]!
    const square = rowSquares[i]!
    const own = labels[i]!
    const above = Math.sqrt(square + smallest[at]!) * unit + error
    const below = second[at]! === beyond ? Number.POSITIVE_INFINITY : Math.sqrt(square + second[at]!) * unit - error
    let best = nearest[at]!
    if (above < below) {
      upper[i] = above
      lower[i] = below
    } else best = assignExactly(rows, centroids, i, state)
    if (best === own) continue
    labels[i] = best
    changed[best] = 1
    sizes[best]!++
    if (sums !== undefined) addRow(values, i * width, width, sums, best * width)
    if (own < 0) continue
    changed[own] = 1
    sizes[own]!--
    if (sums !== undefined) subtractRow(values, i * width, width, sums, own * width)
  }
}

/** The nearest centroid of row i by exact distances, the lowest number of equals; sets its bounds. */
const assignExactly = ({ width, values }: DenseRows, centroids: Float64Array, i: number, state: State): number => {
  const { all, distances, upper, lower, slack } = state
  const k = all.length
  squaredDistances(values, i * width, width, centroids, all, k, distances)
  let best = 0
  for (let j = 1; j < k; j++) if (distances[j]! < distances[best]!) best = j
  let next = Number.POSITIVE_INFINITY
  for (let j = 0; j < k; j++) if (j !== best && distances[j]! < next) next = distances[j]!
  upper[i] = Math.sqrt(distances[best]!) + slack
  lower[i] = Math.sqrt(next) - slack
  return best
}

/** Writes to `next` the mean of each changed cluster from its exact sum; other and empty clusters keep their centroid. */
const divideSums = (
  sums: Float64Array,
  { changed, sizes }: State,
  centroids: Float64Array,
  next: Float64Array
): void => {
  const k = sizes.length
  const width = sums.length / k
  next.set(centroids)
  for (let j = 0; j < k; j++) {
    if (changed[j] === 0 || sizes[j] === 0) continue
    for (let at = j * width; at < (j + 1) * width; at++) next[at] = sums[at]! / sizes[j]!
  }
  changed.fill(0)
}

/** Writes to `next` the mean of each changed cluster's rows, summed in row order; other and empty clusters keep their centroid. */
const moveToMeans = (
  { length, width, values }: DenseRows,
  { labels, changed, sizes }: State,
  centroids: Float64Array,
  next: Float64Array
): void => {
  const k = sizes.length
  next.fill(0)
  for (let i = 0; i < length; i++) {
    const label = labels[i]!
    if (changed[label] !== 0) addRow(values, i * width, width, next, label * width)
  }
  for (let j = 0; j < k; j++) {
    const keeps = changed[j] === 0 || sizes[j] === 0
    for (let at = j * width; at < (j + 1) * width; at++) next[at] = keeps ? centroids[at]! : next[at]! / sizes[j]!
  }
  changed.fill(0)
}

const addRow = (values: Float64Array, from: number, width: number, sums: Float64Array, to: number): void => {
  for (let dim = 0; dim < width; dim++) sums[to + dim]! += values[from + dim]!
}

const subtractRow = (values: Float64Array, from: number, width: number, sums: Float64Array, to: number): void => {
  for (let dim = 0; dim < width; dim++) sums[to + dim]! -= values[from + dim]!
}
