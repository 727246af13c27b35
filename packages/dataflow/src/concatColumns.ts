import {
  type AnyColumn,
  arrayClassOf,
  FixedListColumn,
  type FlatArray,
  type FlatArrayConstructor,
  ListColumn,
  NullableColumn,
  Utf8Column
} from "./Column.ts"
import type { ColumnOf, ColumnType } from "./ColumnType.ts"
import { sliceColumn } from "./sliceColumn.ts"

/** One column out of several of the same type, in order; a copy, with offsets from 0 and no spare capacity. */
export const concatColumns = <T extends ColumnType>(type: T, columns: ReadonlyArray<ColumnOf<T>>): ColumnOf<T> =>
  concatAny(type, columns as ReadonlyArray<AnyColumn>) as ColumnOf<T>

const concatAny = (type: ColumnType, columns: ReadonlyArray<AnyColumn>): AnyColumn => {
  switch (type.kind) {
    case "utf8": {
      const parts = columns as ReadonlyArray<Utf8Column>
      const { offsets, ranges } = concatOffsets(parts)
      const bytes = new Uint8Array(offsets[offsets.length - 1]!)
      let at = 0
      parts.forEach((part, p) => {
        const range = part.bytes.subarray(ranges[p]![0], ranges[p]![1])
        bytes.set(range, at)
        at += range.length
      })
      return new Utf8Column(offsets, bytes)
    }
    case "list": {
      const parts = columns as ReadonlyArray<ListColumn<AnyColumn>>
      const { offsets, ranges } = concatOffsets(parts)
      return new ListColumn(
        offsets,
        concatAny(
          type.of,
          parts.map((part, p) => sliceColumn(part.values, ranges[p]![0], ranges[p]![1]))
        )
      )
    }
    case "fixedList": {
      const parts = columns as ReadonlyArray<FixedListColumn<AnyColumn>>
      const withRows = parts.filter((part) => part.length > 0)
      const width = (withRows[0] ?? parts[0])?.width ?? (typeof type.width === "number" ? type.width : 0)
      if (withRows.some((part) => part.width !== width))
        throw new RangeError("fixed lists of different widths cannot be joined")
      return new FixedListColumn(
        parts.reduce((n, part) => n + part.length, 0),
        width,
        concatAny(
          type.of,
          parts.map((part) => sliceColumn(part.values, 0, part.length * part.width))
        )
      )
    }
    case "nullable": {
      const parts = columns as ReadonlyArray<NullableColumn<AnyColumn>>
      return new NullableColumn(
        concatAny(
          type.of,
          parts.map((part) => sliceColumn(part.values, 0, part.length))
        ),
        concatFlat(
          Uint8Array,
          parts.map((part) => part.valid)
        ) as Uint8Array
      )
    }
    default:
      return concatFlat(arrayClassOf(type.kind), columns as ReadonlyArray<FlatArray>)
  }
}

const concatFlat = (make: FlatArrayConstructor, parts: ReadonlyArray<FlatArray>): FlatArray => {
  const joined = new make(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part as never, at)
    at += part.length
  }
  return joined
}

const concatOffsets = (parts: ReadonlyArray<{ readonly length: number; readonly offsets: Int32Array }>) => {
  const offsets = new Int32Array(parts.reduce((n, part) => n + part.length, 0) + 1)
  const ranges = parts.map((part) => [part.offsets[0]!, part.offsets[part.length]!] as const)
  let row = 0
  let at = 0
  parts.forEach((part, p) => {
    const start = ranges[p]![0]
    for (let i = 1; i <= part.length; i++) offsets[++row] = at + part.offsets[i]! - start
    at += ranges[p]![1] - start
  })
  if (at > 0x7fff_ffff)
    throw new RangeError("a text or list column in memory holds at most 2^31 − 1 bytes or values; use a batch stream")
  return { offsets, ranges }
}
