/**
 * Collects in how many rows a column changed, and by how much.
 */
import type { AnyColumn, FixedListColumn, ListColumn, NullableColumn } from "../Column.ts"
import type { ColumnType } from "../ColumnType.ts"
import { differingTexts } from "../differingTexts.ts"
import { describeType } from "../Table.ts"
import { cellEquality } from "./cellEquality.ts"
import { cellText } from "./cellText.ts"

/** A row whose value changed; the values as text, of long ones the part where they differ. */
export interface CellChange {
  /** The row's key, texts bare and numbers with their column: `cs, topic 12`; without a key its number: `row 17`. */
  readonly row: string
  readonly a: string
  readonly b: string
}

/** How a column differs in the rows that two tables share. */
export type ColumnChange =
  /** Numbers, and instants (in milliseconds). */
  | {
      readonly kind: "number"
      readonly column: string
      readonly type: string
      /** How many rows changed. */
      readonly changed: number
      /** The row with the largest absolute change, the first of equals; null where no change is a number. */
      readonly largest: (CellChange & { readonly change: number }) | null
      /** The mean absolute change of the rows that changed. */
      readonly mean: number | null
      /** Of the changed rows those whose change is no number, since a side is null, NaN or infinite; in neither largest nor mean. */
      readonly uncounted: number
    }
  /** Text and flags. */
  | {
      readonly kind: "value"
      readonly column: string
      readonly type: string
      readonly changed: number
      /** The first rows that changed, at most 3. */
      readonly examples: ReadonlyArray<CellChange>
    }
  | {
      readonly kind: "list"
      readonly column: string
      readonly type: string
      readonly changed: number
      /** Of the changed rows those whose lists have not the same length. */
      readonly otherLength: number
      /** The largest absolute change of an item in its place, of numbers in lists of the same length. */
      readonly largestItem: number | null
      /** The first row that changed. */
      readonly examples: ReadonlyArray<CellChange>
    }

/** Takes pairs of rows one after the other. */
export interface ColumnComparison {
  /** True where row i of `a` and row j of `b` differ; `row` names the row. */
  readonly compare: (a: AnyColumn, i: number, b: AnyColumn, j: number, row: () => string) => boolean
  /** What was found; nothing where no row changed. */
  readonly finish: () => ColumnChange | undefined
}

const maxExamples = 3
/** Characters of a value. */
const shown = 120

/** The comparison of a column. */
export const columnComparison = (column: string, type: ColumnType): ColumnComparison => {
  const present = type.kind === "nullable" ? type.of : type
  const base = { column, type: describeType(type) }
  switch (present.kind) {
    case "utf8":
    case "bool":
      return ofValues(base, type)
    case "list":
    case "fixedList":
      return ofLists(base, type)
    default:
      return ofNumbers(base, type)
  }
}

interface Base {
  readonly column: string
  readonly type: string
}

const ofNumbers = (base: Base, type: ColumnType): ColumnComparison => {
  const equal = cellEquality(type)
  let changed = 0
  let uncounted = 0
  let sum = 0
  let largest: (CellChange & { readonly change: number }) | null = null
  return {
    compare: (a, i, b, j, row) => {
      if (equal(a, i, b, j)) return false
      changed++
      const change = difference(numberAt(a, i), numberAt(b, j))
      if (!Number.isFinite(change)) uncounted++
      else {
        sum += Math.abs(change)
        if (largest === null || Math.abs(change) > Math.abs(largest.change))
          largest = { row: row(), a: cellText(type, a, i), b: cellText(type, b, j), change }
      }
      return true
    },
    finish: () =>
      changed === 0
        ? undefined
        : {
            kind: "number",
            ...base,
            changed,
            largest,
            mean: changed === uncounted ? null : sum / (changed - uncounted),
            uncounted
          }
  }
}

/** A 64-bit integer less another is taken before it is rounded. */
const difference = (a: number | bigint, b: number | bigint): number =>
  typeof a === "bigint" && typeof b === "bigint" ? Number(b - a) : Number(b) - Number(a)

/** NaN stands for null. */
const numberAt = (column: AnyColumn, i: number): number | bigint => {
  if (!("valid" in column)) return (column as Float64Array)[i]!
  const { valid, values } = column as NullableColumn<Float64Array>
  return valid[i] === 1 ? values[i]! : Number.NaN
}

const ofValues = (base: Base, type: ColumnType): ColumnComparison => {
  const equal = cellEquality(type)
  const examples: Array<CellChange> = []
  let changed = 0
  return {
    compare: (a, i, b, j, row) => {
      if (equal(a, i, b, j)) return false
      if (changed++ < maxExamples) examples.push(exampleOf(type, a, i, b, j, row))
      return true
    },
    finish: () => (changed === 0 ? undefined : { kind: "value", ...base, changed, examples })
  }
}

const ofLists = (base: Base, type: ColumnType): ColumnComparison => {
  const equal = cellEquality(type)
  const items = type.kind === "nullable" ? undefined : itemsOf(type)
  const examples: Array<CellChange> = []
  let changed = 0
  let otherLength = 0
  let largestItem: number | null = null
  return {
    compare: (a, i, b, j, row) => {
      if (equal(a, i, b, j)) return false
      if (changed++ === 0) examples.push(exampleOf(type, a, i, b, j, row))
      if (items === undefined) return true
      const [x, y] = [items.range(a, i), items.range(b, j)]
      if (x.length !== y.length) otherLength++
      else if (items.areNumbers) {
        for (let n = 0; n < x.length; n++) {
          const change = Math.abs(difference(x.values[x.start + n]!, y.values[y.start + n]!))
          if (change > 0 && Number.isFinite(change) && change > (largestItem ?? 0)) largestItem = change
        }
      }
      return true
    },
    finish: () => (changed === 0 ? undefined : { kind: "list", ...base, changed, otherLength, largestItem, examples })
  }
}

const exampleOf = (
  type: ColumnType,
  a: AnyColumn,
  i: number,
  b: AnyColumn,
  j: number,
  row: () => string
): CellChange => {
  const [inA, inB] = differingTexts(cellText(type, a, i), cellText(type, b, j), shown)
  return { row: row(), a: inA, b: inB }
}

const notNumbers: ReadonlySet<string> = new Set(["utf8", "bool", "list", "fixedList"])

/** Where the items of a row lie. */
const itemsOf = (type: ColumnType) => {
  const areNumbers = "of" in type && !notNumbers.has(type.of.kind)
  const range = (column: AnyColumn, i: number) => {
    if (type.kind === "fixedList") {
      const { values, width } = column as FixedListColumn<Float64Array>
      return { values, start: i * width, length: width }
    }
    const { values, offsets } = column as ListColumn<Float64Array>
    return { values, start: offsets[i]!, length: offsets[i + 1]! - offsets[i]! }
  }
  return { areNumbers, range }
}
