/**
 * A difference of lines.
 */

/** A line of a text, counted from 1. */
export interface Line {
  readonly line: number
  readonly text: string
}

/** Neighbouring lines that changed: those before and those after, either may be none. */
export interface LineChange {
  /** Where the change stands in the new text. */
  readonly line: number
  readonly before: ReadonlyArray<Line>
  readonly after: ReadonlyArray<Line>
}

/** The lines of a text without their ends; what follows the last line break is a line only where it is not empty. */
export const linesOf = (text: string): ReadonlyArray<Line> => {
  const lines = text.split(/\r\n|\r|\n|\u2028|\u2029/)
  if (lines.at(-1) === "") lines.pop()
  return lines.map((each, i) => ({ line: i + 1, text: each }))
}

/** Texts that differ in more lines than this are one change. */
const maxEditLength = 1000

/** The changes from `before` to `after`, blind to white space at both ends of a line. `diffArrays` is that of the package `diff`, which is loaded only where it is needed. */
export const lineChanges = (
  diffArrays: typeof import("diff").diffArrays,
  before: ReadonlyArray<Line>,
  after: ReadonlyArray<Line>
): ReadonlyArray<LineChange> => {
  const trimmed = (lines: ReadonlyArray<Line>) => lines.map(({ text }) => text.trim())
  const runs = diffArrays(trimmed(before), trimmed(after), { maxEditLength })
  if (runs === undefined) return [{ line: after[0]?.line ?? 1, before, after }]
  const changes: Array<LineChange> = []
  let [i, j, isOpen] = [0, 0, false]
  for (const { added, removed, count } of runs) {
    if (!added && !removed) {
      i += count
      j += count
      isOpen = false
      continue
    }
    if (!isOpen) changes.push({ line: (after[j] ?? after.at(-1))?.line ?? 1, before: [], after: [] })
    isOpen = true
    const last = changes.pop()!
    if (removed) changes.push({ ...last, before: before.slice(i, i + count) })
    else changes.push({ ...last, after: after.slice(j, j + count) })
    if (removed) i += count
    else j += count
  }
  return changes
}
