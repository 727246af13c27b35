import { type AnyColumn, FixedListColumn, ListColumn, NullableColumn, Utf8Column } from "./Column.ts"

/** Rows `start` to `end` of a column; a view on the same memory. */
export const sliceColumn = <C extends AnyColumn>(column: C, start: number, end: number): C =>
  sliceAny(column, start, end) as C

const sliceAny = (column: AnyColumn, start: number, end: number): AnyColumn => {
  if (column instanceof Utf8Column) return new Utf8Column(column.offsets.subarray(start, end + 1), column.bytes)
  if (column instanceof ListColumn) return new ListColumn(column.offsets.subarray(start, end + 1), column.values)
  if (column instanceof FixedListColumn) {
    return new FixedListColumn(
      end - start,
      column.width,
      sliceColumn(column.values, start * column.width, end * column.width)
    )
  }
  if (column instanceof NullableColumn)
    return new NullableColumn(sliceColumn(column.values, start, end), column.valid.subarray(start, end))
  return column.subarray(start, end)
}
