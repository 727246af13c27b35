import type { Random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"

/** Plain matrices as arrays of rows: the reference versions that the kernels must equal. */
export type Rows = ReadonlyArray<ReadonlyArray<number>>

export const toRows = (matrix: Float64Array, nRows: number, nCols: number): Rows =>
  Array.from({ length: nRows }, (_, i) => Array.from(matrix.subarray(i * nCols, (i + 1) * nCols)))

export const fromRows = (rows: Rows): Float64Array => Float64Array.from(rows.flat())

export const sparseFromRows = (rows: Rows, nCols = rows[0]?.length ?? 0): SparseMatrix => {
  const cells = rows.map((row) => row.flatMap((value, col) => (value === 0 ? [] : [{ col, value }])))
  const offsets = new Int32Array(rows.length + 1)
  cells.forEach((row, i) => {
    offsets[i + 1] = offsets[i]! + row.length
  })
  return {
    nRows: rows.length,
    nCols,
    offsets,
    indices: Uint32Array.from(cells.flat(), ({ col }) => col),
    values: Float64Array.from(cells.flat(), ({ value }) => value)
  }
}

export const sparseToRows = ({ indices, nCols, nRows, offsets, values }: SparseMatrix): Rows =>
  Array.from({ length: nRows }, (_, i) => {
    const row = new Array<number>(nCols).fill(0)
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) row[indices[at]!] = values[at]!
    return row
  })

export const multiply = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0]!.map((_, col) => row.reduce((sum, value, p) => sum + value * b[p]![col]!, 0)))

export const transposed = (a: Rows): Rows => (a[0] ?? []).map((_, col) => a.map((row) => row[col]!))

/** nRows × nCols with about `density` of the cells not 0, uniform on [−1, 1). */
export const randomRows = (random: Random, nRows: number, nCols: number, density = 1): Rows =>
  Array.from({ length: nRows }, () => Array.from({ length: nCols }, () => (random() < density ? 2 * random() - 1 : 0)))

/** The largest difference of two matrices of one shape. */
export const distance = (a: Rows, b: Rows): number =>
  a.reduce((most, row, i) => row.reduce((max, value, j) => Math.max(max, Math.abs(value - b[i]![j]!)), most), 0)
