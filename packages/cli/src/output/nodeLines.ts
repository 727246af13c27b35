/**
 * One line a node: its state, its rows, its seconds and its reasons.
 */
import type { Reason } from "@praxis/dataflow/Reason"
import { describe } from "@praxis/dataflow/Reason"
import type { OutputSummary } from "@praxis/dataflow/RunEvent"
import { displayWidth, padded } from "./displayWidth.ts"
import { count, duration, plural, printable, size, wrapped } from "./text.ts"

/** What a finished node shows. */
export interface FinishedNode {
  readonly status: "hit" | "ran"
  readonly node: string
  readonly outputs: Readonly<Record<string, OutputSummary>>
  readonly seconds: number
  readonly reasons: ReadonlyArray<Reason>
  readonly tasks?: { readonly hits: number; readonly ran: number } | undefined
}

/**
 * `ran  topics  3,000 rows  0.4 s  params: k 15 → 20`, of a mapped stage `ran  posts  …  1 of 38 tasks; inputs: b.csv is
 * new`; names are padded to `width`. Long reasons go on in the next line: under the first one, or under the name where little room
 * is left beside it.
 */
export const finishedLines = (
  { status, node, outputs, seconds, reasons, tasks }: FinishedNode,
  width: number,
  columns: number
): ReadonlyArray<string> => {
  const time = status === "ran" ? duration(seconds) : ""
  const head = `  ${status}  ${padded(node, width)}  ${firstOutput(outputs).padStart(14)}  ${time.padStart(9)}  `
  const why = [...(tasks === undefined ? [] : [tasksThatRan(tasks)]), describe(reasons)].filter((part) => part !== "")
  const isNarrow = columns - displayWidth(head) < leastRoom
  return wrapped(head, printable(why.join("; ")), columns, isNarrow ? nameColumn : undefined)
}

const leastRoom = 36
const nameColumn = 7

/** Of one task alone there is nothing to say. */
const tasksThatRan = ({ hits, ran }: { readonly hits: number; readonly ran: number }): string => {
  if (hits + ran <= 1) return ""
  return hits === 0 ? plural(ran, "task") : `${count(ran)} of ${plural(hits + ran, "task")}`
}

/** Rows of the first output, or its bytes where it is no table. */
const firstOutput = (outputs: Readonly<Record<string, OutputSummary>>): string => {
  const first = Object.values(outputs)[0]
  if (first === undefined) return ""
  return first.rows === null ? size(first.bytes) : plural(first.rows, "row")
}
