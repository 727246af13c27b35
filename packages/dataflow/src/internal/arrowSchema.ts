/**
 * Column types as Arrow types, and the check that a file's schema is the contract's.
 */
import {
  Bool,
  DataType,
  Field,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Precision,
  Schema,
  Timestamp,
  TimeUnit,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8
} from "apache-arrow"
import type { ColumnType, NumberKind } from "../ColumnType.ts"
import { type AnyContract, type Columns, describe } from "../Table.ts"
import { TableContractError } from "../TableContractError.ts"

/** The Arrow type of each type that needs no width. Instants are in UTC, so that other tools do not shift them. */
export const arrowTypes = {
  int8: new Int8(),
  int16: new Int16(),
  int32: new Int32(),
  int64: new Int64(),
  uint8: new Uint8(),
  uint16: new Uint16(),
  uint32: new Uint32(),
  uint64: new Uint64(),
  float32: new Float32(),
  float64: new Float64(),
  bool: new Bool(),
  timestamp: new Timestamp(TimeUnit.MILLISECOND, "UTC"),
  utf8: new Utf8()
} as const satisfies Record<NumberKind | "bool" | "timestamp" | "utf8", DataType>

/** The one entry of a schema's metadata: the contract's name. */
const nameKey = "praxis.table"

/** The schema of a contract's file, given the Arrow type of each column. */
export const arrowSchema = (contract: AnyContract, types: Readonly<Record<string, DataType>>): Schema =>
  new Schema(
    Object.entries(contract.columns as Columns).map(
      ([name, type]) => new Field(name, types[name]!, type.kind === "nullable")
    ),
    new Map([[nameKey, contract.name]])
  )

/**
 * Throws a `TableContractError` where a schema's columns are not the contract's: names, order, types and
 * nullability, and the contract's name where the file has one. A width that a parameter gives may be any.
 */
export const requireContract = (contract: AnyContract, schema: Schema): void => {
  const expected = Object.entries(contract.columns as Columns)
  const name = schema.metadata.get(nameKey) ?? contract.name
  const same =
    name === contract.name &&
    expected.length === schema.fields.length &&
    schema.fields.every((field, i) => field.name === expected[i]![0] && hasType(field, expected[i]![1]))
  if (same) return
  const columns = schema.fields.map((field) => `${field.name}: ${describeField(field)}`).join(", ") || "none"
  throw new TableContractError({
    contract: contract.name,
    expected: describe(contract),
    actual: name === contract.name ? columns : `${columns} (of the table "${name}")`
  })
}

const hasType = (field: Field, type: ColumnType): boolean =>
  type.kind === "nullable"
    ? field.nullable && isOfType(field.type, type.of)
    : !field.nullable && isOfType(field.type, type)

// Whether an item may be null is not asked of the schema: other tools always say yes. Nulls themselves are refused on reading.
const isOfType = (actual: DataType, type: ColumnType): boolean => {
  switch (type.kind) {
    case "list":
      return DataType.isList(actual) && isOfType(actual.valueType, type.of)
    case "fixedList":
      return (
        DataType.isFixedSizeList(actual) &&
        (typeof type.width === "string" || type.width === actual.listSize) &&
        isOfType(actual.valueType, type.of)
      )
    default:
      return describeArrowType(actual) === type.kind
  }
}

const describeField = (field: Field): string => `${describeArrowType(field.type)}${field.nullable ? "?" : ""}`

/** An Arrow type in the words of `describeType` where it has one, else in Arrow's: `Dictionary<Int32, Utf8>`. */
const describeArrowType = (type: DataType): string => {
  if (DataType.isInt(type)) return `${type.isSigned ? "" : "u"}int${type.bitWidth}`
  if (DataType.isFloat(type) && type.precision !== Precision.HALF)
    return type.precision === Precision.SINGLE ? "float32" : "float64"
  if (DataType.isBool(type)) return "bool"
  if (DataType.isUtf8(type)) return "utf8"
  if (DataType.isTimestamp(type) && type.unit === TimeUnit.MILLISECOND && type.timezone === "UTC") return "timestamp"
  if (DataType.isTimestamp(type)) return `timestamp in ${TimeUnit[type.unit]}, ${type.timezone ?? "no time zone"}`
  if (DataType.isList(type)) return `list<${describeArrowType(type.valueType)}>`
  if (DataType.isFixedSizeList(type)) return `list<${describeArrowType(type.valueType)}>[${type.listSize}]`
  return String(type)
}
