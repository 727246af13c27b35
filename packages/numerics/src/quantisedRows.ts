import type { DenseRows } from "./squaredDistances.ts"

/** The longest quantised row, but for rounding: squared distances of up to 60,000 dimensions then stay below 2^31. */
const longest = 23_000

/** How rows become whole numbers: times `scale`, rounded. */
export interface Quantisation {
  readonly scale: number
  /** The width, up to the next multiple of 4. */
  readonly paddedWidth: number
}

/** The scale at which the longest of the rows and centres (row-major, as wide as the rows) has the length 23,000; 1 where all are zero. */
export const quantisationOf = (rows: DenseRows, centres: Float64Array): Quantisation => {
  const { width, values, length } = rows
  const square = Math.max(largestSquare(values, length, width), largestSquare(centres, centres.length / width, width))
  return { scale: square === 0 ? 1 : longest / Math.sqrt(square), paddedWidth: 4 * Math.ceil(width / 4) }
}

const largestSquare = (values: Float64Array, length: number, width: number): number => {
  let largest = 0
  for (let i = 0; i < length; i++) {
    let square = 0
    for (let at = i * width; at < (i + 1) * width; at++) square += values[at]! * values[at]!
    if (square > largest) largest = square
  }
  return largest
}

/**
 * Writes the rows as whole numbers (length × paddedWidth, row-major, further dimensions 0) to `quantised`, and their
 * squared lengths to `squares`. Returns the largest distance of a row to what it became, in the rows' own unit.
 */
export const quantiseRows = (
  { length, width, values }: DenseRows,
  { scale, paddedWidth }: Quantisation,
  quantised: Int16Array,
  squares: Int32Array
): number => {
  if (paddedWidth > width) quantised.fill(0)
  let farthest = 0
  for (let i = 0; i < length; i++) {
    const error = quantiseRow(values, i * width, width, scale, quantised, i * paddedWidth, squares, i)
    if (error > farthest) farthest = error
  }
  return Math.sqrt(farthest) / scale
}

/** Returns the squared distance of the scaled row to what it became. */
const quantiseRow = (
  values: Float64Array,
  from: number,
  width: number,
  scale: number,
  quantised: Int16Array,
  to: number,
  squares: Int32Array,
  i: number
): number => {
  let square = 0
  let error = 0
  for (let dim = 0; dim < width; dim++) {
    const exact = values[from + dim]! * scale
    const whole = nearestWhole(exact)
    quantised[to + dim] = whole
    square = (square + Math.imul(whole, whole)) | 0
    error += (exact - whole) * (exact - whole)
  }
  squares[i] = square
  return error
}

/** Of a number within ±32,767; by cutting off a positive one, since Math.round takes twice as long. */
const nearestWhole = (exact: number): number => ((exact + 32_768.5) | 0) - 32_768

/**
 * Writes centres (k × width, row-major) as the kernels read them: in groups of four, for each pair of dimensions the
 * pair of each of the four; and their squared lengths. Where k is no multiple of four, the last group is filled with
 * centres that are farther than any. Returns the largest distance of a centre to what it became, in the centres' unit.
 */
export const quantiseCentres = (
  centres: Float64Array,
  width: number,
  { scale, paddedWidth }: Quantisation,
  quantised: Int16Array,
  squares: Int32Array
): number => {
  const k = centres.length / width
  const nPlaces = 4 * Math.ceil(k / 4)
  let farthest = 0
  quantised.fill(0, 0, nPlaces * paddedWidth)
  for (let j = 0; j < k; j++) {
    const group = (j >> 2) * 4 * paddedWidth + (j & 3) * 2
    let square = 0
    let error = 0
    for (let dim = 0; dim < width; dim++) {
      const exact = centres[j * width + dim]! * scale
      const whole = nearestWhole(exact)
      quantised[group + (dim >> 1) * 8 + (dim & 1)] = whole
      square += whole * whole
      error += (exact - whole) * (exact - whole)
    }
    squares[j] = square
    if (error > farthest) farthest = error
  }
  squares.fill(beyond, k, nPlaces)
  return Math.sqrt(farthest) / scale
}

/** What the kernels find where there is no centre: more than the squared length of any centre less twice its product with a row. */
export const beyond = 0x7000_0000
