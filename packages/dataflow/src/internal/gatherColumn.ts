/**
 * Rows from here and there to one column, without a slice a row: sorted rows come in ranges of one row each where the
 * input was in no order, and a slice of each of 15 columns costs more than the copy.
 */
import {
  type AnyColumn,
  arrayClassOf,
  FixedListColumn,
  type FlatArray,
  type FlatArrayConstructor,
  ListColumn,
  NullableColumn,
  Utf8Column
} from "../Column.ts"
import type { ColumnType } from "../ColumnType.ts"

/** Range r is rows `starts[r]` to `ends[r]` of column r of those that are gathered. */
export interface Ranges {
  readonly starts: ReadonlyArray<number>
  readonly ends: ReadonlyArray<number>
}

/** The rows of all ranges in order; a copy, equal to the joined slices. `columns` has one entry a range. */
export const gatherColumn = (type: ColumnType, columns: ReadonlyArray<AnyColumn>, ranges: Ranges): AnyColumn => {
  switch (type.kind) {
    case "utf8": {
      const texts = columns as ReadonlyArray<Utf8Column>
      const { offsets, inner } = gatherOffsets(texts, ranges)
      const bytes = texts.map((text) => text.bytes)
      return new Utf8Column(offsets, gatherFlat(Uint8Array, bytes, inner) as Uint8Array)
    }
    case "list": {
      const lists = columns as ReadonlyArray<ListColumn<AnyColumn>>
      const { offsets, inner } = gatherOffsets(lists, ranges)
      return new ListColumn(offsets, gatherColumn(type.of, valuesOf(lists), inner))
    }
    case "fixedList": {
      const lists = columns as ReadonlyArray<FixedListColumn<AnyColumn>>
      const width = lists[0]?.width ?? 0
      if (lists.some((list) => list.width !== width))
        throw new RangeError("fixed lists of different widths cannot be joined")
      const inner = {
        starts: ranges.starts.map((start) => start * width),
        ends: ranges.ends.map((end) => end * width)
      }
      return new FixedListColumn(lengthOf(ranges), width, gatherColumn(type.of, valuesOf(lists), inner))
    }
    case "nullable": {
      const nullables = columns as ReadonlyArray<NullableColumn<AnyColumn>>
      const valid = nullables.map((each) => each.valid)
      return new NullableColumn(
        gatherColumn(type.of, valuesOf(nullables), ranges),
        gatherFlat(Uint8Array, valid, ranges) as Uint8Array
      )
    }
    default:
      return gatherFlat(arrayClassOf(type.kind), columns as ReadonlyArray<FlatArray>, ranges)
  }
}

const valuesOf = (columns: ReadonlyArray<{ readonly values: AnyColumn }>) => columns.map(({ values }) => values)

const lengthOf = ({ starts, ends }: Ranges): number => {
  let length = 0
  for (let r = 0; r < starts.length; r++) length += ends[r]! - starts[r]!
  return length
}

/** Below so many elements a loop is quicker than a view. */
const fewElements = 24

const gatherFlat = (make: FlatArrayConstructor, arrays: ReadonlyArray<FlatArray>, ranges: Ranges): FlatArray => {
  const gathered = new make(lengthOf(ranges))
  let at = 0
  for (let r = 0; r < arrays.length; r++) {
    const array = arrays[r]!
    const start = ranges.starts[r]!
    const end = ranges.ends[r]!
    if (end - start > fewElements) {
      gathered.set(array.subarray(start, end) as never, at)
      at += end - start
    } else for (let i = start; i < end; i++) gathered[at++] = array[i]!
  }
  return gathered
}

/** Offsets from 0, and the ranges of the values. */
const gatherOffsets = (
  columns: ReadonlyArray<{ readonly offsets: Int32Array }>,
  ranges: Ranges
): { readonly offsets: Int32Array; readonly inner: Ranges } => {
  const offsets = new Int32Array(lengthOf(ranges) + 1)
  const starts: Array<number> = []
  const ends: Array<number> = []
  let row = 0
  let at = 0
  for (let r = 0; r < columns.length; r++) {
    const from = columns[r]!.offsets
    const start = from[ranges.starts[r]!]!
    const end = from[ranges.ends[r]!]!
    for (let i = ranges.starts[r]! + 1; i <= ranges.ends[r]!; i++) offsets[++row] = at + from[i]! - start
    starts.push(start)
    ends.push(end)
    at += end - start
  }
  if (at > 0x7fff_ffff) throw new RangeError("a text or list column in memory holds at most 2^31 − 1 bytes or values")
  return { offsets, inner: { starts, ends } }
}
