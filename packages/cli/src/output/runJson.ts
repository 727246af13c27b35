/**
 * The lines that `run --json` prints: events, and last a summary or an error. Documented in docs/events.md.
 */
import { OutputSummary, RunEvent } from "@praxis/dataflow/RunEvent"
import { Schema } from "effect"

const ErrorOfLine = Schema.Struct({ tag: Schema.String, message: Schema.String })

/** How a stage ended; `rows` and `digest` are of its first output, null where there is none, `rows` also of files. */
export const StageSummary = Schema.Struct({
  name: Schema.String,
  status: Schema.Literals(["hit", "ran", "failed", "skipped"]),
  /** Why it ran; of a stage that failed its error's message, of one that was skipped the node that it needs. */
  reason: Schema.String,
  seconds: Schema.Finite,
  rows: Schema.NullOr(Schema.Int),
  digest: Schema.NullOr(Schema.String),
  outputs: Schema.Record(Schema.String, OutputSummary),
  /** Of a mapped stage that ran. */
  tasks: Schema.optionalKey(Schema.Struct({ hits: Schema.Int, ran: Schema.Int })),
  /** Of a stage that failed: its error's tag. */
  error: Schema.optionalKey(Schema.String)
})
export type StageSummary = typeof StageSummary.Type

/** An output that is not the lock file's. */
export const Mismatch = Schema.Struct({
  node: Schema.String,
  output: Schema.String,
  locked: Schema.String,
  found: Schema.String
})

/** The last line of a run. */
export const SummaryLine = Schema.Struct({
  study: Schema.String,
  corpus: Schema.String,
  ok: Schema.Boolean,
  seconds: Schema.Finite,
  /** The most memory that the process had at once, in bytes; 0 where that is not known. */
  peakBytes: Schema.Int,
  /** In data order. */
  stages: Schema.Array(StageSummary),
  /** The report's path as the person would write it. */
  report: Schema.NullOr(Schema.String),
  /** Where `ok` is false. */
  error: Schema.optionalKey(ErrorOfLine),
  /** With `--frozen`, where outputs differ. */
  mismatches: Schema.optionalKey(Schema.Array(Mismatch))
})
export type SummaryLine = typeof SummaryLine.Type

/** The last line where no run came to an end. */
export const ErrorLine = Schema.Struct({ ok: Schema.Literal(false), error: ErrorOfLine })
export type ErrorLine = typeof ErrorLine.Type

/** Any line. */
export const RunLine = Schema.Union([RunEvent, SummaryLine, ErrorLine])
export type RunLine = typeof RunLine.Type
