/**
 * Cuts a sequence of rows into record batches by rows and bytes alone, so that the
 * cut is the same however the rows arrive.
 */
import type { AnyColumn } from "../Column.ts"
import type { AnyContract, Batch, Columns } from "../Table.ts"
import { type BytesBefore, bytesBefore } from "./rowBytes.ts"

/** When a record batch is full. */
export interface BatchLimits {
  /** Rows at most. */
  readonly rows: number
  /** Bytes of values at most, as `rowBytes.ts` counts them; a single larger row is a batch of its own. */
  readonly bytes: number
}

/** The limits of every file in the store: 65,536 rows, 16 MiB. Part of the file format: other limits give other bytes. */
export const batchLimits: BatchLimits = { rows: 65_536, bytes: 16 * 1024 * 1024 }

/** A single row beyond this cannot be written: Arrow JS counts buffers in 32 bits with a sign. */
export const maxRowBytes = 1024 * 1024 * 1024

/** Some rows of an incoming batch that go to the open record batch. */
export interface Part {
  readonly start: number
  readonly end: number
  /** Whether the open record batch ends after these rows (of which there may be none). */
  readonly closes: boolean
}

/** Takes incoming batches one after the other and says where each is to be cut. A row beyond {@link maxRowBytes} throws a `RangeError`. */
export const makeCutter = (limits: BatchLimits): ((batch: Batch<AnyContract>) => ReadonlyArray<Part>) => {
  let openRows = 0
  let openBytes = 0
  return (batch) => {
    const before = batchBytesBefore(batch)
    const parts: Array<Part> = []
    for (let start = 0; start < batch.numRows; ) {
      const roomRows = Math.min(batch.numRows, start + limits.rows - openRows)
      let end = lastWithin(before, start, roomRows, before(start) + limits.bytes - openBytes)
      if (end === start && openRows === 0) {
        end = start + 1
        const bytes = before(end) - before(start)
        if (bytes > maxRowBytes) throw new RangeError(`row ${start} has ${bytes} bytes; a row holds at most 1 GiB`)
      }
      openRows += end - start
      openBytes += before(end) - before(start)
      const closes = end < batch.numRows || openRows >= limits.rows || openBytes >= limits.bytes
      parts.push({ start, end, closes })
      if (closes) openRows = openBytes = 0
      start = end
    }
    return parts
  }
}

/** Bytes of all rows of a batch before row i, up to a constant. */
export const batchBytesBefore = (batch: Batch<AnyContract>): BytesBefore => {
  const columns = Object.entries(batch.contract.columns as Columns).map(([name, type]) =>
    bytesBefore(type, (batch.columns as Record<string, AnyColumn>)[name]!)
  )
  return (row) => columns.reduce((bytes, column) => bytes + column(row), 0)
}

/** The last row from `start` to `end` before which there are at most `bytes` bytes; by bisection, since bytes never fall. */
const lastWithin = (before: BytesBefore, start: number, end: number, bytes: number): number => {
  if (before(end) <= bytes) return end
  let low = start
  let high = end
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (before(middle) <= bytes) low = middle
    else high = middle
  }
  return low
}
