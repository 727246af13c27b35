/**
 * The order of posts, and which of several rows of one post is kept.
 */
import type { Utf8Column } from "@praxis/dataflow/Column"
import type { CompareRows } from "@praxis/dataflow/ExternalSort"
import * as Table from "@praxis/dataflow/Table"
import { compareText } from "./compareText.ts"
import type { IngestRow, IngestRows, MergedRows } from "./IngestRows.ts"

/** Questions of one file, or of all. */
type Questions = typeof IngestRows | typeof MergedRows

/**
 * Compares two rows as posts are sorted: by site (bytes), then id (shorter first, then bytes). Rows of one post stand
 * together, the one to keep first: see {@link compareVersions}. 0 where all that they hold is equal: a stable sort then
 * leaves them in the order of files and rows.
 */
export const comparePosts: CompareRows<Questions> = (a, i, b, j) =>
  compareText(a.columns.site, i, b.columns.site, j) ||
  lengthAt(a.columns.id, i) - lengthAt(b.columns.id, j) ||
  compareText(a.columns.id, i, b.columns.id, j) ||
  compareVersions(Table.rowAt(a, i), Table.rowAt(b, j)).order

/** True where two rows are of one post. */
export const isSamePost = (a: Table.Batch<Questions>, i: number, b: Table.Batch<Questions>, j: number): boolean =>
  compareText(a.columns.id, i, b.columns.id, j) === 0 && compareText(a.columns.site, i, b.columns.site, j) === 0

const lengthAt = ({ offsets }: Utf8Column, i: number): number => offsets[i + 1]! - offsets[i]!

/** How two rows of one post compare. */
export interface Comparison {
  /** Below 0 where the first is the one to keep, 0 where both hold the same. */
  readonly order: number
  /** Columns in which they differ. */
  readonly differences: ReadonlyArray<string>
  /** Why the one is kept and not the other. */
  readonly why: string
}

/**
 * Compares two rows of one post by what they hold: the one with the later activity is kept, else the one with more views,
 * with more answers, with the greater content in code-unit order.
 */
export const compareVersions = (a: IngestRow, b: IngestRow): Comparison => {
  const differences = contentColumns.filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
  if (differences.length === 0) return { order: 0, differences, why: "it comes first" }
  const number = preferences.find(({ column }) => a[column] !== b[column])
  if (number !== undefined) {
    return { order: (b[number.column] ?? -1) - (a[number.column] ?? -1), differences, why: number.why }
  }
  const column = differences[0]!
  const order = JSON.stringify(a[column]) > JSON.stringify(b[column]) ? -1 : 1
  return { order, differences, why: `its ${column} sorts last` }
}

const contentColumns = [
  "title",
  "body",
  "tags",
  "createdAt",
  "score",
  "viewCount",
  "answerCount",
  "owner",
  "licence",
  "activeAt"
] as const

const preferences = [
  { column: "activeAt", why: "it has the later activity" },
  { column: "viewCount", why: "it has more views" },
  { column: "answerCount", why: "it has more answers" }
] as const
