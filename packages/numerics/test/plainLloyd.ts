import type { LloydOptions, LloydResult } from "@praxis/numerics/lloyd"
import { type DenseRows, squaredDistance } from "@praxis/numerics/squaredDistances"

/** Lloyd's algorithm as it is written in textbooks: every distance, every time. */
export const plainLloyd = (
  rows: DenseRows,
  start: Float64Array,
  { maxIterations, tolerance }: LloydOptions
): LloydResult => {
  const { length, width, values } = rows
  const k = start.length / width
  let centroids = Float64Array.from(start)
  const labels = new Int32Array(length)
  for (let iterations = 1; ; iterations++) {
    const next = new Float64Array(centroids.length)
    const sizes = new Int32Array(k)
    for (let i = 0; i < length; i++) {
      let best = Number.POSITIVE_INFINITY
      for (let j = 0; j < k; j++) {
        const distance = squaredDistance(values, i * width, width, centroids, j * width)
        if (distance < best) {
          best = distance
          labels[i] = j
        }
      }
      sizes[labels[i]!]!++
      for (let dim = 0; dim < width; dim++) next[labels[i]! * width + dim]! += values[i * width + dim]!
    }
    let converged = true
    for (let j = 0; j < k; j++) {
      for (let at = j * width; at < (j + 1) * width; at++)
        next[at] = sizes[j] === 0 ? centroids[at]! : next[at]! / sizes[j]!
      if (squaredDistance(next, j * width, width, centroids, j * width) > tolerance) converged = false
    }
    centroids = next
    if (converged || iterations >= maxIterations) return { labels, centroids, iterations, converged }
  }
}
