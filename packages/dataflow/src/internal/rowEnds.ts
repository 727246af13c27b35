import { Growable } from "./Growable.ts"

/** Collects where the rows of texts or lists end, counted from 0. */
export interface RowEnds {
  /** Rows so far. */
  readonly rows: () => number
  /** The end of row i; 0 for row −1. */
  readonly end: (row: number) => number
  /** Adds rows `start` to `end` of a column of `nValues` values, and returns where in the column their values begin and end. */
  readonly add: (offsets: Int32Array, start: number, end: number, nValues: number) => readonly [number, number]
  /** Adds rows without values. */
  readonly addEmpty: (rows: number) => void
  /** The rows' bounds as Arrow has them, length rows + 1, from 0. */
  readonly offsets: () => Int32Array
  /** Forgets all rows. */
  readonly clear: () => void
}

/** Starts without rows. Offsets that run backwards or out of the values throw a `RangeError`. */
export const makeRowEnds = (): RowEnds => {
  const ends = new Growable(Int32Array)
  const end = (row: number) => (row < 0 ? 0 : ends.array[row]!)
  return {
    rows: () => ends.length,
    end,
    add: (offsets, start, stop, nValues) => {
      const first = offsets[start]!
      const last = offsets[stop]!
      if (first < 0 || last > nValues)
        throw new RangeError(`offsets from ${first} to ${last} lie outside of ${nValues} values`)
      const shift = end(ends.length - 1) - first
      const at = ends.extend(stop - start)
      for (let i = start; i < stop; i++) {
        if (offsets[i + 1]! < offsets[i]!) throw new RangeError(`row ${i}: its offsets run backwards`)
        ends.array[at + i - start] = offsets[i + 1]! + shift
      }
      return [first, last]
    },
    addEmpty: (rows) => {
      const last = end(ends.length - 1)
      const at = ends.extend(rows)
      ends.array.fill(last, at, ends.length)
    },
    offsets: () => {
      const offsets = new Int32Array(ends.length + 1)
      offsets.set(ends.view(), 1)
      return offsets
    },
    clear: () => {
      ends.length = 0
    }
  }
}
