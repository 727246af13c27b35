/**
 * The journal of a run: what ran, when, on what, with which versions, and what came out. One JSON object a line; nobody's
 * name and no path of the machine.
 */
import { Schema } from "effect"
import { Reason } from "./Reason.ts"
import { OutputSummary } from "./RunEvent.ts"

/** The version of this form. */
export const journalVersion = 1

/** The first line. */
export const JournalBegin = Schema.Struct({
  event: Schema.Literal("begin"),
  journal: Schema.Literal(journalVersion),
  /** ISO 8601, UTC. */
  at: Schema.String,
  study: Schema.String,
  seed: Schema.Int,
  corpus: Schema.String,
  /** The person's files; none where a corpus of the study was run. */
  inputs: Schema.Array(
    Schema.Struct({
      label: Schema.String,
      site: Schema.NullOr(Schema.String),
      digest: Schema.String,
      bytes: Schema.Int
    })
  ),
  /** As typed: `topics.k=20`. */
  settings: Schema.Array(Schema.String),
  /** The nodes that were asked for. */
  targets: Schema.Array(Schema.String),
  /** The study's own target, asked for where nothing is named. */
  target: Schema.String,
  /** Of this program, of Node, of keys and files. */
  versions: Schema.Record(Schema.String, Schema.String),
  workers: Schema.Int
})
export type JournalBegin = typeof JournalBegin.Type

/** A line a node, when it ends. */
export const JournalNode = Schema.Union([
  Schema.Struct({
    event: Schema.Literal("node"),
    node: Schema.String,
    status: Schema.Literals(["hit", "ran"]),
    reasons: Schema.Array(Reason),
    key: Schema.String,
    /** Of this run: the check of a hit, or the stage itself. */
    seconds: Schema.Finite,
    outputs: Schema.Record(Schema.String, OutputSummary),
    tasks: Schema.optional(Schema.Struct({ hits: Schema.Int, ran: Schema.Int }))
  }),
  Schema.Struct({
    event: Schema.Literal("node"),
    node: Schema.String,
    status: Schema.Literal("failed"),
    error: Schema.String,
    /** Not kept where it names a path of the machine. */
    message: Schema.NullOr(Schema.String),
    seconds: Schema.Finite
  }),
  Schema.Struct({
    event: Schema.Literal("node"),
    node: Schema.String,
    status: Schema.Literal("skipped"),
    because: Schema.String
  })
])
export type JournalNode = typeof JournalNode.Type

/** The last line; a run that was killed has none. */
export const JournalEnd = Schema.Struct({
  event: Schema.Literal("end"),
  ok: Schema.Boolean,
  seconds: Schema.Finite,
  /** The most memory that the process had at once, in bytes; 0 where that is not known. */
  peakBytes: Schema.Int
})
export type JournalEnd = typeof JournalEnd.Type

/** Any line. */
export const JournalEntry = Schema.Union([JournalBegin, JournalNode, JournalEnd])
export type JournalEntry = typeof JournalEntry.Type

/** A journal that could be read. */
export interface ReadJournal {
  readonly state: "read"
  /** The file's name without its ending. */
  readonly name: string
  readonly begin: JournalBegin
  /** In the order in which they ended. */
  readonly nodes: ReadonlyArray<JournalNode>
  /** Missing where the run was stopped, or goes on. */
  readonly end: JournalEnd | undefined
  /** True where the last line is not whole: the run ended while it was written. */
  readonly cutShort: boolean
  /** How many other lines cannot be read. */
  readonly unreadable: number
}

/** A journal as it was found. */
export type Journal =
  | ReadJournal
  /** Of another form than this program's; `version` 0 is from before there were versions. */
  | { readonly state: "other-version"; readonly name: string; readonly version: number }
  | { readonly state: "damaged"; readonly name: string; readonly problem: string }
