import { firstAbove } from "./firstAbove.ts"
import type { Random } from "./random.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { transposedSparse } from "./transposedSparse.ts"

/** Two unit rows whose cosine is nearer to 1 than this have one direction. */
const sameDirection = 1e-12

/**
 * Chooses `k` of the sparse unit rows as starting centres: greedy k-means++ (Arthur & Vassilvitskii 2007) for the
 * distance 1 − cosine, which is half the squared Euclidean one, so as scikit-learn does it on unit rows.
 *
 * The first is drawn evenly from the rows that have a value. For each further one, 2 + ⌊ln k⌋ rows are drawn with
 * chances in proportion to the distance to the nearest centre so far, and the one that leaves the smallest sum of these
 * is kept (the first of equals). Returns row numbers in the order of choice, no two of one direction, no empty row.
 * Fewer than `k` directions throw a `RangeError`.
 *
 * A candidate's cosines come from the postings of its own terms: time grows with their length, not with all values.
 */
export const sphericalKMeansPlusPlus = (weights: SparseMatrix, k: number, random: Random): Int32Array => {
  const { nRows, offsets } = weights
  if (k < 1) throw new RangeError(`${k} centres`)
  const filled = new Int32Array(nRows)
  let nFilled = 0
  for (let row = 0; row < nRows; row++) if (offsets[row + 1]! > offsets[row]!) filled[nFilled++] = row
  if (k > nFilled) throw new RangeError(`${k} centres of ${nFilled} rows with a value`)
  const postings = transposedSparse(weights)
  const trials = 2 + Math.floor(Math.log(k))
  const centres = new Int32Array(k)
  const cumulative = new Float64Array(nRows)
  const cosines = new Float64Array(nRows)
  let closest = new Float64Array(nRows)
  let offered = new Float64Array(nRows)
  let kept = new Float64Array(nRows)

  for (let i = 0; i < nFilled; i++) closest[filled[i]!] = Number.POSITIVE_INFINITY
  centres[0] = filled[Math.floor(random() * nFilled)]!
  offer(weights, postings, centres[0]!, closest, cosines, kept)
  for (let c = 1; c < k; c++) {
    ;[closest, kept] = [kept, closest]
    let potential = 0
    for (let row = 0; row < nRows; row++) {
      potential += closest[row]!
      cumulative[row] = potential
    }
    if (!(potential > 0)) throw new RangeError(`${k} centres of ${c} different directions`)
    let lowest = Number.POSITIVE_INFINITY
    for (let t = 0; t < trials; t++) {
      const candidate = firstAbove(cumulative, random() * potential)
      const left = offer(weights, postings, candidate, closest, cosines, offered)
      if (left < lowest) {
        lowest = left
        centres[c] = candidate
        ;[offered, kept] = [kept, offered]
      }
    }
  }
  return centres
}

/** Writes to `out` the distance of each row to the nearest centre with row `candidate` among them; returns their sum. `cosines` is spare. */
const offer = (
  { nRows, offsets, indices, values }: SparseMatrix,
  postings: SparseMatrix,
  candidate: number,
  closest: Float64Array,
  cosines: Float64Array,
  out: Float64Array
): number => {
  cosines.fill(0)
  const end = offsets[candidate + 1]!
  for (let at = offsets[candidate]!; at < end; at++) {
    addPostings(postings, indices[at]!, values[at]!, cosines)
  }
  let sum = 0
  for (let row = 0; row < nRows; row++) {
    const distance = 1 - cosines[row]!
    const nearest = distance < closest[row]! ? (distance < sameDirection ? 0 : distance) : closest[row]!
    out[row] = nearest
    sum += nearest
  }
  return sum
}

const addPostings = (
  { offsets, indices, values }: SparseMatrix,
  term: number,
  weight: number,
  sums: Float64Array
): void => {
  const end = offsets[term + 1]!
  for (let at = offsets[term]!; at < end; at++) sums[indices[at]!]! += weight * values[at]!
}
