/**
 * Questions as ingest leaves them, what it did not keep, and how many rows went where.
 */
import { files } from "@praxis/dataflow/Artifact"
import * as Table from "@praxis/dataflow/Table"

/** The raw files of a corpus: exports and dumps, unchanged bytes. */
export const CorpusFiles = files("files")

/**
 * One row a question; sorted by `site` (bytes), then `id` (shorter first, then bytes, so that numbers ascend).
 * `(site, id)` is the key.
 */
export const Posts = Table.contract("posts", {
  /** Short name of the site (`stackoverflow`, `datascience`, `ai`), or `unknown`. */
  site: Table.utf8,
  /** The post's id at its site, as text, since some exports have no number. */
  id: Table.utf8,
  /** Plain text, as exported. */
  title: Table.utf8,
  /** HTML, as exported. */
  body: Table.utf8,
  /** In the order of the export; lower case. */
  tags: Table.list(Table.utf8),
  /** When it was asked (UTC); null where the export does not say. */
  createdAt: Table.nullable(Table.timestamp),
  score: Table.nullable(Table.int32),
  viewCount: Table.nullable(Table.uint32),
  answerCount: Table.nullable(Table.uint32),
  /** Who asked: dense integers by first appearance in row order. Groups posts; it is not anonymity, since the id leads to the author. */
  author: Table.nullable(Table.uint32),
  /** Where the post can be read; null where the site is unknown or the id is no number. */
  url: Table.nullable(Table.utf8),
  /** The licence that the export states, or the one that the date implies, followed by ` (by date)`. */
  licence: Table.nullable(Table.utf8)
})

/** One row for each row of an input that was not kept; sorted by `input`, then `row`. */
export const Rejects = Table.contract("rejects", {
  /** Label of the input file. */
  input: Table.utf8,
  /** 1-based number of the record in its file, the header not counted. */
  row: Table.uint32,
  /** 1-based line on which the record begins. */
  line: Table.uint32,
  site: Table.nullable(Table.utf8),
  id: Table.nullable(Table.utf8),
  /** One of a closed set of words: see `Reason` in ingest. */
  reason: Table.utf8,
  /** What was found, in a few words. */
  detail: Table.utf8,
  /** What the person can do about it. */
  remedy: Table.utf8
})

/**
 * Where the rows of each input went; for each input and site `read` = `kept` + the rest.
 * Sorted by input order, then site, then `read`, `kept`, the reasons.
 */
export const Funnel = Table.contract("funnel", {
  input: Table.utf8,
  site: Table.utf8,
  /** `read`, `kept`, or the reason of {@link Rejects}. */
  step: Table.utf8,
  rows: Table.uint32
})

/** Which posts the study's own rule would select, and why; rows as in {@link Posts}. */
export const Selection = Table.contract("selection", {
  site: Table.utf8,
  id: Table.utf8,
  /** Bears a tag of the first term list (in `ml-practices`: notebooks). */
  taggedA: Table.bool,
  /** Bears a tag of the second term list (in `ml-practices`: machine learning). */
  taggedB: Table.bool,
  /** Title or body holds a term of the first list as whole words. */
  mentionsA: Table.bool,
  /** Title or body holds a term of the second list as whole words. */
  mentionsB: Table.bool,
  /** (taggedA and mentionsB) or (taggedB and mentionsA). */
  selected: Table.bool
})

/** How many posts each step of the study's rule would leave. By site, then in the order of the steps. */
export const SelectionCounts = Table.contract("selection-counts", {
  site: Table.utf8,
  /** `posts`, `tagged-a`, `tagged-b`, `a-mentions-b` (taggedA and mentionsB), `b-mentions-a` (taggedB and mentionsA), `selected`. */
  step: Table.utf8,
  posts: Table.uint32
})

/** One row a site, in the order of posts. */
export const CorpusSites = Table.contract("corpus-sites", {
  site: Table.utf8,
  posts: Table.uint32,
  /** First and last question; null where no post of the site has a date. */
  firstAt: Table.nullable(Table.timestamp),
  lastAt: Table.nullable(Table.timestamp),
  /** Posts without a date. */
  undated: Table.uint32,
  /** Distinct authors; null where no post names one. */
  authors: Table.nullable(Table.uint32),
  /** Posts that name their author; `authors` counts people over these alone. */
  withAuthor: Table.uint32
})

/** One row a site and calendar year (UTC) from its first to its last, years without a post included. */
export const CorpusYears = Table.contract("corpus-years", {
  site: Table.utf8,
  year: Table.int32,
  posts: Table.uint32
})

/** What a reader of the results must know of the inputs: missing columns and what that costs, odd values. In the order in which they are said. */
export const InputNotes = Table.contract("input-notes", {
  /** One or more sentences. */
  note: Table.utf8
})
