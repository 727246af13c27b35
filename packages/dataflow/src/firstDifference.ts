/**
 * The first place where two tables differ.
 */
import { Effect, Option, Stream } from "effect"
import type { ArtifactReadError, TableHandle } from "./Artifact.ts"
import type { AnyColumn } from "./Column.ts"
import type { ColumnType } from "./ColumnType.ts"
import { differingTexts } from "./differingTexts.ts"
import { cellEquality } from "./internal/cellEquality.ts"
import { cellText } from "./internal/cellText.ts"
import { type RowPairs, rowPairs } from "./internal/rowPairs.ts"
import { type AnyContract, type Columns, describe } from "./Table.ts"

/** Where two tables differ first. */
export type Difference =
  /** They have not the same columns; `a` and `b` describe them. Values were not compared. */
  | { readonly kind: "columns"; readonly a: string; readonly b: string }
  /** Row `row` (from 0), and in it the first column that differs. The values as text, of long ones the part where they differ. */
  | {
      readonly kind: "cell"
      readonly row: number
      readonly column: string
      readonly a: string
      readonly b: string
    }
  /** All rows that both have are equal, and one of them goes on. */
  | { readonly kind: "rows"; readonly a: number; readonly b: number }

/** A difference in one sentence, with the tables named `a` and `b`. */
export const describeDifference = (difference: Difference, a: string, b: string): string => {
  switch (difference.kind) {
    case "columns":
      return `${a} has the columns ${difference.a}; ${b} has ${difference.b}`
    case "cell":
      return `row ${difference.row}, column ${difference.column}: ${difference.a} in ${a}, ${difference.b} in ${b}`
    case "rows":
      return `${a} has ${difference.a} rows, ${b} has ${difference.b}; those that both have are equal`
  }
}

/**
 * The first difference in reading order, nothing where all values are equal. Values are compared as their bytes in the
 * store would be: NaN equals NaN, −0 equals 0, a null equals a null. Holds one batch of each table; stops at the first
 * difference.
 */
export const firstDifference = <K extends AnyContract>(
  a: TableHandle<K>,
  b: TableHandle<K>
): Effect.Effect<Difference | undefined, ArtifactReadError> =>
  Effect.gen(function* () {
    const [columnsOfA, columnsOfB] = [describe(a.contract), describe(b.contract)]
    if (columnsOfA !== columnsOfB) return { kind: "columns", a: columnsOfA, b: columnsOfB }
    const search = firstCell(a.contract)
    const found = yield* rowPairs(a, b).pipe(
      Stream.map(search),
      Stream.filter((cell) => cell !== undefined),
      Stream.runHead
    )
    if (Option.isSome(found)) return found.value
    return a.numRows === b.numRows ? undefined : { kind: "rows", a: a.numRows, b: b.numRows }
  })

/** Characters of a value. */
const shown = 120

const firstCell = (contract: AnyContract): ((pairs: RowPairs) => Difference | undefined) => {
  const columns = Object.entries(contract.columns as Columns).map(
    ([name, type]) => ({ name, type, equal: cellEquality(type) }) as const
  )
  return ({ firstRow, rows, a, fromA, b, fromB }) => {
    let first: { readonly name: string; readonly type: ColumnType; readonly n: number } | undefined
    for (const { name, type, equal } of columns) {
      const [x, y] = [columnNamed(a.columns, name), columnNamed(b.columns, name)]
      const end: number = first?.n ?? rows
      for (let n = 0; n < end; n++) {
        if (equal(x, fromA + n, y, fromB + n)) continue
        first = { name, type, n }
        break
      }
    }
    if (first === undefined) return undefined
    const { name, type, n } = first
    const [inA, inB] = differingTexts(
      cellText(type, columnNamed(a.columns, name), fromA + n),
      cellText(type, columnNamed(b.columns, name), fromB + n),
      shown
    )
    return { kind: "cell", row: firstRow + n, column: name, a: inA, b: inB }
  }
}

const columnNamed = (columns: unknown, name: string): AnyColumn => (columns as Record<string, AnyColumn>)[name]!
