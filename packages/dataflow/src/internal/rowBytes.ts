/**
 * How many bytes rows take, which decides where record batches are cut.
 *
 * A row's bytes depend on its values alone, never on how the column lies in memory:
 * a number its width, a bool 1, a timestamp 8, text 4 and its UTF-8 bytes, a list
 * 4 and its items, a fixed list its items, a nullable value 1 more; a null has the
 * bytes of an empty value (0, "", no items, or `width` empty items).
 */
import {
  type AnyColumn,
  arrayClassOf,
  type FixedListColumn,
  type ListColumn,
  type NullableColumn,
  type Utf8Column
} from "../Column.ts"
import type { ColumnType } from "../ColumnType.ts"

/** Bytes of all rows before row i, up to a constant: the difference of two is the bytes of the rows between. */
export type BytesBefore = (row: number) => number

/** The bytes before each row of a column. Constant time a row; a nullable column of texts or lists is read through once. */
export const bytesBefore = (type: ColumnType, column: AnyColumn): BytesBefore => {
  switch (type.kind) {
    case "utf8": {
      const { offsets } = column as Utf8Column
      return (row) => 4 * row + offsets[row]!
    }
    case "list": {
      const { offsets, values } = column as ListColumn<AnyColumn>
      const itemBytes = bytesBefore(type.of, values)
      return (row) => 4 * row + itemBytes(offsets[row]!)
    }
    case "fixedList": {
      const { width, values } = column as FixedListColumn<AnyColumn>
      const itemBytes = bytesBefore(type.of, values)
      return (row) => itemBytes(row * width)
    }
    case "nullable": {
      const { valid, values } = column as NullableColumn<AnyColumn>
      const valueBytes = bytesBefore(type.of, values)
      const empty = emptyBytes(type.of, values)
      if (empty === fixedBytes(type.of, values)) return (row) => row + valueBytes(row)
      const before = new Float64Array(valid.length + 1)
      for (let i = 0; i < valid.length; i++) {
        before[i + 1] = before[i]! + 1 + (valid[i] === 0 ? empty : valueBytes(i + 1) - valueBytes(i))
      }
      return (row) => before[row]!
    }
    default: {
      const width = flatBytes(type.kind)
      return (row) => width * row
    }
  }
}

const flatBytes = (kind: Parameters<typeof arrayClassOf>[0]): number =>
  (arrayClassOf(kind) as unknown as Uint8ArrayConstructor).BYTES_PER_ELEMENT

const emptyBytes = (type: ColumnType, column: AnyColumn): number => {
  switch (type.kind) {
    case "utf8":
    case "list":
      return 4
    case "fixedList": {
      const { width, values } = column as FixedListColumn<AnyColumn>
      return width * emptyBytes(type.of, values)
    }
    case "nullable":
      return 1 + emptyBytes(type.of, (column as NullableColumn<AnyColumn>).values)
    default:
      return flatBytes(type.kind)
  }
}

/** The bytes of each row where all rows have the same, else NaN. */
const fixedBytes = (type: ColumnType, column: AnyColumn): number => {
  switch (type.kind) {
    case "utf8":
    case "list":
    case "nullable":
      return Number.NaN
    case "fixedList": {
      const { width, values } = column as FixedListColumn<AnyColumn>
      return width * fixedBytes(type.of, values)
    }
    default:
      return flatBytes(type.kind)
  }
}
