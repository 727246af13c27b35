/**
 * Two runs side by side, as lines for people.
 */
import type { Change } from "@praxis/dataflow/Change"
import type {
  FileChange,
  NodeComparison,
  NodeStatus,
  OutputComparison,
  RunComparison
} from "@praxis/dataflow/CompareRuns"
import type { ReadJournal } from "@praxis/dataflow/Journal"
import { aligned } from "./aligned.ts"
import { changeLines, short } from "./changeLines.ts"
import { aboutText, beganText, endText } from "./runLine.ts"
import { tableLines } from "./tableComparisonLines.ts"
import { count, plural, printable, size, wrapped } from "./text.ts"

/** A run by its short id. */
export interface NamedRun {
  readonly id: string
  readonly journal: ReadJournal
}

/** The runs, what they were made from, then node by node what differs; at most `columns` wide where words allow. */
export const comparisonLines = (
  { inputs, versions, nodes, ...runs }: RunComparison,
  { a, b }: { readonly a: NamedRun; readonly b: NamedRun },
  columns: number
): ReadonlyArray<string> => {
  const unseen = onlyUnseen()
  const whole = nodes.filter((node) => !isBroken(node.a) && !isBroken(node.b))
  const differing = whole.filter(differs)
  const same = whole.filter((node) => !differs(node))
  const outputs = same.flatMap((node) => node.outputs)
  return [
    ...headLines(a, b, columns),
    ...(runs.a.study === runs.b.study
      ? []
      : [`A is of the study ${runs.a.study}, B of ${runs.b.study}: nodes of the same name are compared`]),
    ...(runs.a.seed === runs.b.seed ? [] : [`seed       ${runs.a.seed} → ${runs.b.seed}`]),
    ...versions.map(({ name, a: was, b: is }) => `${name} ${was ?? "(not said)"} → ${is ?? "(not said)"}`),
    ...inputLines(inputs),
    ...differing.flatMap((node) => ["", ...nodeLines(node, unseen, columns)]),
    "",
    ...brokenLines(nodes, "A", a.journal, columns),
    ...brokenLines(nodes, "B", b.journal, columns),
    ...(differing.length === 0 && whole.length === nodes.length
      ? [`Nothing differs: ${plural(outputs.length, "output")} of ${plural(same.length, "node")}, the same to the byte`]
      : same.length === 0
        ? []
        : wrapped("The same to the byte: ", same.map(({ node }) => node).join(", "), columns))
  ]
}

const headLines = (a: NamedRun, b: NamedRun, columns: number): ReadonlyArray<string> => {
  const rows = [a, b].map(({ id, journal }, i) => [i === 0 ? "A" : "B", id, beganText(journal), endText(journal), "."])
  return aligned(rows).flatMap((line, i) =>
    wrapped(line.slice(0, -1), printable(aboutText([a, b][i]!.journal)), columns)
  )
}

const differs = ({ changes, notCompared, outputs }: NodeComparison): boolean =>
  changes.length > 0 || notCompared !== null || outputs.some(({ equal }) => !equal)

const isBroken = (status: NodeStatus): boolean => status !== "hit" && status !== "ran"

/** The nodes without a result in a run: failed ones with their error, the others by why they have none. */
const brokenLines = (
  nodes: ReadonlyArray<NodeComparison>,
  run: "A" | "B",
  journal: ReadJournal,
  columns: number
): ReadonlyArray<string> => {
  const statusOf = (node: NodeComparison) => (run === "A" ? node.a : node.b)
  const names = (status: NodeStatus) => nodes.filter((node) => statusOf(node) === status).map(({ node }) => node)
  const list = (head: string, status: NodeStatus) =>
    names(status).length === 0 ? [] : wrapped(head, names(status).join(", "), columns)
  const failed = names("failed").flatMap((name) => {
    const line = journal.nodes.find(({ node }) => node === name)
    const error = line?.status === "failed" ? (line.message ?? line.error) : ""
    return wrapped(`Failed in ${run}: `, printable(`${name}: ${error}`), columns)
  })
  return [
    ...failed,
    ...list(`Not run in ${run}, since one above failed: `, "skipped"),
    ...list(`Not in ${run}: `, "absent")
  ]
}

const maxFiles = 10

const inputLines = (inputs: ReadonlyArray<FileChange>): ReadonlyArray<string> => {
  if (inputs.length === 0) return []
  const lines = inputs.slice(0, maxFiles).map(({ label, a, b }) => `  ${printable(label)} ${fileText(a, b)}`)
  const left = inputs.length - maxFiles
  return ["", "inputs", ...lines, ...(left > 0 ? [`  and ${plural(left, "more file")}`] : [])]
}

const fileText = (a: FileChange["a"], b: FileChange["b"]): string => {
  if (a === null) return `is new: ${size(b!.bytes)}, ${short(b!.digest)}`
  if (b === null) return `is gone: was ${size(a.bytes)}, ${short(a.digest)}`
  const site = a.site === b.site ? "" : `site ${a.site ?? "unknown"} → ${b.site ?? "unknown"}`
  if (a.digest === b.digest) return site
  return `${size(a.bytes)} → ${size(b.bytes)}, ${short(a.digest)} → ${short(b.digest)}${site === "" ? "" : `, ${site}`}`
}

const nodeLines = (
  node: NodeComparison,
  unseen: (changes: ReadonlyArray<Change>) => { readonly shown: ReadonlyArray<Change>; readonly seen: number },
  columns: number
): ReadonlyArray<string> => {
  const { changes, notCompared, outputs } = node
  const { shown, seen } = unseen(changes.filter(isOwn))
  const equal = outputs.filter((output) => output.equal)
  return [
    node.node,
    ...(notCompared === null ? [] : wrapped("  ", `what it was made from cannot be compared: ${notCompared}`, columns)),
    ...changeLines(shown, columns),
    ...(seen > 0 ? [`  code      ${plural(seen, "change")} as above`] : []),
    ...outputs.filter((output) => !output.equal).flatMap((output) => outputLines(output, columns)),
    ...(equal.length > 0
      ? wrapped("  ", `${equal.map(({ output }) => output).join(", ")}: the same to the byte`, columns)
      : [])
  ]
}

/** Versions stand above, and tables that a node reads at the nodes that wrote them. */
const isOwn = ({ kind }: Change): boolean => kind !== "format" && kind !== "upstream"

/** Code that several nodes share is quoted once. */
const onlyUnseen = () => {
  const before = new Set<string>()
  return (changes: ReadonlyArray<Change>) => {
    const shown = changes.filter((change) => {
      const isCode = change.kind === "code" || change.kind === "package"
      return !isCode || !before.has(JSON.stringify(change))
    })
    for (const change of shown) before.add(JSON.stringify(change))
    return { shown, seen: changes.length - shown.length }
  }
}

const outputLines = (
  { output, a, b, table, notCompared }: OutputComparison,
  columns: number
): ReadonlyArray<string> => {
  if (a === null || b === null) {
    const { digest, bytes, rows } = (a ?? b)!
    const what = rows === null ? size(bytes) : plural(rows, "row")
    return [`  ${output}: only in ${a === null ? "B" : "A"}, ${what}, ${short(digest)}`]
  }
  if (table !== null) return tableLines(output, table, { a: a.rows ?? 0, b: b.rows ?? 0 }, columns)
  if (notCompared !== null) {
    const rows =
      a.rows === b.rows ? plural(b.rows ?? 0, "row") : `${count(a.rows ?? 0)} → ${plural(b.rows ?? 0, "row")}`
    return wrapped(
      "  ",
      `${output}: other content, ${rows}; its rows were not compared: ${printable(notCompared)}`,
      columns
    )
  }
  return [`  ${output}: ${size(a.bytes)} → ${size(b.bytes)}, ${short(a.digest)} → ${short(b.digest)}`]
}
