import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** The rows that can be clustered, and where they came from. */
export interface ClusterableRows extends DenseRows {
  /** Row number of each in the table it was taken from, ascending. */
  readonly docs: Uint32Array
}

/** The rows that are not all zero, in order; a copy in memory that threads share. */
export const clusterableRows = (rows: DenseRows): ClusterableRows => {
  const collected = collectRows(rows.length)
  collected.add(rows)
  return collected.finish()
}

/** Collects the rows that are not all zero from parts of one width with `most` rows in all, in memory that threads share. */
export const collectRows = (most: number) => {
  const docs = new Uint32Array(most)
  let kept: Float64Array = new Float64Array()
  let width = 0
  let seen = 0
  let count = 0
  return {
    add: (part: DenseRows): void => {
      if (seen === 0) {
        width = part.width
        kept = new Float64Array(new SharedArrayBuffer(most * width * Float64Array.BYTES_PER_ELEMENT))
      }
      for (let at = 0; at < part.length * width; at += width) {
        const row = part.values.subarray(at, at + width)
        if (row.some((value) => value !== 0)) {
          kept.set(row, count * width)
          docs[count++] = seen
        }
        seen++
      }
    },
    finish: (): ClusterableRows => ({
      length: count,
      width,
      values: kept.subarray(0, count * width),
      docs: docs.slice(0, count)
    })
  }
}

/** How many different rows there are, counted no further than `enough`. */
export const countDistinctRows = ({ length, width, values }: DenseRows, enough: number): number => {
  const found: Array<number> = []
  for (let i = 0; i < length && found.length < enough; i++) {
    if (!found.some((other) => isSameRow(values, i * width, other * width, width))) found.push(i)
  }
  return found.length
}

const isSameRow = (values: Float64Array, a: number, b: number, width: number): boolean => {
  for (let dim = 0; dim < width; dim++) if (values[a + dim] !== values[b + dim]) return false
  return true
}
