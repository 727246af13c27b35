/**
 * The types that a table's column can have, as plain data.
 *
 * A column type says how values look in memory ({@link ColumnOf}) and in the
 * Arrow file. It holds no Arrow object, so that contracts load at no cost.
 */
import type { FixedListColumn, ListColumn, NullableColumn, Utf8Column } from "./Column.ts"

/** The fixed-width number types and the typed array that holds each. */
export interface NumberArrays {
  readonly int8: Int8Array
  readonly int16: Int16Array
  readonly int32: Int32Array
  readonly int64: BigInt64Array
  readonly uint8: Uint8Array
  readonly uint16: Uint16Array
  readonly uint32: Uint32Array
  readonly uint64: BigUint64Array
  readonly float32: Float32Array
  readonly float64: Float64Array
}

/** The name of a fixed-width number type. */
export type NumberKind = keyof NumberArrays

/** A fixed-width number; in memory a typed array of one element a row. */
export interface NumberType<K extends NumberKind = NumberKind> {
  readonly kind: K
}

/** True or false; in memory a `Uint8Array` of 0 and 1, in the file one bit a row. */
export interface BoolType {
  readonly kind: "bool"
}

/** Milliseconds since 1970-01-01T00:00Z; in memory a `Float64Array` of whole numbers, in the file 64-bit integers. */
export interface TimestampType {
  readonly kind: "timestamp"
}

/** Text; in memory offsets and UTF-8 bytes. */
export interface Utf8Type {
  readonly kind: "utf8"
}

/** A row of any number of values. */
export interface ListType<T extends ItemType = ItemType> {
  readonly kind: "list"
  readonly of: T
}

/** A row of `width` values, where a parameter of the stage gives the width. */
export interface FixedListType<T extends ItemType = ItemType> {
  readonly kind: "fixedList"
  readonly of: T
  /** The width itself, or the name of the parameter that gives it. */
  readonly width: number | string
}

/** A value or none. */
export interface NullableType<T extends PresentType = PresentType> {
  readonly kind: "nullable"
  readonly of: T
}

/** The types that a list can hold. */
export type ItemType = NumberType | BoolType | TimestampType | Utf8Type | ListType | FixedListType
/** The types without a null. */
export type PresentType = ItemType
/** Every type of a column. */
export type ColumnType = PresentType | NullableType

/** The in-memory column of a type. */
export type ColumnOf<T extends ColumnType> =
  T extends NumberType<infer K>
    ? NumberArrays[K]
    : T extends BoolType
      ? Uint8Array
      : T extends TimestampType
        ? Float64Array
        : T extends Utf8Type
          ? Utf8Column
          : T extends ListType<infer I>
            ? ListColumn<ColumnOf<I>>
            : T extends FixedListType<infer I>
              ? FixedListColumn<ColumnOf<I>>
              : T extends NullableType<infer I>
                ? NullableColumn<ColumnOf<I>>
                : never

/** The value of one row, as it is passed to a builder and shown to a person. */
export type ValueOf<T extends ColumnType> =
  T extends NumberType<"int64" | "uint64">
    ? bigint
    : T extends NumberType | TimestampType
      ? number
      : T extends BoolType
        ? boolean
        : T extends Utf8Type
          ? string
          : T extends ListType<infer I> | FixedListType<infer I>
            ? ReadonlyArray<ValueOf<I>>
            : T extends NullableType<infer I>
              ? ValueOf<I> | null
              : never

const number = <const K extends NumberKind>(kind: K): NumberType<K> => ({ kind })

/** 8-bit signed integers. */
export const int8 = number("int8")
/** 16-bit signed integers. */
export const int16 = number("int16")
/** 32-bit signed integers. */
export const int32 = number("int32")
/** 64-bit signed integers, as `bigint`. */
export const int64 = number("int64")
/** 8-bit unsigned integers. */
export const uint8 = number("uint8")
/** 16-bit unsigned integers. */
export const uint16 = number("uint16")
/** 32-bit unsigned integers. */
export const uint32 = number("uint32")
/** 64-bit unsigned integers, as `bigint`. */
export const uint64 = number("uint64")
/** 32-bit floating point numbers; every NaN is stored as one, and −0 as 0. */
export const float32 = number("float32")
/** 64-bit floating point numbers; every NaN is stored as one, and −0 as 0. */
export const float64 = number("float64")
/** True or false. */
export const bool: BoolType = { kind: "bool" }
/** An instant in milliseconds since 1970 (UTC). */
export const timestamp: TimestampType = { kind: "timestamp" }
/** Text. */
export const utf8: Utf8Type = { kind: "utf8" }

/** Any number of values a row. */
export const list = <const T extends ItemType>(of: T): ListType<T> => ({ kind: "list", of })

/** Always `width` values a row: a number, or the name of the parameter that gives it. */
export const fixedList = <const T extends ItemType>(of: T, width: number | string): FixedListType<T> => ({
  kind: "fixedList",
  of,
  width
})

/** A value or null. */
export const nullable = <const T extends PresentType>(of: T): NullableType<T> => ({ kind: "nullable", of })

/** A type in one word, as in error messages and in a stage's key: `list<uint32>`, `utf8?`. */
export const describeType = (type: ColumnType): string => {
  switch (type.kind) {
    case "list":
      return `list<${describeType(type.of)}>`
    case "fixedList":
      return `list<${describeType(type.of)}>[${type.width}]`
    case "nullable":
      return `${describeType(type.of)}?`
    default:
      return type.kind
  }
}
