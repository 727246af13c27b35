/**
 * What a failed run says of its stages.
 */
import type { NodeResult, RunSummary } from "@praxis/dataflow/Run"
import { exitCodeOf, exitCodes, RunFailedError } from "./errors.ts"

type Failed = Extract<NodeResult, { readonly status: "failed" }>

const failedOf = ({ results }: RunSummary): ReadonlyArray<Failed> =>
  results.flatMap((result) => (result.status === "failed" ? [result] : []))

/** The error of a run in which a stage failed: exit code 2 where only inputs are to blame, else 1. */
export const runFailedError = (summary: RunSummary): RunFailedError => {
  const failed = failedOf(summary)
  const isInput = failed.every(({ error }) => exitCodeOf(error) === exitCodes.usageOrInput)
  return new RunFailedError({
    exitCode: isInput ? exitCodes.usageOrInput : exitCodes.stageFailed,
    problems: failed.map(({ node, error }) => `${node.name}: ${error.message}`)
  })
}

/** A line for each stage that failed; with `verbose`, below it where its error arose, down to the first cause. */
export const failureLines = (summary: RunSummary, verbose: boolean): ReadonlyArray<string> =>
  failedOf(summary).flatMap(({ node, error }) => [
    `${node.name}: ${error.message}`,
    ...(verbose ? tracesOf(error) : [])
  ])

const tracesOf = (error: unknown): ReadonlyArray<string> => {
  const traces: Array<string> = []
  for (let each = error; each instanceof Error && traces.length < 10; each = each.cause) {
    traces.push(`${traces.length === 0 ? "" : "caused by "}${each.stack ?? each.message}`)
  }
  return traces
}
