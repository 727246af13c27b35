/**
 * How long a run would take, from what its nodes took the last time on the same corpus.
 */
import { Effect } from "effect"
import type { ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore } from "./ArtifactStore.ts"
import type { BoundStudy } from "./Bind.ts"
import { type Entry, type History, historyOf } from "./internal/history.ts"
import type { PlannedNode } from "./Plan.ts"
import type { Record as RunRecord } from "./Record.ts"
import { RunLog } from "./RunLog.ts"

/** What a node would take. */
export interface Estimate {
  /** Of its last result on this corpus; null where it has none. */
  readonly seconds: number | null
  /** True where the seconds were multiplied, as its tables have other numbers of rows now, or some of its tasks are new. */
  readonly scaled: boolean
}

/** What a run would take. Seconds are added up as if one node ran after the other: independent nodes and tasks that run together take less. */
export interface Prediction {
  /** Of all nodes; of a hit, what its result took. */
  readonly estimates: ReadonlyMap<string, Estimate>
  /** Of those that would run in any case. */
  readonly seconds: number
  /** The same with all nodes that depend on them: the most that it comes to. */
  readonly atMost: number
  /** The node that would take longest, where there are several. */
  readonly longest: { readonly node: string; readonly seconds: number } | null
  /** Nodes without a last result to tell from. */
  readonly unknown: number
}

/** Predicts what a plan would take. Reads records, checks no objects. */
export const predict = Effect.fnUntraced(function* (
  bound: BoundStudy,
  planned: ReadonlyArray<PlannedNode>
): Effect.fn.Return<Prediction, ArtifactReadError, ArtifactStore | RunLog> {
  const log = yield* RunLog
  const lastKeys = yield* log.lastKeys(bound.study.name, bound.corpus.id)
  const history = yield* historyOf(bound)
  const rows = rowsByOutput(planned)
  const estimates = new Map<string, Estimate>()
  let [seconds, atMost, unknown, known] = [0, 0, 0, 0]
  let longest: Prediction["longest"] = null
  for (const each of planned) {
    const { name } = each.node
    const last = each.status === "hit" ? each.record : yield* recordUnder(lastKeys[name])
    const estimate =
      last === undefined ? { seconds: null, scaled: false } : yield* estimateOf(each, last, rows, history)
    estimates.set(name, estimate)
    if (each.status === "hit") continue
    if (estimate.seconds === null) {
      unknown++
      continue
    }
    known++
    if (each.status === "run") seconds += estimate.seconds
    atMost += estimate.seconds
    if (longest === null || estimate.seconds > longest.seconds) longest = { node: name, seconds: estimate.seconds }
  }
  return { estimates, seconds, atMost, longest: known > 1 ? longest : null, unknown }
})

const recordUnder = Effect.fnUntraced(function* (key: string | undefined) {
  if (key === undefined) return undefined
  const store = yield* ArtifactStore
  const found = yield* store.record(key)
  return found.state === "intact" ? found.record : undefined
})

const estimateOf = Effect.fnUntraced(function* (
  planned: PlannedNode,
  last: RunRecord,
  rows: ReadonlyMap<string, number>,
  history: History
) {
  if (last.tasks !== undefined) {
    const { name } = planned.node
    const made = yield* history.result(name, ({ status, key }) => status === "ran" && key === last.key)
    if (planned.status === "hit") return { seconds: made?.entry.seconds ?? last.seconds, scaled: false }
    const ran = yield* history.result(name, ({ status, tasks }) => status === "ran" && (tasks?.ran ?? 0) > 0)
    return estimateOfTasks(last, ran?.entry, planned)
  }
  const ratio = planned.status === "run" ? growth(last, rows) : 1
  return { seconds: last.seconds * ratio, scaled: ratio !== 1 } satisfies Estimate
})

/** The tasks that would run take as long as those of the last run that ran some did on average, side by side as they ran; then the combine. Without a plan of the tasks, all of them run. */
const estimateOfTasks = (last: RunRecord, ran: Entry["entry"] | undefined, planned: PlannedNode): Estimate => {
  const all = last.tasks?.length ?? 0
  const toRun = planned.status === "run" && planned.tasks !== undefined ? planned.tasks.toRun.length : all
  if (toRun === 0) return { seconds: last.seconds, scaled: false }
  const tasks = ran?.tasks?.ran ?? 0
  if (ran === undefined || tasks === 0) return { seconds: null, scaled: false }
  if (toRun === tasks) return { seconds: ran.seconds, scaled: false }
  const each = Math.max(0, ran.seconds - last.seconds) / tasks
  return { seconds: each * toRun + last.seconds, scaled: true }
}

const sum = (values: ReadonlyArray<number>): number => values.reduce((total, each) => total + each, 0)

/** Rows of all tables that a node reads, now by then; 1 where some are not known. */
const growth = ({ parts }: RunRecord, rows: ReadonlyMap<string, number>): number => {
  const inputs = Object.values(parts.inputs).filter((input) => input.rows !== undefined)
  const [before, after] = [
    sum(inputs.map((input) => input.rows!)),
    sum(inputs.map((input) => rows.get(input.from) ?? Number.NaN))
  ]
  return before > 0 && after >= 0 ? after / before : 1
}

const rowsByOutput = (planned: ReadonlyArray<PlannedNode>): ReadonlyMap<string, number> =>
  new Map(
    planned.flatMap((each) =>
      each.status !== "hit"
        ? []
        : Object.entries(each.record.outputs).flatMap(([name, stored]) =>
            stored.kind === "table" ? [[name, stored.rows] as const] : []
          )
    )
  )
