/**
 * The order of posts, and how two rows of one post differ.
 */
import type { AnyColumn, ListColumn, NullableColumn, Utf8Column } from "@praxis/dataflow/Column"
import type { CompareRows } from "@praxis/dataflow/ExternalSort"
import type * as Table from "@praxis/dataflow/Table"
import { compareText } from "./compareText.ts"
import type { IngestRows, MergedRows } from "./IngestRows.ts"

/** Questions of one file, or of all. */
export type Questions = typeof IngestRows | typeof MergedRows

/** A row in its batch. */
export interface QuestionAt {
  readonly batch: Table.Batch<Questions>
  readonly i: number
}

/**
 * Compares two rows as posts are sorted: by site (bytes), then id (shorter first, then bytes). Rows of one post stand
 * together, by what they hold: see {@link compareStates}. 0 where all that they hold is equal: a stable sort then leaves
 * them in the order of files and rows.
 */
export const comparePosts: CompareRows<Questions> = (a, i, b, j) =>
  compareText(a.columns.site, i, b.columns.site, j) ||
  lengthAt(a.columns.id, i) - lengthAt(b.columns.id, j) ||
  compareText(a.columns.id, i, b.columns.id, j) ||
  compareStates(a, i, b, j)

/** True where two rows are of one post. */
export const isSamePost = (a: Table.Batch<Questions>, i: number, b: Table.Batch<Questions>, j: number): boolean =>
  compareText(a.columns.id, i, b.columns.id, j) === 0 && compareText(a.columns.site, i, b.columns.site, j) === 0

/** The columns that make the state of a post, in the order of `posts`; those that tell when it was changed last. */
export const stateColumns = [
  "title",
  "body",
  "tags",
  "createdAt",
  "score",
  "viewCount",
  "answerCount",
  "owner",
  "licence",
  "activeAt",
  "editedAt"
] as const

/** A column of {@link stateColumns}. */
export type StateColumn = (typeof stateColumns)[number]

/** Columns whose values grow with time, the best evidence first. */
export const evidenceColumns = ["activeAt", "editedAt", "viewCount", "answerCount"] as const

const orderColumns: ReadonlyArray<StateColumn> = [
  ...evidenceColumns,
  ...stateColumns.filter((name) => !(evidenceColumns as ReadonlyArray<string>).includes(name))
]

/** Compares two rows of one post by all that they hold: the later first where something tells, else by their values; nulls last. 0 for equal rows. */
export const compareStates: CompareRows<Questions> = (a, i, b, j) => {
  for (const name of orderColumns) {
    const order = compareCells(name, a.columns[name], i, b.columns[name], j)
    if (order !== 0) return order
  }
  return 0
}

/** True where two rows have the same value in a column, or both none. */
export const isEqualIn = (name: StateColumn, a: QuestionAt, b: QuestionAt): boolean =>
  compareCells(name, a.batch.columns[name], a.i, b.batch.columns[name], b.i) === 0

const compareCells = (name: StateColumn, a: AnyColumn, i: number, b: AnyColumn, j: number): number => {
  switch (name) {
    case "title":
    case "body":
      return compareText(b as Utf8Column, j, a as Utf8Column, i)
    case "tags":
      return compareTags(a as ListColumn<Utf8Column>, i, b as ListColumn<Utf8Column>, j)
    case "licence":
      return compareNullable(a as NullableColumn<Utf8Column>, i, b as NullableColumn<Utf8Column>, j, (x, y) =>
        compareText(y, j, x, i)
      )
    default:
      return compareNullable(
        a as NullableColumn<Float64Array>,
        i,
        b as NullableColumn<Float64Array>,
        j,
        (x, y) => y[j]! - x[i]!
      )
  }
}

const compareNullable = <C>(
  a: NullableColumn<C>,
  i: number,
  b: NullableColumn<C>,
  j: number,
  compare: (a: C, b: C) => number
): number => b.valid[j]! - a.valid[i]! || (a.valid[i] === 0 ? 0 : compare(a.values, b.values))

const compareTags = (a: ListColumn<Utf8Column>, i: number, b: ListColumn<Utf8Column>, j: number): number => {
  const [startA, startB] = [a.offsets[i]!, b.offsets[j]!]
  const [countA, countB] = [a.offsets[i + 1]! - startA, b.offsets[j + 1]! - startB]
  for (let k = 0; k < Math.min(countA, countB); k++) {
    const order = compareText(b.values, startB + k, a.values, startA + k)
    if (order !== 0) return order
  }
  return countB - countA
}

const lengthAt = ({ offsets }: Utf8Column, i: number): number => offsets[i + 1]! - offsets[i]!
