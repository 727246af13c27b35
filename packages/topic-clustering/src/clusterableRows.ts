import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** The rows that can be clustered, and where they came from. */
export interface ClusterableRows extends DenseRows {
  /** Row number of each in the table it was taken from, ascending. */
  readonly docs: Uint32Array
}

/** The rows that are not all zero, in order; a copy in memory that threads share. */
export const clusterableRows = ({ length, width, values }: DenseRows): ClusterableRows => {
  const docs = new Uint32Array(length)
  let count = 0
  for (let doc = 0; doc < length; doc++) if (!isZeroRow(values, doc * width, width)) docs[count++] = doc
  const kept = new Float64Array(new SharedArrayBuffer(count * width * Float64Array.BYTES_PER_ELEMENT))
  if (count === length) kept.set(values.subarray(0, length * width))
  else {
    for (let i = 0; i < count; i++) kept.set(values.subarray(docs[i]! * width, (docs[i]! + 1) * width), i * width)
  }
  return { length: count, width, values: kept, docs: docs.slice(0, count) }
}

const isZeroRow = (values: Float64Array, from: number, width: number): boolean => {
  for (let at = from; at < from + width; at++) if (values[at] !== 0) return false
  return true
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
