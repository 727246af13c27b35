/**
 * One line a node: its state, its rows, its seconds and its reasons.
 */
import type { Reason } from "@praxis/dataflow/Reason"
import { describe } from "@praxis/dataflow/Reason"
import type { OutputSummary } from "@praxis/dataflow/RunEvent"
import { count, duration, printable, size } from "./text.ts"

/** What a finished node shows. */
export interface FinishedNode {
  readonly status: "hit" | "ran"
  readonly node: string
  readonly outputs: Readonly<Record<string, OutputSummary>>
  readonly seconds: number
  readonly reasons: ReadonlyArray<Reason>
}

/** `ran  topics  3,000 rows  0.4 s  params: k 15 → 20`; names are padded to `width`. */
export const finishedLine = ({ status, node, outputs, seconds, reasons }: FinishedNode, width: number): string => {
  const time = status === "ran" ? duration(seconds) : ""
  return `  ${status}  ${node.padEnd(width)}  ${amount(outputs).padStart(14)}  ${time.padStart(9)}  ${printable(describe(reasons))}`.trimEnd()
}

/** Rows of the first output, or its bytes where it is no table. */
export const amount = (outputs: Readonly<Record<string, OutputSummary>>): string => {
  const first = Object.values(outputs)[0]
  if (first === undefined) return ""
  return first.rows === null ? size(first.bytes) : `${count(first.rows)} ${first.rows === 1 ? "row" : "rows"}`
}
