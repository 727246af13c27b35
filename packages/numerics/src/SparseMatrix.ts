/**
 * A sparse matrix (nRows × nCols) in compressed rows.
 *
 * Row i holds `values[offsets[i] .. offsets[i + 1])` in the columns
 * `indices[offsets[i] .. offsets[i + 1])`, which ascend and do not repeat.
 * `offsets` has nRows + 1 entries and begins at 0; empty rows are allowed, and
 * the shape is stated, never inferred from the largest index.
 */
export interface SparseMatrix {
  readonly nRows: number
  readonly nCols: number
  readonly offsets: Int32Array
  readonly indices: Uint32Array
  readonly values: Float64Array
}
