/**
 * A plan as text: a line a node, and what a run would take.
 */
import type { PlannedNode, PlannedTasks } from "@praxis/dataflow/Plan"
import type { Estimate, Prediction } from "@praxis/dataflow/Prediction"
import { describe } from "@praxis/dataflow/Reason"
import { padded, paddedLeft } from "./displayWidth.ts"
import { count, duration, plural, printable, wrapped } from "./text.ts"

/** The nodes in data order with their state, the seconds of their last result, and why they would run; last the totals. */
export const planLines = (
  planned: ReadonlyArray<PlannedNode>,
  prediction: Prediction,
  columns: number
): ReadonlyArray<string> => {
  const width = Math.max(0, ...planned.map(({ node }) => node.name.length))
  const nodes = planned.flatMap((each) => {
    const head = `  ${padded(each.status, "depends".length)}  ${padded(each.node.name, width)}  `
    return wrapped(
      `${head}${paddedLeft(estimateText(prediction.estimates.get(each.node.name)), 8)}  `,
      printable(reasonOf(each)),
      columns
    )
  })
  return [...nodes, "", countsLine(planned), ...predictionLines(planned, prediction, columns)]
}

const estimateText = (estimate: Estimate | undefined): string => {
  if (estimate === undefined || estimate.seconds === null) return "?"
  return `${estimate.scaled ? "~" : ""}${duration(estimate.seconds)}`
}

const reasonOf = (planned: PlannedNode): string => {
  switch (planned.status) {
    case "hit":
      return ""
    case "depends":
      return `on ${planned.on.join(", ")}`
    case "run":
      return [describe(planned.reasons), ...(planned.tasks === undefined ? [] : [tasksText(planned.tasks)])].join("; ")
  }
}

const maxTasks = 2

/** `37 hits, 1 to run (2024-05.csv: inputs)`. A new node's tasks need no names. */
const tasksText = ({ hits, toRun }: PlannedTasks): string => {
  const counts = `tasks: ${plural(hits.length, "hit")}, ${count(toRun.length)} to run`
  if (hits.length === 0 || toRun.length === 0) return counts
  const named = toRun.slice(0, maxTasks).map(({ name, reasons }) => `${name}: ${describe(reasons)}`)
  const left = toRun.length - maxTasks
  return `${counts} (${[...named, ...(left > 0 ? [`and ${count(left)} more`] : [])].join("; ")})`
}

const countsLine = (planned: ReadonlyArray<PlannedNode>): string => {
  const counts = (status: PlannedNode["status"]) => planned.filter((each) => each.status === status).length
  if (counts("hit") === planned.length) return `${plural(counts("hit"), "hit")}: nothing to run`
  return `${plural(counts("hit"), "hit")}, ${count(counts("run"))} to run, ${count(counts("depends"))} that depend on these`
}

/** `predicted: 0.4 s, up to 12 s with all that depends (lsa 6.0 s); 2 nodes unknown`. */
const predictionLines = (
  planned: ReadonlyArray<PlannedNode>,
  { estimates, seconds, atMost, longest, unknown }: Prediction,
  columns: number
): ReadonlyArray<string> => {
  const toRun = planned.filter(({ status }) => status !== "hit").length
  if (toRun === 0) return []
  if (unknown === toRun) return ["predicted: unknown, as nothing of this ran here before"]
  const isScaled = [...estimates.values()].some(({ scaled }) => scaled)
  const mark = isScaled ? "~" : ""
  const depends = planned.some(({ status }) => status === "depends")
  const most = depends ? `, up to ${mark}${duration(atMost)} with what depends on it` : ""
  const of = longest === null ? "" : `, of which ${longest.node} ${duration(longest.seconds)}`
  const left = unknown === 0 ? "" : `; ${plural(unknown, "node")} unknown`
  const scaled = isScaled ? "; ~ is in proportion to the rows or tasks" : ""
  return wrapped("predicted: ", `${mark}${duration(seconds)}${most}${of}${left}${scaled}`, columns)
}
