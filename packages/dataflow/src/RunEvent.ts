/**
 * What a run tells while it goes: a closed set of events, each plain JSON.
 */
import { Schema } from "effect"
import { Reason } from "./Reason.ts"

/** What an output became. */
export const OutputSummary = Schema.Struct({
  digest: Schema.String,
  bytes: Schema.Int,
  /** Rows of a table; null for files. */
  rows: Schema.NullOr(Schema.Int)
})
export type OutputSummary = typeof OutputSummary.Type

/** The run begins. */
export const RunStarted = Schema.TaggedStruct("RunStarted", {
  study: Schema.String,
  corpus: Schema.String,
  /** The nodes that will be visited, inputs first. */
  nodes: Schema.Array(Schema.String)
})

/** A stage begins to run. */
export const NodeStarted = Schema.TaggedStruct("NodeStarted", { node: Schema.String, reasons: Schema.Array(Reason) })

/** A mapped stage knows its tasks: how many have their result, and how many will run. */
export const TasksPlanned = Schema.TaggedStruct("TasksPlanned", {
  node: Schema.String,
  hits: Schema.Int,
  toRun: Schema.Int
})

/** A task of a mapped stage has run. */
export const TaskFinished = Schema.TaggedStruct("TaskFinished", {
  node: Schema.String,
  /** The partition: a file's label, `batch 3`, `k=10`. */
  task: Schema.String,
  reasons: Schema.Array(Reason),
  seconds: Schema.Finite
})

/** A running stage says how far it is. */
export const NodeProgress = Schema.TaggedStruct("NodeProgress", {
  node: Schema.String,
  done: Schema.Finite,
  total: Schema.NullOr(Schema.Finite),
  unit: Schema.String
})

/** A node has its result: a verified hit, or run. */
export const NodeFinished = Schema.TaggedStruct("NodeFinished", {
  node: Schema.String,
  status: Schema.Literals(["hit", "ran"]),
  reasons: Schema.Array(Reason),
  /** Of this run: the check of a hit, or the stage itself. */
  seconds: Schema.Finite,
  outputs: Schema.Record(Schema.String, OutputSummary),
  warnings: Schema.Array(Schema.String),
  /** Of a mapped stage that ran: how many of its tasks had their result, and how many ran. */
  tasks: Schema.optionalKey(Schema.Struct({ hits: Schema.Int, ran: Schema.Int }))
})

/** A stage failed. */
export const NodeFailed = Schema.TaggedStruct("NodeFailed", {
  node: Schema.String,
  error: Schema.String,
  message: Schema.String
})

/** A node was not run, since one above it failed. */
export const NodeSkipped = Schema.TaggedStruct("NodeSkipped", { node: Schema.String, because: Schema.String })

/** Something in the store was not what it should be; it was set aside and is computed again. */
export const Quarantined = Schema.TaggedStruct("Quarantined", {
  node: Schema.String,
  /** What it was: `the result of topics` or `the record of topics`. */
  what: Schema.String,
  /** Digest of the object, or key of the record: the beginning of its name in `quarantine/`. */
  name: Schema.String
})

/** Something that a person should know of the run, not of a result. */
export const RunNote = Schema.TaggedStruct("RunNote", { message: Schema.String })

/** The run ends. */
export const RunFinished = Schema.TaggedStruct("RunFinished", {
  ok: Schema.Boolean,
  seconds: Schema.Finite,
  /** The most memory that the process had at once, in bytes. */
  peakBytes: Schema.Int
})

/** Any event. */
export const RunEvent = Schema.Union([
  RunStarted,
  NodeStarted,
  TasksPlanned,
  TaskFinished,
  NodeProgress,
  NodeFinished,
  NodeFailed,
  NodeSkipped,
  Quarantined,
  RunNote,
  RunFinished
])
export type RunEvent = typeof RunEvent.Type
