/**
 * Memory that is given back before the garbage collector would: V8 lets up to 64 MB of unused typed arrays pile up in each
 * thread before it looks for them, and again as many that have outlived one collection.
 */
import { type AnyColumn, FixedListColumn, ListColumn, NullableColumn, Utf8Column } from "./Column.ts"
import type { AnyContract, Batch } from "./Table.ts"

/**
 * Frees the memory in which the columns of a batch lie. The caller promises that nothing reads it any more: every view of it,
 * also of other batches, has length 0 from now on. Shared memory is left as it is. May be called twice.
 */
export const releaseBatch = (batch: Batch<AnyContract>): void => {
  for (const column of Object.values(batch.columns as Readonly<Record<string, AnyColumn>>)) releaseColumn(column)
}

/** The same of one buffer. */
export const releaseBuffer = (buffer: ArrayBufferLike): void => {
  if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0)
}

const releaseColumn = (column: AnyColumn): void => {
  if (column instanceof Utf8Column) {
    releaseBuffer(column.offsets.buffer)
    releaseBuffer(column.bytes.buffer)
  } else if (column instanceof ListColumn) {
    releaseBuffer(column.offsets.buffer)
    releaseColumn(column.values)
  } else if (column instanceof FixedListColumn) releaseColumn(column.values)
  else if (column instanceof NullableColumn) {
    releaseBuffer(column.valid.buffer)
    releaseColumn(column.values)
  } else releaseBuffer(column.buffer)
}
