/**
 * Encoders of the columns that are made of others: texts, lists, fixed lists, nullable columns.
 */
import { isUtf8 } from "node:buffer"
import { Field, FixedSizeList, List, makeData } from "apache-arrow"
import { type AnyColumn, FixedListColumn, ListColumn, NullableColumn, Utf8Column } from "../Column.ts"
import { arrowTypes } from "./arrowSchema.ts"
import { packBits } from "./bits.ts"
import type { ColumnEncoder } from "./ColumnEncoder.ts"
import { countOnes, requireColumn } from "./columnChecks.ts"
import { Growable } from "./Growable.ts"
import { makeRowEnds } from "./rowEnds.ts"

/** Texts: offsets from 0 and the bytes of present rows alone. Bytes that are not UTF-8 throw a `RangeError`. */
export const utf8Encoder = (): ColumnEncoder => {
  const ends = makeRowEnds()
  const bytes = new Growable(Uint8Array)
  const requireUtf8 = (firstRow: number) => {
    const text = bytes.array.subarray(ends.end(firstRow - 1), bytes.length)
    if (!isUtf8(text)) throw new RangeError("bytes that are not UTF-8")
    // Well-formed as a whole, and no row ends within a character: so every row is well-formed.
    for (let row = firstRow; row < ends.rows(); row++) {
      const end = ends.end(row)
      if (end < bytes.length && (bytes.array[end]! & 0xc0) === 0x80)
        throw new RangeError("a row ends within a UTF-8 character")
    }
  }
  return {
    append: (column, start, end, valid) => {
      requireColumn(column, Utf8Column, end)
      const firstRow = ends.rows()
      forRuns(valid, start, end, ends.addEmpty, (from, to) => {
        const [first, last] = ends.add(column.offsets, from, to, column.bytes.length)
        const at = bytes.extend(last - first)
        bytes.array.set(column.bytes.subarray(first, last), at)
      })
      requireUtf8(firstRow)
    },
    appendEmpty: ends.addEmpty,
    type: () => arrowTypes.utf8,
    data: (nulls) =>
      makeData({
        type: arrowTypes.utf8,
        length: ends.rows(),
        valueOffsets: ends.offsets(),
        data: bytes.view(),
        ...nulls
      }),
    clear: () => {
      ends.clear()
      bytes.length = 0
    }
  }
}

/** Lists: offsets from 0 and the items of present rows alone. */
export const listEncoder = (items: ColumnEncoder): ColumnEncoder => {
  const ends = makeRowEnds()
  const type = () => new List(itemField(items))
  return {
    append: (column, start, end, valid) => {
      requireColumn(column, ListColumn, end)
      const values = column.values as AnyColumn
      forRuns(valid, start, end, ends.addEmpty, (from, to) => {
        const [first, last] = ends.add(column.offsets, from, to, values.length)
        items.append(values, first, last)
      })
    },
    appendEmpty: ends.addEmpty,
    type,
    data: (nulls) =>
      makeData({ type: type(), length: ends.rows(), valueOffsets: ends.offsets(), child: items.data(), ...nulls }),
    clear: () => {
      ends.clear()
      items.clear()
    }
  }
}

/**
 * Lists of equal width; a null row has `width` empty items.
 *
 * The width is the type's where it is a number; else that of the first column with rows, else of the first
 * column, else what `widths` gives, else 0. A later column with rows of another width throws a `RangeError`.
 */
export const fixedListEncoder = (
  items: ColumnEncoder,
  declared: number | string,
  widths: Readonly<Record<string, number>>
): ColumnEncoder => {
  let rows = 0
  let width = typeof declared === "number" ? declared : (widths[declared] ?? 0)
  let settled = typeof declared === "number"
  let seen = false
  const settle = (column: FixedListColumn) => {
    if (!settled && (column.length > 0 || !seen)) width = column.width
    if (column.length > 0 && column.width !== width)
      throw new RangeError(`expected lists of ${width} values, found lists of ${column.width}`)
    settled ||= column.length > 0
    seen = true
  }
  const type = () => {
    settled = true
    return new FixedSizeList(width, itemField(items))
  }
  return {
    append: (column, start, end, valid) => {
      requireColumn(column, FixedListColumn, end)
      settle(column)
      const values = column.values as AnyColumn
      // No rows, but the widths within: they are needed where the first rows are null.
      items.append(values, 0, 0)
      forRuns(
        valid,
        start,
        end,
        (empty) => items.appendEmpty(empty * width),
        (from, to) => items.append(values, from * width, to * width)
      )
      rows += end - start
    },
    appendEmpty: (count) => {
      rows += count
      items.appendEmpty(count * width)
    },
    type,
    data: (nulls) => makeData({ type: type(), length: rows, child: items.data(), ...nulls }),
    clear: () => {
      rows = 0
      items.clear()
    }
  }
}

/** Values or none: a bitmap where a batch has a null, and empty slots below. Validity other than 0 and 1 throws a `RangeError`. */
export const nullableEncoder = (values: ColumnEncoder): ColumnEncoder => {
  const valid = new Growable(Uint8Array)
  let nullCount = 0
  return {
    append: (column, start, end) => {
      requireColumn(column, NullableColumn, end)
      const added = column.valid.subarray(start, end)
      const addedNulls = added.length - countOnes(added)
      const at = valid.extend(added.length)
      valid.array.set(added, at)
      nullCount += addedNulls
      values.append(column.values as AnyColumn, start, end, addedNulls > 0 ? column.valid : undefined)
    },
    appendEmpty: (rows) => {
      valid.extendZero(rows)
      nullCount += rows
      values.appendEmpty(rows)
    },
    type: values.type,
    data: () => (nullCount > 0 ? values.data({ nullCount, nullBitmap: packBits(valid.view()) }) : values.data()),
    clear: () => {
      valid.length = nullCount = 0
      values.clear()
    }
  }
}

const itemField = (items: ColumnEncoder) => new Field("item", items.type(), false)

/** Calls `empty` and `present` for the runs of rows without and with a value, in order; without `valid` all have one. */
const forRuns = (
  valid: Uint8Array | undefined,
  start: number,
  end: number,
  empty: (rows: number) => void,
  present: (from: number, to: number) => void
): void => {
  if (valid === undefined) {
    present(start, end)
    return
  }
  for (let from = start; from < end; ) {
    const flag = valid[from]
    let to = from + 1
    while (to < end && valid[to] === flag) to++
    if (flag === 0) empty(to - from)
    else present(from, to)
    from = to
  }
}
