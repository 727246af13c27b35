/**
 * Values of cells as text for messages about two tables.
 */
import { type AnyColumn, valueAt } from "../Column.ts"
import type { ColumnType } from "../ColumnType.ts"

/** The value of row i: numbers with every digit that counts, text in quotes, instants in ISO 8601, lists in brackets, `null`. */
export const cellText = (type: ColumnType, column: AnyColumn, i: number): string =>
  textOf(type, valueAt(type, column as never, i))

const textOf = (type: ColumnType, value: unknown): string => {
  if (value === null) return "null"
  switch (type.kind) {
    case "nullable":
      return textOf(type.of, value)
    case "utf8":
      return JSON.stringify(value)
    case "timestamp":
      return new Date(value as number).toISOString()
    case "list":
    case "fixedList":
      return `[${(value as ReadonlyArray<unknown>).map((item) => textOf(type.of, item)).join(", ")}]`
    default:
      return String(value)
  }
}
