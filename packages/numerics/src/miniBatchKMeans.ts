import { type LloydOptions, type LloydResult, lloyd } from "./lloyd.ts"
import { quantisedDistances } from "./quantisedDistances.ts"
import { quantisationOf, quantiseCentres, quantiseRows } from "./quantisedRows.ts"
import type { Random } from "./random.ts"
import type { DenseRows } from "./squaredDistances.ts"
import { places, threadMemory } from "./threadMemory.ts"

/** Rows of a batch. */
const batchRows = 1024

/** The share of the mean squared distance by which a pass must lower it to be worth another one. */
const leastGain = 1e-3

/**
 * k-means in mini-batches (Sculley 2010) from given starting centres (k × width, row-major; left as they are), for
 * millions of rows: few passes instead of many iterations, each of a cost in proportion to the rows.
 *
 * A pass goes through all rows in an order drawn anew, 1,024 at a time. Rows of a batch go to the centre that is nearest
 * as whole numbers of 16 bits (`quantiseRows`), the lowest number of equals; then each centre becomes the mean of all
 * rows it was given so far (Sculley's rate of one over their count), where each further pass makes the rows of those
 * before it count half: else the first, worst assignments would stay in the means. It has converged when a pass lowers the mean squared distance at assignment by no more than the share `tolerance`, at least .001; the
 * passes end at `maxIterations` at the latest. Last, one exact iteration of Lloyd's labels all rows and makes the
 * centroids their means. `iterations` counts the passes.
 */
export const miniBatchKMeans = (
  rows: DenseRows,
  start: Float64Array,
  { maxIterations, tolerance }: LloydOptions,
  random: Random
): LloydResult => {
  const { length, width } = rows
  const k = start.length / width
  const centres = Float64Array.from(start)
  const counts = new Float64Array(k)
  const order = Int32Array.from({ length }, (_, i) => i)
  const batch = openBatch(rows, start)
  let before = Number.POSITIVE_INFINITY
  for (let iterations = 1; ; iterations++) {
    shuffle(order, random)
    for (let j = 0; j < k; j++) counts[j] = counts[j]! / 2
    let total = 0
    for (let from = 0; from < length; from += batchRows) {
      const chosen = order.subarray(from, Math.min(length, from + batchRows))
      total += batch.assign(centres, chosen)
      moveCentres(rows, chosen, batch.nearest, centres, counts)
    }
    const converged = total >= before * (1 - Math.max(tolerance, leastGain))
    before = total
    if (converged || iterations >= maxIterations) {
      return { ...lloyd(rows, centres, { maxIterations: 1, tolerance: 0 }), iterations, converged }
    }
  }
}

/** The rows as whole numbers, and what finds the nearest centre of a batch of them. */
const openBatch = (rows: DenseRows, start: Float64Array) => {
  const { length, width } = rows
  const k = start.length / width
  const quantisation = quantisationOf(rows, start)
  const { paddedWidth, scale } = quantisation
  const rowBytes = 2 * paddedWidth
  const nPlaces = 4 * Math.ceil(k / 4)
  const at = places(
    length * rowBytes,
    nPlaces * rowBytes,
    4 * nPlaces,
    4 * batchRows,
    4 * batchRows,
    4 * batchRows,
    4 * batchRows
  )
  const [atRows, atCentres, atLengths, atList, atSmallest, atNearest, atSecond] = at as unknown as Tuple7
  const { buffer } = threadMemory
  const squares = new Int32Array(length)
  quantiseRows(rows, quantisation, new Int16Array(buffer, atRows, length * paddedWidth), squares)
  const quantised = new Int16Array(buffer, atCentres, nPlaces * paddedWidth)
  const lengths = new Int32Array(buffer, atLengths, nPlaces)
  const list = new Int32Array(buffer, atList, batchRows)
  const smallest = new Int32Array(buffer, atSmallest, batchRows)
  const nearest = new Int32Array(buffer, atNearest, batchRows)
  return {
    /** The centre of each row of the batch that was assigned last. */
    nearest,
    /** Finds the nearest centre of each chosen row; returns the sum of the squared distances. */
    assign: (centres: Float64Array, chosen: Int32Array): number => {
      quantiseCentres(centres, width, quantisation, quantised, lengths)
      const count = 4 * Math.ceil(chosen.length / 4)
      list.set(chosen)
      list.fill(chosen[0]!, chosen.length, count)
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
      )
      let sum = 0
      for (let at = 0; at < chosen.length; at++) sum += squares[chosen[at]!]! + smallest[at]!
      return sum / (scale * scale)
    }
  }
}

type Tuple7 = readonly [number, number, number, number, number, number, number]

/** Makes each centre the mean of the rows that it was given so far, row by row in the order of the batch. */
const moveCentres = (
  { width, values }: DenseRows,
  chosen: Int32Array,
  nearest: Int32Array,
  centres: Float64Array,
  counts: Float64Array
): void => {
  for (let at = 0; at < chosen.length; at++) {
    const j = nearest[at]!
    const count = counts[j]! + 1
    counts[j] = count
    const rate = 1 / count
    const row = chosen[at]! * width
    for (let dim = 0; dim < width; dim++) {
      const value = centres[j * width + dim]!
      centres[j * width + dim] = value + rate * (values[row + dim]! - value)
    }
  }
}

/** Fisher–Yates. */
const shuffle = (order: Int32Array, random: Random): void => {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const other = order[j]!
    order[j] = order[i]!
    order[i] = other
  }
}
