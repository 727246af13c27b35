import type { Random } from "./random.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { sphericalKMeansPlusPlus } from "./sphericalKMeansPlusPlus.ts"
import { type SphericalOptions, type SphericalResult, sphericalLloyd } from "./sphericalLloyd.ts"

/**
 * Clusters sparse unit rows (nRows × nTerms) by direction into `k`: one greedy start ({@link sphericalKMeansPlusPlus})
 * and its iterations ({@link sphericalLloyd}). Fewer than `k` different directions throw a `RangeError`.
 */
export const sphericalKMeans = (
  weights: SparseMatrix,
  k: number,
  options: SphericalOptions,
  random: Random
): SphericalResult => {
  const rows = sphericalKMeansPlusPlus(weights, k, random)
  return sphericalLloyd(weights, denseRowsOf(weights, rows), options)
}

/** Some rows of a sparse matrix as dense ones (rows.length × nCols, row-major). */
export const denseRowsOf = ({ nCols, offsets, indices, values }: SparseMatrix, rows: Int32Array): Float64Array => {
  const dense = new Float64Array(rows.length * nCols)
  rows.forEach((row, place) => {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) dense[place * nCols + indices[at]!] = values[at]!
  })
  return dense
}
