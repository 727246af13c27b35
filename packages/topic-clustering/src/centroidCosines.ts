import type { DenseRows } from "@praxis/numerics/squaredDistances"

/** How close each row is to its own topic's centroid and to the next. */
export interface CentroidCosines {
  /** Cosine to the centroid of the row's topic, −1 to 1. */
  readonly similarity: Float64Array
  /** `similarity` less the largest cosine to another centroid; 0 where there is one topic. */
  readonly margin: Float64Array
  /** The topic of that other centroid, the lowest number of equals; −1 where there is one topic. */
  readonly second: Int32Array
}

/**
 * Cosines of rows to centroids (nTopics × width, row-major). The cosine to a centroid of no length is 0.
 *
 * A margin is negative where another centroid is nearer by angle than the own one, which is nearest by distance:
 * centroids of tight topics are longer than those of loose ones.
 */
export const centroidCosines = (rows: DenseRows, topics: Int32Array, centroids: Float64Array): CentroidCosines => {
  const { length, width, values } = rows
  const nTopics = centroids.length / width
  const lengths = Float64Array.from({ length: nTopics }, (_, topic) =>
    Math.sqrt(dot(centroids, topic * width, centroids, topic * width, width))
  )
  const similarity = new Float64Array(length)
  const margin = new Float64Array(length)
  const second = new Int32Array(length).fill(-1)
  for (let i = 0; i < length; i++) {
    const own = topics[i]!
    const rowLength = Math.sqrt(dot(values, i * width, values, i * width, width))
    let next = Number.NEGATIVE_INFINITY
    for (let topic = 0; topic < nTopics; topic++) {
      const scale = rowLength * lengths[topic]!
      const cosine = scale === 0 ? 0 : dot(values, i * width, centroids, topic * width, width) / scale
      const within = Math.max(-1, Math.min(1, cosine))
      if (topic === own) similarity[i] = within
      else if (within > next) {
        next = within
        second[i] = topic
      }
    }
    margin[i] = second[i] === -1 ? 0 : similarity[i]! - next
  }
  return { similarity, margin, second }
}

const dot = (a: Float64Array, atA: number, b: Float64Array, atB: number, width: number): number => {
  let sum = 0
  for (let dim = 0; dim < width; dim++) sum += a[atA + dim]! * b[atB + dim]!
  return sum
}
