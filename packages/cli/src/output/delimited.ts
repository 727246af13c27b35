/**
 * Values of a table as text for CSV and for the screen.
 */
import { type ColumnType, describeType, type Table } from "@praxis/dataflow/Table"
import { toJson } from "./text.ts"

/** A value as one piece of text: instants in ISO 8601, lists as JSON, null as nothing. */
export const valueText = (type: ColumnType, value: unknown): string => {
  if (value === null) return ""
  if (type.kind === "nullable") return valueText(type.of, value)
  if (type.kind === "timestamp") return new Date(value as number).toISOString()
  if (type.kind === "list" || type.kind === "fixedList") return toJson(value)
  return String(value)
}

/** Text that a spreadsheet would take for a formula gets an apostrophe in front. */
const guarded = (type: ColumnType, text: string): string =>
  /^[=+\-@\t\r]/.test(text) && holdsText(type) ? `'${text}` : text

const holdsText = (type: ColumnType): boolean => type.kind === "utf8" || ("of" in type && holdsText(type.of))

/** A field of a CSV file (RFC 4180), guarded against formulas. */
export const csvField = (type: ColumnType, value: unknown): string => {
  const text = guarded(type, valueText(type, value))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Names and types of a contract's columns, for people. */
export const columnLines = (contract: Table<any>["contract"]): ReadonlyArray<readonly [string, string]> =>
  Object.entries(contract.columns as Record<string, ColumnType>).map(
    ([name, type]) => [name, describeType(type)] as const
  )
