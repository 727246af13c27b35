import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** The mean of each topic's rows (nTopics × width, row-major), summed in row order; −1 is no topic, and each topic has a row. */
export const topicMeans = (rows: DenseRows, topics: Int32Array, sizes: Uint32Array): Float64Array => {
  const sums = new Float64Array(sizes.length * rows.width)
  addTopicSums(rows, topics, sums)
  return meansOf(sums, sizes)
}

/** Adds each row to the sum of its topic (nTopics × width), in row order: parts of rows, one after the other, give the bits of all at once. */
export const addTopicSums = ({ length, width, values }: DenseRows, topics: Int32Array, sums: Float64Array): void => {
  for (let i = 0; i < length; i++) {
    if (topics[i]! < 0) continue
    const to = topics[i]! * width
    for (let dim = 0; dim < width; dim++) sums[to + dim]! += values[i * width + dim]!
  }
}

/** Sums (nTopics × width) divided by the rows of each topic. */
export const meansOf = (sums: Float64Array, sizes: Uint32Array): Float64Array => {
  const width = sums.length / sizes.length
  return sums.map((sum, at) => sum / sizes[Math.floor(at / width)]!)
}
