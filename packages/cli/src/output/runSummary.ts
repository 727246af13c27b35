/**
 * The last line of `run --json`.
 */
import { describe } from "@praxis/dataflow/Reason"
import { type NodeResult, type RunSummary, summaryOf } from "@praxis/dataflow/Run"
import type { Selection } from "../selection.ts"

/** `rows` and `digest` are of the first output; all outputs stand in `outputs`. */
export const runSummary = ({ bound }: Selection, summary: RunSummary, report: string | undefined) => ({
  study: bound.study.name,
  corpus: bound.corpus.id,
  ok: summary.ok,
  seconds: summary.seconds,
  stages: summary.results.map(stageSummary),
  report: report ?? null
})

const stageSummary = (result: NodeResult) => {
  const base = {
    name: result.node.name,
    status: result.status,
    reason: "",
    seconds: 0,
    rows: null,
    digest: null,
    outputs: {}
  }
  switch (result.status) {
    case "failed":
      return { ...base, reason: result.error.message, error: result.error._tag, seconds: result.seconds }
    case "skipped":
      return { ...base, reason: `needs ${result.because}` }
    default: {
      const outputs = Object.fromEntries(
        Object.entries(result.record.outputs).map(([name, stored]) => [name, summaryOf(stored)])
      )
      const first = Object.values(outputs)[0]
      return {
        ...base,
        reason: describe(result.reasons),
        seconds: result.seconds,
        rows: first?.rows ?? null,
        digest: first?.digest ?? null,
        outputs
      }
    }
  }
}
