import {
  type AnyColumn,
  arrayClassOf,
  FixedListColumn,
  ListColumn,
  NullableColumn,
  Utf8Column
} from "../../src/Column.ts"
import type { ColumnType } from "../../src/ColumnType.ts"

/**
 * A column of the given values that looks as little like a builder's as it may: in shared memory off its start,
 * offsets that begin at 7, garbage before, behind and in null slots, odd NaNs, −0 for 0 and 0 for −0.
 */
export const messyColumn = (type: ColumnType, rows: ReadonlyArray<any>): AnyColumn => {
  switch (type.kind) {
    case "nullable":
      return new NullableColumn(
        messyColumn(
          type.of,
          rows.map((row) => row ?? garbage(type.of))
        ),
        shared(Uint8Array.from(rows, (row) => (row === null ? 0 : 1)))
      )
    case "utf8": {
      const texts = rows.map((row) => (typeof row === "string" ? new TextEncoder().encode(row) : row))
      const around = new Uint8Array(7).fill(0xff)
      return new Utf8Column(offsetsFrom7(texts), shared(new Uint8Array(Buffer.concat([around, ...texts, around]))))
    }
    case "list": {
      const around = Array.from({ length: 7 }, () => garbage(type.of))
      return new ListColumn(offsetsFrom7(rows), messyColumn(type.of, [...around, ...rows.flat(), ...around]))
    }
    case "fixedList":
      return new FixedListColumn(rows.length, type.width as number, messyColumn(type.of, rows.flat()))
    default: {
      const column = shared(new (arrayClassOf(type.kind))(rows.length))
      for (let i = 0; i < rows.length; i++) column[i] = messyValue(rows[i])
      if (column instanceof Float32Array) spoilNaNs(column, new Uint32Array(column.buffer, column.byteOffset), 1)
      if (column instanceof Float64Array) spoilNaNs(column, new Uint32Array(column.buffer, column.byteOffset), 2)
      return column
    }
  }
}

/** What no reader should see: 77, a flag of 255, an instant NaN, bytes that are not UTF-8, lists of such. */
const garbage = (type: ColumnType): unknown => {
  switch (type.kind) {
    case "utf8":
      return new Uint8Array([0xff, 0x80])
    case "list":
      return [garbage(type.of), garbage(type.of)]
    case "fixedList":
      return Array.from({ length: type.width as number }, () => garbage(type.of))
    case "bool":
      return 255
    case "timestamp":
      return Number.NaN
    case "int64":
    case "uint64":
      return 77n
    default:
      return 77
  }
}

const messyValue = (value: unknown): never =>
  (value === 0 ? -value : typeof value === "boolean" ? +value : value) as never

const spoilNaNs = (values: Float32Array | Float64Array, words: Uint32Array, wordsEach: number): void => {
  values.forEach((value, i) => {
    if (Number.isNaN(value)) words[wordsEach * (i + 1) - 1] = 0xffff_1234
  })
}

const offsetsFrom7 = (rows: ReadonlyArray<{ readonly length: number }>): Int32Array => {
  const offsets = shared(new Int32Array(rows.length + 1))
  offsets[0] = 7
  rows.forEach((row, i) => {
    offsets[i + 1] = offsets[i]! + row.length
  })
  return offsets
}

const shared = <
  A extends Exclude<AnyColumn, Utf8Column | ListColumn<any> | FixedListColumn<any> | NullableColumn<any>>
>(
  values: A
): A => {
  const ArrayClass = values.constructor as unknown as new (memory: SharedArrayBuffer, at: number, length: number) => A
  const copy = new ArrayClass(new SharedArrayBuffer(values.byteLength + 32), 16, values.length)
  copy.set(values as never)
  return copy
}
