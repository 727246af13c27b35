/**
 * Tables: a contract names the columns in order; batches and tables hold rows of it.
 */
import { type AnyColumn, valueAt } from "./Column.ts"
import * as ColumnBuilder from "./ColumnBuilder.ts"
import { type ColumnOf, type ColumnType, describeType, type ValueOf } from "./ColumnType.ts"
import { concatColumns } from "./concatColumns.ts"
import { sliceColumn } from "./sliceColumn.ts"

export * from "./ColumnType.ts"

/** The columns of a contract by name, in the order of the file. */
export interface Columns {
  readonly [name: string]: ColumnType
}

/** What a table is made of: its name and its columns in order. */
export interface Contract<Name extends string = string, C extends Columns = Columns> {
  readonly kind: "table"
  readonly name: Name
  readonly columns: C
}

/** Any contract of a table. */
export type AnyContract = Contract<string, any>

/** The columns in memory of a contract. */
export type ColumnsOf<K extends AnyContract> = { readonly [N in keyof K["columns"]]: ColumnOf<K["columns"][N]> }

/** One row of a contract as plain values. */
export type RowOf<K extends AnyContract> = { readonly [N in keyof K["columns"]]: ValueOf<K["columns"][N]> }

/** Some consecutive rows of a table, in memory. */
export interface Batch<K extends AnyContract> {
  readonly contract: K
  readonly numRows: number
  readonly columns: ColumnsOf<K>
}

/** All rows of a table, in memory. */
export interface Table<K extends AnyContract> extends Batch<K> {}

/** Names a table's columns in order. */
export const contract = <const Name extends string, const C extends Columns>(
  name: Name,
  columns: C
): Contract<Name, C> => ({
  kind: "table",
  name,
  columns
})

/** The contract in one line: `doc: uint32, weight: float64`. Part of the key of each stage that writes it. */
export const describe = (k: AnyContract): string =>
  Object.entries(k.columns as Columns)
    .map(([name, type]) => `${name}: ${describeType(type)}`)
    .join(", ")

/** A table of the given columns. Columns of unequal length throw a `RangeError`. */
export const make = <K extends AnyContract>(k: K, columns: ColumnsOf<K>): Table<K> => {
  const names = Object.keys(k.columns)
  const lengths = names.map((name) => {
    const column = (columns as Record<string, AnyColumn | undefined>)[name]
    if (column === undefined) throw new RangeError(`table "${k.name}": the column ${name} is missing`)
    return column.length
  })
  if (new Set(lengths).size > 1) {
    throw new RangeError(
      `table "${k.name}": columns have unequal lengths: ${names.map((name, i) => `${name} ${lengths[i]}`).join(", ")}`
    )
  }
  return { contract: k, numRows: lengths[0] ?? 0, columns }
}

/** A table of plain rows, for small tables and tests. */
export const fromRows = <K extends AnyContract>(
  k: K,
  rows: Iterable<RowOf<K>>,
  widths: Readonly<Record<string, number>> = {}
): Table<K> => {
  const rowsBuilder = builder(k, widths)
  for (const row of rows) rowsBuilder.append(row)
  return rowsBuilder.finish()
}

/** Row i as plain values. */
export const rowAt = <K extends AnyContract>(batch: Batch<K>, i: number): RowOf<K> => {
  const row: Record<string, unknown> = {}
  for (const [name, type] of Object.entries(batch.contract.columns as Columns)) {
    row[name] = valueAt(type, (batch.columns as Record<string, never>)[name]!, i)
  }
  return row as RowOf<K>
}

/** All rows as plain values, for small tables and tests. */
export const toRows = <K extends AnyContract>(batch: Batch<K>): ReadonlyArray<RowOf<K>> =>
  Array.from({ length: batch.numRows }, (_, i) => rowAt(batch, i))

/** Rows `start` to `end`; a view on the same memory. */
export const slice = <K extends AnyContract>(batch: Batch<K>, start: number, end: number): Batch<K> =>
  mapColumns(batch.contract, end - start, (name) =>
    sliceColumn((batch.columns as Record<string, never>)[name]!, start, end)
  )

/** One table of several batches, in order; a copy. Without a batch, a table of no rows (fixed lists have then the width that `widths` gives, else 0). */
export const concat = <K extends AnyContract>(
  k: K,
  batches: ReadonlyArray<Batch<K>>,
  widths: Readonly<Record<string, number>> = {}
): Table<K> => {
  if (batches.length === 0) return builder(k, { ...zeroWidths(k), ...widths }).finish()
  return mapColumns(
    k,
    batches.reduce((n, batch) => n + batch.numRows, 0),
    (name, type) =>
      concatColumns(
        type,
        batches.map((batch) => (batch.columns as Record<string, never>)[name]!)
      )
  )
}

const zeroWidths = (k: AnyContract): Record<string, number> => {
  const widths: Record<string, number> = {}
  const visit = (type: ColumnType): void => {
    if (type.kind === "fixedList" && typeof type.width === "string") widths[type.width] = 0
    if ("of" in type) visit(type.of)
  }
  for (const type of Object.values(k.columns as Columns)) visit(type)
  return widths
}

const mapColumns = <K extends AnyContract>(
  k: K,
  numRows: number,
  column: (name: string, type: ColumnType) => unknown
): Table<K> => ({
  contract: k,
  numRows,
  columns: Object.fromEntries(
    Object.entries(k.columns as Columns).map(([name, type]) => [name, column(name, type)])
  ) as ColumnsOf<K>
})

/** Collects rows into a batch. */
export interface Builder<K extends AnyContract> {
  /** Rows so far. */
  readonly numRows: number
  /** Adds one row; a value that its column cannot hold throws, with the column's name. */
  readonly append: (row: RowOf<K>) => void
  /** The rows so far as a table, a copy cut to size. */
  readonly finish: () => Table<K>
}

/** A builder of rows; `widths` gives the width of fixed lists that a parameter names. */
export const builder = <K extends AnyContract>(k: K, widths: Readonly<Record<string, number>> = {}): Builder<K> => {
  const columns = Object.entries(k.columns as Columns).map(
    ([name, type]) => [name, ColumnBuilder.make(type, widths)] as const
  )
  let numRows = 0
  return {
    get numRows() {
      return numRows
    },
    append: (row) => {
      for (const [name, column] of columns) {
        try {
          column.append((row as Record<string, never>)[name]!)
        } catch (cause) {
          throw new TypeError(`table "${k.name}", row ${numRows}, column ${name}: ${(cause as Error).message}`, {
            cause
          })
        }
      }
      numRows++
    },
    finish: () => ({
      contract: k,
      numRows,
      columns: Object.fromEntries(columns.map(([name, column]) => [name, column.finish()])) as ColumnsOf<K>
    })
  }
}
