/**
 * Rows of text in aligned columns.
 */
import { displayWidth, padded, paddedLeft } from "./displayWidth.ts"

/** Lines with two blanks between columns; columns in `right` are aligned to the right. Trailing blanks are cut. */
export const aligned = (
  rows: ReadonlyArray<ReadonlyArray<string>>,
  right: ReadonlySet<number> = new Set()
): ReadonlyArray<string> => {
  const nColumns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: nColumns }, (_, c) =>
    Math.max(0, ...rows.map((row) => displayWidth(row[c] ?? "")))
  )
  return rows.map((row) =>
    row
      .map((cell, c) => (right.has(c) ? paddedLeft : padded)(cell, widths[c]!))
      .join("  ")
      .trimEnd()
  )
}

const blanksBetween = 2
const leastWidth = 6

/** Widths of columns that fit `room` columns of a terminal: the natural ones, or with the widest cut to one common width; no column is cut below 6. */
export const fittedWidths = (natural: ReadonlyArray<number>, room: number): ReadonlyArray<number> => {
  const available = room - blanksBetween * (natural.length - 1)
  const used = (cap: number) => natural.reduce((sum, width) => sum + Math.min(width, cap), 0)
  if (used(Number.POSITIVE_INFINITY) <= available) return natural
  let cap = leastWidth
  while (used(cap + 1) <= available) cap++
  let left = Math.max(0, available - used(cap))
  return natural.map((width) => {
    if (width <= cap) return width
    return left-- > 0 ? cap + 1 : cap
  })
}
