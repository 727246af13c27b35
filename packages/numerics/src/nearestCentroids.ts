import { type DenseRows, squaredDistances } from "./squaredDistances.ts"

/** The centroid (nCentroids × width, row-major) nearest to each row by Euclidean distance, the lowest number of equals; there is at least one. */
export const nearestCentroids = ({ length, width, values }: DenseRows, centroids: Float64Array): Int32Array => {
  const all = Int32Array.from({ length: centroids.length / width }, (_, centroid) => centroid)
  const distances = new Float64Array(all.length)
  const nearest = new Int32Array(length)
  for (let i = 0; i < length; i++) {
    squaredDistances(values, i * width, width, centroids, all, all.length, distances)
    let best = 0
    for (let j = 1; j < distances.length; j++) if (distances[j]! < distances[best]!) best = j
    nearest[i] = best
  }
  return nearest
}
