/**
 * Which of several rows of one post is kept, and how the others differ from it.
 */
import type { ListColumn, NullableColumn, Utf8Column } from "@praxis/dataflow/Column"
import { byDate } from "./licenceOn.ts"
import {
  compareStates,
  evidenceColumns,
  isEqualIn,
  type QuestionAt,
  type StateColumn,
  stateColumns
} from "./postOrder.ts"

/** How a row differs from the one that is kept. */
export interface Difference {
  /** Columns in which both say something, and not the same. */
  readonly changed: ReadonlyArray<StateColumn>
  /** Columns in which the kept row says something and this one nothing. */
  readonly lacks: ReadonlyArray<StateColumn>
  /** Columns in which this row says something and the kept one nothing. */
  readonly alone: ReadonlyArray<StateColumn>
}

/** The row to keep, and what tells that it is the newest. */
export interface Newest<Row extends QuestionAt> {
  readonly row: Row
  readonly why: string
}

/**
 * The newest of some rows of one post, which are in the order of `comparePosts`. What only some of them say tells nothing: the
 * latest activity decides where all have it, else the latest edit, the most views, the most answers; then the file that tells
 * of the latest instant (`latestOf` a row's file; null where it has no date), since a renamed tag leaves no other trace.
 * Where nothing decides, it is the row that says most, and of these the first.
 */
export const newestOf = <Row extends QuestionAt>(
  rows: ReadonlyArray<Row>,
  latestOf: (row: Row) => number | null
): Newest<Row> => {
  const evidence: ReadonlyArray<readonly [of: (row: Row) => number | null, why: string]> = [
    ...evidenceColumns.map((name) => [(row: Row) => numberIn(name, row), whyByEvidence[name]] as const),
    [latestOf, "its file tells of later activity"],
    [(row) => stateColumns.filter((name) => says(name, row)).length, "it says more"]
  ]
  let left = rows
  for (const [of, why] of evidence) {
    if (rows.some((row) => of(row) === null)) continue
    const most = Math.max(...left.map((row) => of(row)!))
    const best = left.filter((row) => of(row) === most)
    if (best.length < left.length && best.every((row) => isEqual(row, best[0]!))) return { row: best[0]!, why }
    left = best
  }
  return { row: left[0]!, why: "nothing tells which is newer and its values sort first" }
}

/** How `row` differs from the one that is kept. */
export const differenceFrom = (kept: QuestionAt, row: QuestionAt): Difference => {
  const differing = stateColumns.filter((name) => !isEqualIn(name, kept, row))
  return {
    changed: differing.filter((name) => says(name, kept) && says(name, row)),
    lacks: differing.filter((name) => says(name, kept) && !says(name, row)),
    alone: differing.filter((name) => !says(name, kept) && says(name, row))
  }
}

const whyByEvidence = {
  activeAt: "it has the later activity",
  editedAt: "it has the later edit",
  viewCount: "it has more views",
  answerCount: "it has more answers"
} as const

/** False where the export says nothing: no value, no tag, or a licence that only follows from the date. */
const says = (name: StateColumn, { batch, i }: QuestionAt): boolean => {
  const column = batch.columns[name]
  if (name === "title" || name === "body") return true
  if (name === "tags") {
    const { offsets } = column as ListColumn
    return offsets[i + 1]! > offsets[i]!
  }
  const { valid, values } = column as NullableColumn
  if (valid[i] === 0) return false
  return name !== "licence" || !(values as Utf8Column).at(i).endsWith(byDate)
}

const numberIn = (name: (typeof evidenceColumns)[number], { batch, i }: QuestionAt): number | null =>
  batch.columns[name].valid[i] === 1 ? batch.columns[name].values[i]! : null

const isEqual = (a: QuestionAt, b: QuestionAt): boolean => compareStates(a.batch, a.i, b.batch, b.i) === 0
