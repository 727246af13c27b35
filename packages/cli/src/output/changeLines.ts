/**
 * Changes as lines for people: what it is, then what it was and what it is now.
 */
import type { Change, Content, LineChange } from "@praxis/dataflow/Change"
import { cut, padded } from "./displayWidth.ts"
import { plural, printable, wrapped } from "./text.ts"

/** Files that are quoted, places in each, and lines on each side of one; what is more is counted. */
const most = { files: 6, places: 4, lines: 6 }

const labelWidth = 8

/** A line or more a change, indented by two; lines of code are cut at `columns`, all else is wrapped. */
export const changeLines = (changes: ReadonlyArray<Change>, columns: number): ReadonlyArray<string> => {
  const files = changes.filter(({ kind }) => kind === "code")
  const hidden = new Set(files.slice(most.files))
  const lines = changes.filter((change) => !hidden.has(change)).flatMap((change) => linesOf(change, columns))
  return hidden.size === 0 ? lines : [...lines, ...row("code", `and ${plural(hidden.size, "more file")}`, columns)]
}

const row = (label: string, text: string, columns: number): ReadonlyArray<string> =>
  wrapped(`  ${padded(label, labelWidth)}  `, printable(text), columns)

const linesOf = (change: Change, columns: number): ReadonlyArray<string> => {
  switch (change.kind) {
    case "code":
      return codeLines(change, columns)
    case "package":
      return row("package", packageText(change), columns)
    case "params":
      return row("params", paramsText(change), columns)
    case "format":
      return row(
        change.of === "Node" ? "Node" : "engine",
        change.of === "Node" ? `${change.before} → ${change.after}` : `format ${change.before} → ${change.after}`,
        columns
      )
    case "contract":
      return row("columns", contractText(change), columns)
    case "seed":
      return row("seed", `${change.before ?? "none"} → ${change.after ?? "none"}`, columns)
    case "file":
      return row("input", fileText(change), columns)
    case "files":
      return row("input", `${change.input}: other files, or their order, names or sites`, columns)
    case "upstream":
      return row("table", `${change.output}: ${contentText(change.before, change.after)}`, columns)
    case "corrupt":
      return row("damaged", corruptText(change), columns)
    case "missing":
      return row("missing", missingText(change), columns)
    case "forced":
      return row("forced", "asked for with --force", columns)
  }
}

type Of<K extends Change["kind"]> = Extract<Change, { readonly kind: K }>

const codeLines = ({ file, change, lines }: Of<"code">, columns: number): ReadonlyArray<string> => {
  if (change !== "edited") return row("code", `${file} is ${change}`, columns)
  if (lines === null || lines.length === 0) return row("code", `${file} (its old text is not known here)`, columns)
  const shown = lines
    .slice(0, most.places)
    .flatMap((each, i) => [
      ...(i === 0 ? row("code", `${file}:${each.line}`, columns) : row("", `line ${each.line}`, columns)),
      ...quoted(each, columns)
    ])
  const left = lines.length - most.places
  return left > 0 ? [...shown, ...row("", `and ${plural(left, "more place")} in this file`, columns)] : shown
}

const quoted = ({ before, after }: LineChange, columns: number): ReadonlyArray<string> => {
  const blanks = [...before, ...after].flatMap(({ text }) => /^\s*(?=\S)/.exec(text)?.[0].length ?? [])
  const indent = Math.min(...blanks)
  const margin = " ".repeat(4 + labelWidth)
  const signed = (sign: string, lines: LineChange["after"]) => {
    const shown = lines
      .slice(0, most.lines)
      .map(({ text }) => cut(`${margin}${sign} ${printable(text.slice(indent))}`, columns))
    const left = lines.length - most.lines
    return left > 0 ? [...shown, `${margin}${sign} … ${plural(left, "more line")}`] : shown
  }
  return [...signed("-", before), ...signed("+", after)]
}

const packageText = ({ name, before, after }: Of<"package">): string => {
  if (before === after) return `${name} ${after}: something that it depends on changed`
  return `${name} ${before ?? "(not used)"} → ${after ?? "(not used any more)"}`
}

const maxEntries = 8

const paramsText = ({ path, before, after }: Of<"params">): string => {
  if (!isWordList(before) || !isWordList(after)) return `${path} ${json(before)} → ${json(after)}`
  const [added, removed] = [
    after.filter((each) => !before.includes(each)),
    before.filter((each) => !after.includes(each))
  ]
  if (added.length + removed.length === 0) return `${path}: the same entries in another order`
  const said = [
    ...(added.length > 0 ? [`added ${entries(added)}`] : []),
    ...(removed.length > 0 ? [`removed ${entries(removed)}`] : [])
  ]
  return `${path}: ${said.join("; ")}`
}

const isWordList = (value: unknown): value is ReadonlyArray<string | number> =>
  Array.isArray(value) && value.every((each) => typeof each === "string" || typeof each === "number")

const entries = (all: ReadonlyArray<string | number>): string => {
  const shown = all.slice(0, maxEntries).map(json).join(", ")
  return all.length > maxEntries ? `${shown} and ${all.length - maxEntries} more` : shown
}

const json = (value: unknown): string => {
  const text = value === null ? "none" : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

const contractText = ({ before, after }: Of<"contract">): string =>
  before === null && after === null
    ? "of the outputs changed"
    : before === null
      ? `new: ${after}`
      : after === null
        ? `gone: ${before}`
        : `${before} → ${after}`

const fileText = ({ label, before, after }: Of<"file">): string => {
  if (after === null) return `${label} is gone (${contentOf(before!)})`
  if (before === null) return `${label} is new (${contentOf(after)})`
  return `${label}: ${contentOf(before)} → ${contentOf(after)}`
}

const contentOf = ({ digest, bytes }: { readonly digest: string; readonly bytes?: number }): string =>
  bytes === undefined ? short(digest) : `${plural(bytes, "byte")} ${short(digest)}`

const contentText = (before: Content | null, after: Content | null): string => {
  if (before === null) return "is read now, and was not"
  if (after === null) return "was read, and is not any more"
  const digests = `${short(before.digest)} → ${short(after.digest)}`
  if (after.rows === undefined) return `other content, ${digests}`
  if (before.rows === undefined) return `other content, ${plural(after.rows, "row")}, ${digests}`
  return before.rows === after.rows
    ? `other values in ${plural(after.rows, "row")}, ${digests}`
    : `${plural(before.rows, "row")} → ${plural(after.rows, "row")}, ${digests}`
}

const corruptText = ({ of, output, name, bytes, found }: Of<"corrupt">): string => {
  if (of === "record") return `the record of ${output} (store/records/${short(name)}) is not as it was written`
  const expected = bytes === null ? "" : ` of ${plural(bytes, "byte")}`
  const is =
    found === null ? "it cannot be read" : `its ${plural(found.bytes, "byte")} have the digest ${short(found.digest)}`
  return `the stored result of ${output}${expected} (store/objects/${short(name)}) is not as it was written: ${is}`
}

const missingText = ({ of, output }: Of<"missing">): string => {
  if (of === "result") return "it has no result here yet"
  return of === "record" ? "the record of its last result is gone" : output
}

/** The beginning of a digest, enough to find it by. */
export const short = (digest: string): string => `${digest.slice(0, 12)}…`
