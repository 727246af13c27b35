import type { DenseRows } from "./squaredDistances.ts"

/**
 * Rounds numbers in place to multiples of a power of two so coarse that the sum of up to `length` of them is exact: the
 * mean of any rows (length × width) is then the same whatever their order, and can be kept up to date row by row.
 * The change is at most 2^−51 × length × the largest number: for a million rows of unit length 5e−10.
 */
export const roundRows = ({ length, values }: DenseRows): void => {
  const grain = grainOf(length, values)
  for (let at = 0; at < values.length; at++) values[at] = (values[at]! / grain + toWhole - toWhole) * grain
}

/** The rows rounded: the same object where they are, else a copy. */
export const roundedRows = (rows: DenseRows): DenseRows => {
  if (areRoundedRows(rows)) return rows
  const copy = { ...rows, values: Float64Array.from(rows.values) }
  roundRows(copy)
  return copy
}

/** Whether all numbers are multiples of that power of two. */
export const areRoundedRows = ({ length, values }: DenseRows): boolean => {
  const grain = grainOf(length, values)
  for (let at = 0; at < values.length; at++) {
    const grains = values[at]! / grain
    if (grains + toWhole - toWhole !== grains) return false
  }
  return true
}

/** What a number of up to 2^51 is added to and taken from is rounded to a whole one, to the even one of two; much faster than Math.round. */
const toWhole = 1.5 * 2 ** 52

/** A power of two, at least 2^−51 times the sum of `length` numbers that are as large as the largest. */
const grainOf = (length: number, values: Float64Array): number => {
  let largest = 0
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at]!))
  const sum = largest * length
  let bound = 1
  while (bound < sum) bound *= 2
  while (bound / 2 >= sum && bound > 2 ** -900) bound /= 2
  return bound / 2 ** 51
}
