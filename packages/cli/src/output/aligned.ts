/**
 * Rows of text in aligned columns.
 */

/** Lines with two blanks between columns; columns in `right` are aligned to the right. Trailing blanks are cut. */
export const aligned = (
  rows: ReadonlyArray<ReadonlyArray<string>>,
  right: ReadonlySet<number> = new Set()
): ReadonlyArray<string> => {
  const nColumns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: nColumns }, (_, c) =>
    Math.max(0, ...rows.map((row) => [...(row[c] ?? "")].length))
  )
  return rows.map((row) =>
    row
      .map((cell, c) => {
        const blanks = " ".repeat(widths[c]! - [...cell].length)
        return right.has(c) ? blanks + cell : cell + blanks
      })
      .join("  ")
      .trimEnd()
  )
}
