/**
 * What the task of one file leaves: its questions in the order of posts, its rejects, and what is said and counted of it.
 */
import * as Table from "@praxis/dataflow/Table"
import { Rejects } from "@praxis/tables/Posts"

/** The questions of one file with where they stood in it, repetitions included; sorted by `comparePosts`. */
export const IngestRows = Table.contract("ingest-rows", {
  site: Table.utf8,
  id: Table.utf8,
  title: Table.utf8,
  body: Table.utf8,
  tags: Table.list(Table.utf8),
  createdAt: Table.nullable(Table.timestamp),
  score: Table.nullable(Table.int32),
  viewCount: Table.nullable(Table.uint32),
  answerCount: Table.nullable(Table.uint32),
  /** The author at the site, see `authorKey`; it leaves ingest as a dense number only. */
  owner: Table.nullable(Table.float64),
  licence: Table.nullable(Table.utf8),
  activeAt: Table.nullable(Table.timestamp),
  editedAt: Table.nullable(Table.timestamp),
  row: Table.uint32,
  /** Null where the format has no lines. */
  line: Table.nullable(Table.uint32)
})

/** One question of a file as plain values. */
export type IngestRow = Table.RowOf<typeof IngestRows>

/** The questions of all files; `input` is the file's place among them. */
export const MergedRows = Table.contract("ingest-merged", { ...IngestRows.columns, input: Table.uint32 })

/** How many rows of a file and site were read, and how many rejected for each reason. */
export const IngestTally = Table.contract("ingest-tally", {
  site: Table.utf8,
  /** `read`, or a reason. */
  step: Table.utf8,
  rows: Table.uint32
})

/** What a reader must know of one file. */
export const IngestNotes = Table.contract("ingest-notes", {
  /** `missing`: no question has this field. `sentence`: to be said as it is. */
  kind: Table.utf8,
  text: Table.utf8
})

/** The latest instant that a question of the file tells, one row; null where none has a date. */
export const IngestLatest = Table.contract("ingest-latest", { at: Table.nullable(Table.timestamp) })

/**
 * All that one file's task writes. `rows` and `late` are both sorted, and equal rows in `rows` stand before those in `late`
 * in the file: rows that come in order go straight to `rows`, so that a dump, which is sorted by id, is written once.
 * Rejects are in the order of the rows.
 */
export const IngestPart = {
  rows: IngestRows,
  late: IngestRows,
  rejects: Rejects,
  tally: IngestTally,
  notes: IngestNotes,
  latest: IngestLatest
} as const
