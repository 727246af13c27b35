/**
 * The last line of `run --json`.
 */
import { describe } from "@praxis/dataflow/Reason"
import { summariesOf } from "@praxis/dataflow/Record"
import type { NodeResult, RunSummary } from "@praxis/dataflow/Run"
import type { FrozenMismatchError, RunFailedError } from "../errors.ts"
import type { Selection } from "../selection.ts"
import type { StageSummary, SummaryLine } from "./runJson.ts"

/** What a run came to beyond its stages. */
export interface Ending {
  /** The report's path as it is shown. */
  readonly report: string | undefined
  readonly error: RunFailedError | FrozenMismatchError | undefined
}

/** `rows` and `digest` are of the first output; all outputs stand in `outputs`. `mismatches` is there with `--frozen` only. */
export const runSummary = ({ bound }: Selection, summary: RunSummary, { report, error }: Ending): SummaryLine => ({
  study: bound.study.name,
  corpus: bound.corpus.id,
  ok: error === undefined,
  seconds: summary.seconds,
  peakBytes: summary.peakBytes,
  stages: summary.results.map(stageSummary),
  report: report ?? null,
  ...(error === undefined ? {} : { error: { tag: error._tag, message: error.message } }),
  ...(error?._tag === "FrozenMismatchError" ? { mismatches: error.mismatches } : {})
})

const stageSummary = (result: NodeResult): StageSummary => {
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
      const outputs = summariesOf(result.record)
      const first = Object.values(outputs)[0]
      return {
        ...base,
        reason: describe(result.reasons),
        seconds: result.seconds,
        rows: first?.rows ?? null,
        digest: first?.digest ?? null,
        outputs,
        ...(result.tasks === undefined ? {} : { tasks: result.tasks })
      }
    }
  }
}
