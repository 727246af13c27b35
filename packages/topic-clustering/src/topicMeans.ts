import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** The mean of each topic's rows (nTopics × width, row-major), summed in row order; −1 is no topic, and each topic has a row. */
export const topicMeans = (
  { length, width, values }: DenseRows,
  topics: Int32Array,
  sizes: Uint32Array
): Float64Array => {
  const means = new Float64Array(sizes.length * width)
  for (let i = 0; i < length; i++) if (topics[i]! >= 0) addRow(values, i * width, width, means, topics[i]! * width)
  sizes.forEach((size, topic) => {
    for (let at = topic * width; at < (topic + 1) * width; at++) means[at] = means[at]! / size
  })
  return means
}

const addRow = (values: Float64Array, from: number, width: number, sums: Float64Array, to: number): void => {
  for (let dim = 0; dim < width; dim++) sums[to + dim]! += values[from + dim]!
}
