/**
 * The lines in which two texts of a module differ in what they say. Compared is what code digests are taken of, so that
 * the comparison is blind to what they are blind to: comments, types and layout.
 */
import type { Token } from "acorn"
import { type Line, type LineChange, lineChanges, linesOf } from "./lineChanges.ts"
import { type Lines, linesIn, type Place, placesOf, type Run, union } from "./syntaxPlaces.ts"

/** Files that differ in more pieces than this are compared as plain lines. */
const maxEditLength = 1000

/** The changes from `before` to `after`; undefined where a module cannot be parsed, or too much of it changed. `diffArrays` is that of the package `diff`. */
export const changedCode = async (
  diffArrays: typeof import("diff").diffArrays,
  before: string,
  after: string,
  typescript: boolean
): Promise<ReadonlyArray<LineChange> | undefined> => {
  const [{ parseModule }, { syntaxParts }] = await Promise.all([
    import("./moduleSyntax.ts"),
    import("./syntaxDigest.ts")
  ])
  const read = (text: string): Module => {
    const tokens: Array<Token> = []
    const { program } = parseModule(text, typescript, { locations: true, onToken: tokens })
    return { places: placesOf(syntaxParts(program)), lines: linesWith(tokens, text) }
  }
  let modules: readonly [Module, Module]
  try {
    modules = [read(before), read(after)]
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
  const [{ places: old, lines: oldLines }, { places: now, lines: newLines }] = modules
  const runs = diffArrays(
    old.map(({ text }) => text),
    now.map(({ text }) => text),
    { maxEditLength }
  )
  if (runs === undefined) return undefined
  const { edits, kept } = editsOf(runs)
  const ranges = edits.map((edit) => rangeOf(edit, old, now, kept))
  const found = merged(ranges).flatMap((range): ReadonlyArray<LineChange> => {
    const [a, b] = [slice(oldLines, range.before), slice(newLines, range.after)]
    return a.length > 0 && b.length > 0 && a.length + b.length > 2
      ? lineChanges(diffArrays, a, b)
      : [{ line: range.at, before: a, after: b }]
  })
  return found.length === 0 ? undefined : found
}

/** A module's syntax, and those of its lines that hold some: no comments, types or blank lines. */
interface Module {
  readonly places: ReadonlyArray<Place>
  readonly lines: ReadonlyArray<Line>
}

const linesWith = (tokens: ReadonlyArray<Token>, text: string): ReadonlyArray<Line> => {
  const holding = new Set<number>()
  for (const { loc } of tokens) {
    for (let line = loc!.start.line; line <= loc!.end.line; line++) holding.add(line)
  }
  return linesOf(text).filter(({ line }) => holding.has(line))
}

/** Pieces that take each other's place; either run may be empty. */
interface Edit {
  readonly before: Run
  readonly after: Run
}

/** Runs as edits, and the pairs of pieces that stay. */
const editsOf = (
  runs: ReadonlyArray<{ readonly added: boolean; readonly removed: boolean; readonly count: number }>
) => {
  const edits: Array<Edit> = []
  const kept: Array<readonly [before: number, after: number]> = []
  let [i, j, isOpen] = [0, 0, false]
  for (const { added, removed, count } of runs) {
    if (!added && !removed) {
      for (let n = 0; n < count; n++) kept.push([i + n, j + n])
      i += count
      j += count
      isOpen = false
      continue
    }
    const last = isOpen ? edits.pop()! : { before: { from: i, count: 0 }, after: { from: j, count: 0 } }
    edits.push(
      removed
        ? { ...last, before: { from: last.before.from, count } }
        : { ...last, after: { from: last.after.from, count } }
    )
    isOpen = true
    if (removed) i += count
    else j += count
  }
  return { edits, kept }
}

/** The lines of an edit; where one side has none, those of what stays on the lines of the other. */
const rangeOf = (
  { before, after }: Edit,
  old: ReadonlyArray<Place>,
  now: ReadonlyArray<Place>,
  kept: ReadonlyArray<readonly [before: number, after: number]>
): Range => {
  const removed = linesIn(old, before)
  const added = linesIn(now, after)
  const staying = kept.map(([i, j]) => [old[i]!.first, now[j]!.first])
  const beside = (lines: Lines, side: 0 | 1): Lines | undefined =>
    staying
      .filter((pair) => lines[0] <= pair[side]! && pair[side]! <= lines[1])
      .reduce((found: Lines | undefined, pair) => union(found, [pair[1 - side]!, pair[1 - side]!]), undefined)
  return {
    before: removed ?? (added && beside(added, 1)),
    after: added ?? (removed && beside(removed, 0)),
    at: added?.[0] ?? (now[after.from] ?? now.at(-1))?.first ?? 1
  }
}

/** What changed: lines before, lines after, and the line of the new text at which it stands. */
interface Range {
  readonly before: Lines | undefined
  readonly after: Lines | undefined
  readonly at: number
}

/** Ranges by their place in the new text; those that share lines, or lie on neighbouring ones, are one. */
const merged = (ranges: ReadonlyArray<Range>): ReadonlyArray<Range> => {
  const all: Array<Range> = []
  for (const range of ranges.toSorted((a, b) => a.at - b.at)) {
    const last = all.at(-1)
    if (last !== undefined && (touch(last.before, range.before) || touch(last.after, range.after))) {
      all[all.length - 1] = { ...last, before: union(last.before, range.before), after: union(last.after, range.after) }
    } else all.push(range)
  }
  return all
}

const touch = (a: Lines | undefined, b: Lines | undefined): boolean =>
  a !== undefined && b !== undefined && a[0] <= b[1] + 1 && b[0] <= a[1] + 1

const slice = (lines: ReadonlyArray<Line>, range: Lines | undefined): ReadonlyArray<Line> =>
  range === undefined ? [] : lines.filter(({ line }) => range[0] <= line && line <= range[1])
