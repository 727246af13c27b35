import { roundRows } from "@praxis/numerics/roundRows"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import type { SphericalOptions, SphericalResult } from "@praxis/numerics/sphericalLloyd"

/** Spherical k-means as it is written in textbooks: every cosine, every sum, every time. With `rounded`, of the rounded weights. */
export const plainSphericalLloyd = (
  weights: SparseMatrix,
  start: Float64Array,
  { maxIterations, tolerance }: SphericalOptions,
  rounded: boolean
): SphericalResult => {
  const { nRows, nCols, offsets, indices } = weights
  const values = Float64Array.from(weights.values)
  if (rounded) roundRows({ length: nRows, width: 1, values })
  const k = start.length / nCols
  let centroids = Float64Array.from(start)
  const cosine = (row: number, j: number): number => {
    let sum = 0
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) sum += values[at]! * centroids[j * nCols + indices[at]!]!
    return sum
  }
  const labels = new Int32Array(nRows)
  for (let iterations = 1; ; iterations++) {
    const sizes = new Int32Array(k)
    for (let row = 0; row < nRows; row++) {
      labels[row] = -1
      if (offsets[row] === offsets[row + 1]) continue
      let largest = Number.NEGATIVE_INFINITY
      for (let j = 0; j < k; j++) {
        if (cosine(row, j) > largest) {
          largest = cosine(row, j)
          labels[row] = j
        }
      }
      sizes[labels[row]!]!++
    }
    const own = Array.from(labels, (label, row) => (label < 0 ? 1 : cosine(row, label)))
    for (let j = 0; j < k; j++) {
      if (sizes[j]! > 0) continue
      const free = own.map((value, row) => (value < 1 - 1e-12 && sizes[labels[row]!]! > 1 ? value : 1))
      const worst = free.indexOf(Math.min(...free))
      if (free[worst] === 1) break
      sizes[labels[worst]!]!--
      sizes[j] = 1
      labels[worst] = j
      own[worst] = 1
    }
    const sums = new Float64Array(k * nCols)
    for (let row = 0; row < nRows; row++) {
      if (labels[row]! < 0) continue
      for (let at = offsets[row]!; at < offsets[row + 1]!; at++)
        sums[labels[row]! * nCols + indices[at]!]! += values[at]!
    }
    const next = Float64Array.from(centroids)
    let objective = 0
    let largest = 0
    for (let j = 0; j < k; j++) {
      const sum = sums.subarray(j * nCols, (j + 1) * nCols)
      const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0))
      objective += sizes[j]! - length
      if (length === 0) continue
      let move = 0
      for (let term = 0; term < nCols; term++) {
        next[j * nCols + term] = sum[term]! / length
        move += (next[j * nCols + term]! - centroids[j * nCols + term]!) ** 2
      }
      largest = Math.max(largest, move)
    }
    centroids = next
    const converged = largest <= tolerance
    if (converged || iterations >= maxIterations) return { labels, centroids, sizes, objective, iterations, converged }
  }
}
