import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** Writes the cosine of row i to each centroid (nTopics × width, row-major) into an array (nTopics); 0 where either has no length. */
export const cosinesToCentroids = ({ width, values }: DenseRows, centroids: Float64Array) => {
  const lengthAt = (matrix: Float64Array, at: number) => {
    let sum = 0
    for (let dim = 0; dim < width; dim++) sum += matrix[at + dim]! ** 2
    return Math.sqrt(sum)
  }
  const nTopics = width === 0 ? 0 : centroids.length / width
  const lengths = Float64Array.from({ length: nTopics }, (_, topic) => lengthAt(centroids, topic * width))
  return (row: number, into: Float64Array): void => {
    const length = lengthAt(values, row * width)
    for (let topic = 0; topic < nTopics; topic++) {
      let product = 0
      for (let dim = 0; dim < width; dim++) product += values[row * width + dim]! * centroids[topic * width + dim]!
      const scale = length * lengths[topic]!
      into[topic] = scale === 0 ? 0 : product / scale
    }
  }
}
