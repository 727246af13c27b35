/**
 * What it is to collect rows of a column in the form that the Arrow file has them: equal values in equal bytes.
 */
import type { Data, DataType } from "apache-arrow"
import type { AnyColumn } from "../Column.ts"

/** Which rows of a batch are null, as Arrow has it; without a null there is no bitmap. */
export interface Nulls {
  readonly nullCount: number
  readonly nullBitmap: Uint8Array
}

/** Collects the rows of one column. It copies what it is given, so the caller's memory may be shared, sliced or reused. */
export interface ColumnEncoder {
  /** Adds rows `start` to `end` of a column; where `valid` (indexed as the column is) has 0, an empty slot. Values that the type cannot hold throw. */
  readonly append: (column: AnyColumn, start: number, end: number, valid?: Uint8Array) => void
  /** Adds slots of zeros, empty texts and empty lists. */
  readonly appendEmpty: (rows: number) => void
  /** The Arrow type; from now on the widths of fixed lists stand. */
  readonly type: () => DataType
  /** The rows so far; views, valid until the next change. */
  readonly data: (nulls?: Nulls) => Data
  /** Forgets all rows and keeps the memory. */
  readonly clear: () => void
}
