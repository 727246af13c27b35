/**
 * The lines of a run that goes on: one for each stage that runs, and the state of the whole below them.
 */
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { cut, padded } from "./displayWidth.ts"
import { amount, clock, count, plural, printable, roughSize } from "./text.ts"

/** The room for live lines, and what only the process knows. */
export interface View {
  /** Milliseconds that only grow. */
  readonly now: number
  readonly columns: number
  readonly rows: number
  readonly nameWidth: number
  /** Bytes that the process has now. */
  readonly memory: number
}

/** Follows a run's events. */
export interface LiveLines {
  readonly onEvent: (event: RunEvent, now: number) => void
  /** At most `rows - 1` lines, each of fewer than `columns` columns; none before the run starts. */
  readonly lines: (view: View) => ReadonlyArray<string>
}

interface RunningNode {
  readonly since: number
  progress?: { readonly done: number; readonly total: number | null; readonly unit: string; readonly at: number }
  tasks?: { readonly hits: number; readonly toRun: number; readonly since: number; finished: number; at: number }
}

/** Live lines of one run. */
export const makeLiveLines = (): LiveLines => {
  let run: { readonly since: number; readonly nNodes: number } | undefined
  let nDone = 0
  const running = new Map<string, RunningNode>()
  const onEvent = (event: RunEvent, now: number): void => {
    switch (event._tag) {
      case "RunStarted":
        run = { since: now, nNodes: event.nodes.length }
        return
      case "NodeStarted":
        running.set(event.node, { since: now })
        return
      case "NodeFinished":
      case "NodeFailed":
      case "NodeSkipped":
        running.delete(event.node)
        nDone++
        return
      case "RunFinished":
        run = undefined
        return
      default:
    }
    const node = "node" in event ? running.get(event.node) : undefined
    if (node === undefined) return
    if (event._tag === "NodeProgress") node.progress = { ...event, at: now }
    if (event._tag === "TasksPlanned") node.tasks = { ...event, since: now, finished: 0, at: now }
    if (event._tag === "TaskFinished" && node.tasks !== undefined) {
      node.tasks.finished++
      node.tasks.at = now
    }
  }
  const lines = ({ now, columns, rows, nameWidth, memory }: View): ReadonlyArray<string> => {
    if (run === undefined) return []
    const all = Array.from(running, ([name, node]) => runningLine(padded(printable(name), nameWidth), node, now))
    const room = Math.max(1, rows - 2)
    const shown =
      all.length <= room ? all : [...all.slice(0, room - 1), `   …   and ${count(all.length - room + 1)} more`]
    const status = [
      ...(all.length > 0 ? [`${all.length} running`] : []),
      `${nDone} of ${run.nNodes} done`,
      roughSize(memory),
      clock((now - run.since) / 1000)
    ].join(" · ")
    return [...shown, `       ${status}`].map((line) => cut(line, columns - 1))
  }
  return { onEvent, lines }
}

/** `   …   topics  0:12   42 % of 3,000 posts  250 posts/s  0:17 left`. */
const runningLine = (paddedName: string, node: RunningNode, now: number): string => {
  const elapsed = clock((now - node.since) / 1000).padStart(5)
  const { tasks } = node
  const hasTasks = tasks !== undefined && tasks.hits + tasks.toRun > 1
  const isCombining = !hasTasks && tasks !== undefined && tasks.finished > 0
  const parts = hasTasks ? taskParts(node.progress, tasks, now) : isCombining ? ["combining"] : amountParts(node, now)
  return [`   …   ${paddedName}`, elapsed, ...parts].join("  ")
}

const amountParts = ({ since, progress }: RunningNode, now: number): ReadonlyArray<string> => {
  if (progress === undefined) return []
  const { done, total, unit, at } = progress
  if (total === null || total === 0) return [amount(done, unit), ...rate(done, unit, at - since)]
  const share = Math.min(1, done / total)
  return [
    `${String(Math.floor(share * 100)).padStart(3)} % of ${amount(total, unit)}`,
    ...rate(done, unit, at - since),
    ...(share > 0.02 ? left(share, since, at, now) : [])
  ]
}

/** Hits count as done; the time left is told by those that run, by their amounts where these are known. */
const taskParts = (
  progress: RunningNode["progress"],
  { hits, toRun, finished, since, at }: NonNullable<RunningNode["tasks"]>,
  now: number
): ReadonlyArray<string> => {
  const total = hits + toRun
  const tasks = `${count(hits + finished).padStart(String(total).length)} of ${plural(total, "task")}`
  const done = hits === 0 ? tasks : `${tasks} (${plural(hits, "hit")})`
  if (finished === toRun) return [done, "combining"]
  if (progress !== undefined && progress.total !== null) return [done, ...amountParts({ since, progress }, now)]
  return [
    done,
    ...(progress !== undefined ? rate(progress.done, progress.unit, progress.at - since) : []),
    ...(finished > 0 ? left(finished / toRun, since, at, now) : [])
  ]
}

/** Nothing in the first moments, when it would say little. */
const rate = (done: number, unit: string, milliseconds: number): ReadonlyArray<string> => {
  if (milliseconds <= 200) return []
  const perSecond = (done * 1000) / milliseconds
  return [unit !== "bytes" && perSecond < 10 ? `${perSecond.toFixed(1)} ${unit}/s` : `${amount(perSecond, unit)}/s`]
}

/** The time left as it was when something was last told (`at`), less what has gone by since; nothing once that is used up. */
const left = (share: number, since: number, at: number, now: number): ReadonlyArray<string> => {
  const milliseconds = ((at - since) * (1 - share)) / share - (now - at)
  return share >= 1 || milliseconds <= 0 ? [] : [`${clock(Math.ceil(milliseconds / 1000))} left`]
}
