/**
 * One line a node: its state, its rows, its seconds and its reasons.
 */
import type { Reason } from "@praxis/dataflow/Reason"
import { describe } from "@praxis/dataflow/Reason"
import type { OutputSummary } from "@praxis/dataflow/RunEvent"
import { duration, plural, printable, size, wrapped } from "./text.ts"

/** What a finished node shows. */
export interface FinishedNode {
  readonly status: "hit" | "ran"
  readonly node: string
  readonly outputs: Readonly<Record<string, OutputSummary>>
  readonly seconds: number
  readonly reasons: ReadonlyArray<Reason>
}

/** `ran  topics  3,000 rows  0.4 s  params: k 15 → 20`; names are padded to `width`, long reasons go on in the next line. */
export const finishedLines = (
  { status, node, outputs, seconds, reasons }: FinishedNode,
  width: number,
  columns: number
): ReadonlyArray<string> => {
  const time = status === "ran" ? duration(seconds) : ""
  const head = `  ${status}  ${node.padEnd(width)}  ${firstOutput(outputs).padStart(14)}  ${time.padStart(9)}  `
  return wrapped(head, printable(describe(reasons)), columns)
}

/** Rows of the first output, or its bytes where it is no table. */
const firstOutput = (outputs: Readonly<Record<string, OutputSummary>>): string => {
  const first = Object.values(outputs)[0]
  if (first === undefined) return ""
  return first.rows === null ? size(first.bytes) : plural(first.rows, "row")
}
