/**
 * How two versions of a table differ, as lines for people.
 */
import type { CellChange, ColumnChange, OtherRows, TableComparison } from "@praxis/dataflow/compareTables"
import { differingTexts } from "@praxis/dataflow/differingTexts"
import { aligned } from "./aligned.ts"
import { cut } from "./displayWidth.ts"
import { count, duration, plural, printable, wrapped } from "./text.ts"

/** What became of the rows, then of each column that changed, with an example; wrapped at `columns`. */
export const tableLines = (
  output: string,
  comparison: TableComparison,
  rows: { readonly a: number; readonly b: number },
  columns: number
): ReadonlyArray<string> => {
  const { added, lost, values } = comparison
  return [
    ...wrapped("  ", `${output}: ${rowsText(comparison, rows)}`, columns),
    ...otherRows("added", added, columns),
    ...otherRows("lost", lost, columns),
    ...columnNotes(comparison.columns).map((note) => `    ${note}`),
    ...columnLines(values, columns)
  ]
}

const rowsText = (comparison: TableComparison, rows: { readonly a: number; readonly b: number }): string => {
  const { key, keyIsRowNumber, added, lost, reordered } = comparison
  const by = key.length === 0 ? "row by row, since nothing tells rows apart" : `by ${key.join(", ")}`
  const note = keyIsRowNumber && rows.a !== rows.b ? ", a row number" : ""
  const found = [
    rows.a === rows.b ? plural(rows.b, "row") : `${count(rows.a)} → ${plural(rows.b, "row")}`,
    ...(added.count > 0 ? [`${count(added.count)} added`] : []),
    ...(lost.count > 0 ? [`${count(lost.count)} lost`] : []),
    ...sharedText(comparison),
    ...(reordered ? ["in another order"] : [])
  ]
  return `${found.join(", ")} (${by}${note})`
}

const sharedText = ({ added, lost, shared, changed }: TableComparison): ReadonlyArray<string> => {
  if (shared === 0) return []
  const isWhole = added.count + lost.count === 0
  if (changed === 0) return [`${isWhole ? "all" : "the others"} with the same values`]
  if (changed === shared) return [isWhole ? "all changed" : "the others all changed"]
  return [`${count(changed)} changed`]
}

const otherRows = (what: string, { count: n, examples }: OtherRows, columns: number): ReadonlyArray<string> => {
  if (n === 0) return []
  const more = n > examples.length ? ` and ${count(n - examples.length)} more` : ""
  return [cut(`    ${what}: ${printable(examples.join("; "))}${more}`, columns)]
}

const columnNotes = ({ added, lost, retyped }: TableComparison["columns"]): ReadonlyArray<string> => [
  ...added.map((column) => `new column ${column}`),
  ...lost.map((column) => `the column ${column} is gone`),
  ...retyped.map(({ column, a, b }) => `the column ${column} was ${a} and is ${b}; not compared`)
]

/** A line a column, wrapped under what is said of it. */
const columnLines = (values: ReadonlyArray<ColumnChange>, columns: number): ReadonlyArray<string> => {
  // A last cell that is never blank keeps the width of what stands before it.
  const heads = aligned(
    values.map(({ column, changed }) => [`    ${printable(column)}`, plural(changed, "row"), "."]),
    new Set([1])
  )
  return heads.flatMap((head, i) => {
    const [amount, example] = [amountText(values[i]!), exampleText(values[i]!)]
    const text = amount === "" || example === "" ? `${amount}${example}` : `${amount} (${example})`
    return wrapped(head.slice(0, -1), text, columns)
  })
}

const amountText = (change: ColumnChange): string => {
  switch (change.kind) {
    case "number": {
      const { type, largest, mean, uncounted, changed } = change
      const shown = type.startsWith("timestamp") ? span : significant
      const parts = [
        ...(mean === null || largest === null
          ? []
          : changed - uncounted === 1
            ? [`by ${shown(mean)}`]
            : [`by ${shown(mean)} on average, at most ${shown(Math.abs(largest.change))}`]),
        ...(uncounted > 0 ? [`${count(uncounted)} from or to no number`] : [])
      ]
      return parts.join("; ")
    }
    case "value":
      return ""
    case "list": {
      const { otherLength, largestItem } = change
      const parts = [
        ...(otherLength > 0 ? [`${count(otherLength)} of another length`] : []),
        ...(largestItem === null ? [] : [`an item by at most ${significant(largestItem)}`])
      ]
      return parts.join("; ")
    }
  }
}

const exampleText = (change: ColumnChange): string => {
  const example = change.kind === "number" ? change.largest : change.examples[0]
  return example === null || example === undefined ? "" : printable(`${example.row}: ${arrow(example)}`)
}

const maxValue = 36

/** Numbers in 6 digits that count where these tell them apart, long values where they part. */
const arrow = ({ a, b }: CellChange): string => {
  const [x, y] = [rounded(a), rounded(b)]
  return (x === y ? [a, b] : differingTexts(x, y, maxValue)).join(" → ")
}

const rounded = (text: string): string =>
  /^-?\d+\.\d{6,}$/.test(text) ? String(Number(Number(text).toPrecision(6))) : text

/** Four digits that count, with commas in large numbers. */
const significant = (x: number): string => {
  const short = Number(x.toPrecision(4))
  return Number.isInteger(short) && Math.abs(short) < 1e15
    ? count(Math.round(Math.abs(x) >= 1e4 ? x : short))
    : String(short)
}

/** Milliseconds as a person says them. */
const span = (milliseconds: number): string => {
  const days = milliseconds / 86_400_000
  return days >= 2
    ? `${significant(days)} days`
    : milliseconds < 1000
      ? `${significant(milliseconds)} ms`
      : duration(milliseconds / 1000)
}
