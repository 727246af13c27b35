/**
 * Questions as ingest leaves them, what it did not keep, and how many rows went where.
 */
import * as Table from "@praxis/dataflow/Table"

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
  /** 1-based number of the record in its file, the header not counted; of an archive, in all that it holds. */
  row: Table.uint32,
  /** 1-based line of the unpacked text on which the record begins; null where the format has no lines (Parquet). */
  line: Table.nullable(Table.uint32),
  site: Table.nullable(Table.utf8),
  id: Table.nullable(Table.utf8),
  /** Where it fell out: `parse` (the row cannot be read), `kind` (no question), `fields` (something required is missing), `merge` (the post is there already). */
  step: Table.utf8,
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

/** One row a site, in the order of posts. */
export const CorpusSites = Table.contract("corpus-sites", {
  site: Table.utf8,
  /** Its full name (`Cross Validated`); null where the table of sites does not tell. */
  title: Table.nullable(Table.utf8),
  /** `https://` and the host; a post stands at `<address>/questions/<id>`. Null where the table of sites does not tell. */
  address: Table.nullable(Table.utf8),
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

/** How many posts of a site bear a licence; the sites in the order of posts, then the licences by their bytes, null last. */
export const CorpusLicences = Table.contract("corpus-licences", {
  site: Table.utf8,
  /** As in {@link Posts}: ` (by date)` where it follows from the date; null where nothing tells it. */
  licence: Table.nullable(Table.utf8),
  posts: Table.uint32
})

/** Why rows of an input were not kept, summed up; one row an input and reason, the inputs as in {@link Rejects}, then in the order of the reasons. */
export const RejectReasons = Table.contract("reject-reasons", {
  input: Table.utf8,
  /** As in {@link Rejects}. */
  step: Table.utf8,
  reason: Table.utf8,
  rows: Table.uint32,
  /** What to do, as the first of these rows says it. */
  remedy: Table.utf8,
  /** Where the first of these rows stand, at most three: `line 12`, or `row 7` where the format has no lines. */
  places: Table.list(Table.utf8),
  /** What was found at each of these places. */
  details: Table.list(Table.utf8)
})

/** What a reader of the results must know of the inputs: missing columns and what that costs, odd values. In the order in which they are said. */
export const InputNotes = Table.contract("input-notes", {
  /** One or more sentences. */
  note: Table.utf8
})
