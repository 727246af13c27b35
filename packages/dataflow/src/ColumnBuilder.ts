/**
 * Builders that collect plain values, one a row, into columns.
 */
import { type AnyColumn, arrayClassOf, FixedListColumn, ListColumn, NullableColumn, Utf8Builder } from "./Column.ts"
import type { ColumnOf, ColumnType, ValueOf } from "./ColumnType.ts"

/** Collects the values of one column. A value that the type cannot hold throws a `RangeError` or a `TypeError`. */
export interface ColumnBuilder<T extends ColumnType> {
  /** Adds one row. */
  readonly append: (value: ValueOf<T>) => void
  /** The column of all rows so far, a copy cut to size. */
  readonly finish: () => ColumnOf<T>
}

/** A builder of one column; `widths` gives the width of fixed lists that a parameter names. */
export const make = <T extends ColumnType>(type: T, widths: Readonly<Record<string, number>> = {}): ColumnBuilder<T> =>
  makeAny(type, widths) as unknown as ColumnBuilder<T>

interface AnyBuilder {
  append(value: unknown): void
  finish(): AnyColumn
}

const makeAny = (type: ColumnType, widths: Readonly<Record<string, number>>): AnyBuilder => {
  switch (type.kind) {
    case "utf8":
      return makeUtf8()
    case "list":
      return makeList(makeAny(type.of, widths))
    case "fixedList": {
      const width = typeof type.width === "number" ? type.width : widths[type.width]
      if (width === undefined) throw new TypeError(`the width of a fixed list is not known: give ${type.width}`)
      return makeFixedList(makeAny(type.of, widths), width)
    }
    case "nullable":
      return makeNullable(makeAny(type.of, widths), emptyOf(type.of, widths))
    case "bool":
      return makeFlat("bool", flag)
    default:
      return makeFlat(type.kind, checks[type.kind])
  }
}

const makeUtf8 = (): AnyBuilder => {
  const builder = new Utf8Builder()
  return {
    append: (value) => {
      if (typeof value !== "string") throw new TypeError(`expected a string, found ${String(value)}`)
      builder.append(value)
    },
    finish: () => builder.finish()
  }
}

const makeFlat = (kind: Parameters<typeof arrayClassOf>[0], check: (value: never) => unknown): AnyBuilder => {
  const ArrayClass = arrayClassOf(kind)
  let values = new ArrayClass(64)
  let rows = 0
  return {
    append: (value) => {
      if (rows === values.length) {
        const grown = new ArrayClass(rows * 2)
        grown.set(values as never)
        values = grown
      }
      values[rows++] = check(value as never) as never
    },
    finish: () => values.slice(0, rows)
  }
}

const makeOffsets = () => {
  const offsets = makeFlat("int32", (value: number) => value)
  offsets.append(0)
  let total = 0
  return {
    add: (n: number) => {
      total += n
      if (total > 0x7fff_ffff)
        throw new RangeError("a list column in memory holds at most 2^31 − 1 values; use a batch stream")
      offsets.append(total)
    },
    finish: () => offsets.finish() as Int32Array
  }
}

const makeList = (items: AnyBuilder): AnyBuilder => {
  const offsets = makeOffsets()
  return {
    append: (value) => {
      const row = value as ArrayLike<unknown>
      for (let i = 0; i < row.length; i++) items.append(row[i])
      offsets.add(row.length)
    },
    finish: () => new ListColumn(offsets.finish(), items.finish())
  }
}

const makeFixedList = (items: AnyBuilder, width: number): AnyBuilder => {
  let rows = 0
  return {
    append: (value) => {
      const row = value as ArrayLike<unknown>
      if (row.length !== width) throw new RangeError(`expected ${width} values, found ${row.length}`)
      for (let i = 0; i < width; i++) items.append(row[i])
      rows++
    },
    finish: () => new FixedListColumn(rows, width, items.finish())
  }
}

const makeNullable = (values: AnyBuilder, empty: unknown): AnyBuilder => {
  const valid = makeFlat("uint8", (value: number) => value)
  return {
    append: (value) => {
      values.append(value === null ? empty : value)
      valid.append(value === null ? 0 : 1)
    },
    finish: () => new NullableColumn(values.finish(), valid.finish() as Uint8Array)
  }
}

const emptyOf = (type: ColumnType, widths: Readonly<Record<string, number>>): unknown => {
  switch (type.kind) {
    case "utf8":
      return ""
    case "bool":
      return false
    case "list":
      return []
    case "fixedList":
      return Array.from({ length: typeof type.width === "number" ? type.width : widths[type.width]! }, () =>
        emptyOf(type.of, widths)
      )
    case "int64":
    case "uint64":
      return 0n
    default:
      return 0
  }
}

const wholeNumber = (kind: string, min: number, max: number) => (value: number) => {
  if (!Number.isInteger(value) || value < min || value > max) throw new RangeError(`${value} is no ${kind}`)
  return value
}

const wholeBigint = (kind: string, min: bigint, max: bigint) => (value: bigint) => {
  if (typeof value !== "bigint" || value < min || value > max) throw new RangeError(`${value} is no ${kind}`)
  return value
}

const flag = (value: boolean) => {
  if (typeof value !== "boolean") throw new TypeError(`expected true or false, found ${String(value)}`)
  return value ? 1 : 0
}

const float = (value: number) => {
  if (typeof value !== "number") throw new TypeError(`expected a number, found ${String(value)}`)
  return value
}

/** Instants that a JavaScript date can hold. */
const maxInstant = 8.64e15

const checks = {
  int8: wholeNumber("int8", -0x80, 0x7f),
  int16: wholeNumber("int16", -0x8000, 0x7fff),
  int32: wholeNumber("int32", -0x8000_0000, 0x7fff_ffff),
  int64: wholeBigint("int64", -(2n ** 63n), 2n ** 63n - 1n),
  uint8: wholeNumber("uint8", 0, 0xff),
  uint16: wholeNumber("uint16", 0, 0xffff),
  uint32: wholeNumber("uint32", 0, 0xffff_ffff),
  uint64: wholeBigint("uint64", 0n, 2n ** 64n - 1n),
  float32: float,
  float64: float,
  timestamp: wholeNumber("timestamp", -maxInstant, maxInstant)
} as const
