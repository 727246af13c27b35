import { readFileSync } from "node:fs"
import { roundRows } from "./roundRows.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"

/** A sparse matrix with `k` centroids and the bounds of its rows in memory of WebAssembly, and the loops over it. */
export interface SphericalKernel {
  /** Numbers of `byTerm` from one term to the next: k, rounded up to a multiple of 4. */
  readonly width: number
  /** The centroids by term (nTerms × width), so that one pass over a row gives its cosines to all. */
  readonly byTerm: Float64Array
  /** The centroid of each row; −1 = none. */
  readonly labels: Int32Array
  /** At least the cosine of row i to any other centroid, and at most that to its own: at [2 * i], [2 * i + 1]. */
  readonly bounds: Float64Array
  /** By how much the weight of a term rose where it rose most at the last move, and minus by how much it fell where it fell most: at [2 * term], [2 * term + 1]. */
  readonly moved: Float64Array
  /** The row numbers that {@link SphericalKernel.moveBounds} listed (nRows). */
  readonly open: Int32Array
  /** The sum of each cluster's rows (k × nTerms, row-major). */
  readonly sums: Float64Array
  /** The cosines of the row that was asked for last (width). */
  readonly cosines: Float64Array
  /** Writes the cosines of a row to all centroids to `cosines`. */
  readonly cosinesOf: (row: number) => void
  /** Moves the bounds of all rows by `moved` and `rounding`; lists in `open` those that they do not settle, also not with the own cosine, and returns how many. */
  readonly moveBounds: (rounding: number) => number
  /** Adds a row to the sum of cluster j, or takes it off: sign is 1 or −1. */
  readonly addRow: (row: number, j: number, sign: number) => void
}

interface Loops {
  readonly cosines: (...places: ReadonlyArray<number>) => void
  readonly moveBounds: (...places: ReadonlyArray<number>) => number
  readonly addRow: (...places: ReadonlyArray<number>) => void
}

const compiled = new WebAssembly.Module(readFileSync(new URL("../wasm/sphericalLloyd.wasm", import.meta.url)))

const pageBytes = 65_536

/**
 * Copies a sparse matrix to a memory of its own, which is freed with the kernel: 12 bytes a value, 28 a row, 16 a term
 * and 16 for each term of each centroid. More than 4 GiB throw a `RangeError`.
 *
 * The copy's weights are rounded (`roundRows`; for a million rows of unit length by 2e-10 at most), so that sums of
 * rows have no rounding error: they are the same in any order, and rows that come and go leave no trace.
 */
export const sphericalKernel = (weights: SparseMatrix, k: number): SphericalKernel => {
  const { nRows, nCols } = weights
  const nnz = weights.offsets[nRows]!
  const width = Math.ceil(k / 4) * 4
  const stride = 8 * width
  let bytes = 0
  const place = (size: number): number => {
    const start = bytes
    bytes += Math.ceil(size / 16) * 16
    return start
  }
  const byTermAt = place(nCols * stride)
  const cosinesAt = place(stride)
  const boundsAt = place(16 * nRows)
  const movedAt = place(16 * nCols)
  const sumsAt = place(8 * k * nCols)
  const valuesAt = place(8 * nnz)
  const indicesAt = place(4 * nnz)
  const offsetsAt = place(4 * (nRows + 1))
  const labelsAt = place(4 * nRows)
  const openAt = place(4 * nRows)

  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) })
  const { buffer } = memory
  // The module is this package's own; its exports are declared in its text.
  const loops = new WebAssembly.Instance(compiled, { kernel: { memory } }).exports as unknown as Loops
  const values = new Float64Array(buffer, valuesAt, nnz)
  values.set(weights.values.subarray(0, nnz))
  roundRows({ length: nRows, width: 1, values })
  new Uint32Array(buffer, indicesAt, nnz).set(weights.indices.subarray(0, nnz))
  new Int32Array(buffer, offsetsAt, nRows + 1).set(weights.offsets)
  const sums = new Float64Array(buffer, sumsAt, k * nCols)
  return {
    width,
    byTerm: new Float64Array(buffer, byTermAt, nCols * width),
    labels: new Int32Array(buffer, labelsAt, nRows),
    bounds: new Float64Array(buffer, boundsAt, 2 * nRows),
    moved: new Float64Array(buffer, movedAt, 2 * nCols),
    open: new Int32Array(buffer, openAt, nRows),
    sums,
    cosines: new Float64Array(buffer, cosinesAt, width),
    cosinesOf: (row) => loops.cosines(row, offsetsAt, indicesAt, valuesAt, byTermAt, stride, cosinesAt),
    moveBounds: (rounding) =>
      loops.moveBounds(
        nRows,
        offsetsAt,
        indicesAt,
        valuesAt,
        byTermAt,
        stride,
        movedAt,
        labelsAt,
        boundsAt,
        rounding,
        openAt
      ),
    addRow: (row, j, sign) => loops.addRow(row, offsetsAt, indicesAt, valuesAt, sumsAt + 8 * j * nCols, sign)
  }
}
