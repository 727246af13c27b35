/** Arbitrary values of every column type, with the values at which codecs fail: NaN, −0, infinities, null, "", [], limits. */
import { Arbitrary, Schema } from "effect"
import type { ColumnType } from "../../src/ColumnType.ts"
import * as Table from "../../src/Table.ts"

const whole = (minimum: number, maximum: number) =>
  Schema.Union([Schema.Literals([minimum, maximum, 0]), Schema.Int.check(Schema.isBetween({ minimum, maximum }))])

const wholeBigint = (minimum: bigint, maximum: bigint) =>
  Schema.Union([
    Schema.Literals([minimum, maximum, 0n]),
    Schema.BigInt.check(Schema.isBetweenBigInt({ minimum, maximum }))
  ])

const floats = Arbitrary.map(
  Arbitrary.schema(Schema.Union([Schema.Finite, Schema.Literals(["NaN", "-0", "0", "Infinity", "-Infinity"])])),
  Number
)

const texts = Schema.Union([Schema.String, Schema.Literals(["", "\u0000", "ß", "語", "👩‍🔬", "\uFEFFmark"])])

const flatValues = {
  int8: Arbitrary.schema(whole(-128, 127)),
  int16: Arbitrary.schema(whole(-32768, 32767)),
  int32: Arbitrary.schema(whole(-2147483648, 2147483647)),
  int64: Arbitrary.schema(wholeBigint(-(2n ** 63n), 2n ** 63n - 1n)),
  uint8: Arbitrary.schema(whole(0, 255)),
  uint16: Arbitrary.schema(whole(0, 65535)),
  uint32: Arbitrary.schema(whole(0, 4294967295)),
  uint64: Arbitrary.schema(wholeBigint(0n, 2n ** 64n - 1n)),
  float32: floats,
  float64: floats,
  bool: Arbitrary.schema(Schema.Boolean),
  timestamp: Arbitrary.schema(whole(-8.64e15, 8.64e15)),
  utf8: Arbitrary.schema(texts)
} as const

/** Values of a type, as a builder takes them. Fixed lists have the width that their type says. */
export const valuesOf = (type: ColumnType): Arbitrary.Arbitrary<any> => {
  switch (type.kind) {
    case "nullable":
      return Arbitrary.map(Arbitrary.all([Arbitrary.schema(Schema.Boolean), valuesOf(type.of)]), ([present, value]) =>
        present ? value : null
      )
    case "list":
      return Arbitrary.array(valuesOf(type.of), { maxLength: 4 })
    case "fixedList": {
      const width = type.width as number
      return Arbitrary.array(valuesOf(type.of), { minLength: width, maxLength: width })
    }
    default:
      return flatValues[type.kind]
  }
}

/** The kinds of one element a row, and text. */
export const flatTypes = [
  Table.int8,
  Table.int16,
  Table.int32,
  Table.int64,
  Table.uint8,
  Table.uint16,
  Table.uint32,
  Table.uint64,
  Table.float32,
  Table.float64,
  Table.bool,
  Table.timestamp,
  Table.utf8
] as const

/** Every kind alone, nullable, in lists and in fixed lists; and structures of two levels, also nullable. */
export const columnTypes: ReadonlyArray<ColumnType> = [
  ...flatTypes,
  ...flatTypes.map((type) => Table.nullable(type)),
  ...flatTypes.map((type) => Table.list(type)),
  ...flatTypes.map((type) => Table.fixedList(type, 3)),
  Table.nullable(Table.list(Table.float32)),
  Table.nullable(Table.list(Table.utf8)),
  Table.nullable(Table.list(Table.bool)),
  Table.nullable(Table.fixedList(Table.float64, 2)),
  Table.nullable(Table.fixedList(Table.utf8, 2)),
  Table.nullable(Table.fixedList(Table.bool, 3)),
  Table.list(Table.list(Table.timestamp)),
  Table.list(Table.fixedList(Table.utf8, 2)),
  Table.fixedList(Table.list(Table.float64), 2),
  Table.nullable(Table.fixedList(Table.fixedList(Table.int64, 2), 2)),
  Table.nullable(Table.fixedList(Table.list(Table.utf8), 2)),
  Table.fixedList(Table.float64, 0)
]
