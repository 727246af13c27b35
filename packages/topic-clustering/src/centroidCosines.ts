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
 * Cosines of rows to centroids (nTopics × width, row-major). The cosine to a centroid of no length is 0. Rows without a
 * topic (−1) have similarity 0, margin 0, second −1.
 *
 * A margin is negative where another centroid is nearer by angle than the own one: k-means takes the one that is nearest
 * by distance, and centroids of tight topics are longer than those of loose ones; other methods do not take the nearest.
 */
export const centroidCosines = (rows: DenseRows, topics: Int32Array, centroids: Float64Array): CentroidCosines => {
  const { length, width, values } = rows
  const nTopics = width === 0 ? 0 : centroids.length / width
  const lengths = new Float64Array(nTopics)
  for (let topic = 0; topic < nTopics; topic++) {
    lengths[topic] = Math.sqrt(dot(centroids, topic * width, centroids, topic * width, width))
  }
  const products = new Float64Array(nTopics)
  const cosines: CentroidCosines = {
    similarity: new Float64Array(length),
    margin: new Float64Array(length),
    second: new Int32Array(length).fill(-1)
  }
  for (let i = 0; i < length; i++) {
    const own = topics[i]!
    if (own < 0) continue
    dots(values, i * width, width, centroids, products)
    place(products, lengths, Math.sqrt(dot(values, i * width, values, i * width, width)), own, i, cosines)
  }
  return cosines
}

/** Sets what row i has, from its products with all centroids. */
const place = (
  products: Float64Array,
  lengths: Float64Array,
  rowLength: number,
  own: number,
  i: number,
  { similarity, margin, second }: CentroidCosines
): void => {
  let next = Number.NEGATIVE_INFINITY
  for (let topic = 0; topic < products.length; topic++) {
    const scale = rowLength * lengths[topic]!
    const cosine = scale === 0 ? 0 : products[topic]! / scale
    const within = Math.max(-1, Math.min(1, cosine))
    if (topic === own) similarity[i] = within
    else if (within > next) {
      next = within
      second[i] = topic
    }
  }
  margin[i] = second[i] === -1 ? 0 : similarity[i]! - next
}

/** The products of a row with all centroids, four side by side; each is one sum over the dimensions in order. */
const dots = (
  values: Float64Array,
  at: number,
  width: number,
  centroids: Float64Array,
  products: Float64Array
): void => {
  const nTopics = products.length
  let topic = 0
  for (; topic + 4 <= nTopics; topic += 4) {
    const first = topic * width
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let dim = 0; dim < width; dim++) {
      const x = values[at + dim]!
      a += x * centroids[first + dim]!
      b += x * centroids[first + width + dim]!
      c += x * centroids[first + 2 * width + dim]!
      d += x * centroids[first + 3 * width + dim]!
    }
    products[topic] = a
    products[topic + 1] = b
    products[topic + 2] = c
    products[topic + 3] = d
  }
  for (; topic < nTopics; topic++) products[topic] = dot(values, at, centroids, topic * width, width)
}

const dot = (a: Float64Array, atA: number, b: Float64Array, atB: number, width: number): number => {
  let sum = 0
  for (let dim = 0; dim < width; dim++) sum += a[atA + dim]! * b[atB + dim]!
  return sum
}
