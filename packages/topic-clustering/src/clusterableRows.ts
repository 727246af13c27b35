import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** The rows that can be clustered, and where they came from. */
export interface ClusterableRows extends DenseRows {
  /** Row number of each in the table it was taken from, ascending. */
  readonly docs: Uint32Array
}

/** The rows that are not all zero, in order; a copy. */
export const clusterableRows = ({ length, width, values }: DenseRows): ClusterableRows => {
  const docs = Uint32Array.from({ length }, (_, doc) => doc).filter((doc) =>
    values.subarray(doc * width, (doc + 1) * width).some((value) => value !== 0)
  )
  const kept = new Float64Array(docs.length * width)
  docs.forEach((doc, i) => void kept.set(values.subarray(doc * width, (doc + 1) * width), i * width))
  return { length: docs.length, width, values: kept, docs }
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
