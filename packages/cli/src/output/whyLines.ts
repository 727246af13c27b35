/**
 * The chain of causes as text.
 */
import type { PlannedTasks } from "@praxis/dataflow/Plan"
import { describe, type Reason } from "@praxis/dataflow/Reason"
import { type Record as RunRecord, summaryOf } from "@praxis/dataflow/Record"
import type { Explained } from "@praxis/dataflow/Why"
import { changeLines, short } from "./changeLines.ts"
import { cut } from "./displayWidth.ts"
import { count, duration, plural, printable, size, wrapped } from "./text.ts"

/** What the chain was compared with, for people. */
export interface Told {
  readonly columns: number
  /** The lock file as it is shown. */
  readonly lockFile: string
}

/** `chain` ends with the node that was asked for. */
export const whyLines = (chain: ReadonlyArray<Explained>, told: Told): ReadonlyArray<string> => {
  const target = chain.at(-1)!
  const { planned } = target
  if (planned.status === "hit") return hitLines(target, planned.record, told.columns)
  const causes = chain.filter((each) => isCause(each))
  const sections = causes.flatMap((each) => sectionLines(each, chain, told))
  return [...headLines(chain, causes, told), ...sections]
}

/** A node with something to say of its own: it would run whatever comes from above, or something changed for it. */
const isCause = ({ planned, changes, against }: Explained): boolean => {
  if (planned.status !== "run") return changes.length > 0
  return !(against === "lock" && changes.every(({ kind }) => kind === "missing"))
}

const hitLines = ({ planned, madeIn }: Explained, record: RunRecord, columns: number): ReadonlyArray<string> => {
  const { name } = planned.node
  const inputs = Object.values(record.parts.inputs).map(({ from, rows, digest }) =>
    rows === undefined ? `${from} (${short(digest)})` : `${from} (${plural(rows, "row")})`
  )
  const outputs = Object.entries(record.outputs).map(([output, stored]) => {
    const { rows, bytes, digest } = summaryOf(stored)
    return `${output} (${rows === null ? size(bytes) : plural(rows, "row")}, ${short(digest)})`
  })
  return [
    ...wrapped(
      "",
      `${name} is a hit: its result was made from exactly this code, these parameters and these inputs, and every byte of it was checked just now. Nothing of it would run.`,
      columns
    ),
    ...(madeIn === undefined
      ? []
      : wrapped("  made by    ", `the run ${madeIn.run}${because(madeIn.reasons)}`, columns)),
    ...wrapped("  made in    ", duration(record.seconds), columns),
    ...(inputs.length === 0 ? [] : wrapped("  made from  ", printable(inputs.join(", ")), columns)),
    ...wrapped("  made       ", printable(outputs.join(", ")), columns)
  ]
}

const because = (reasons: ReadonlyArray<Reason>): string => {
  const isFirst = reasons.every(({ kind, detail }) => kind === "missing" && detail === "")
  return isFirst ? ", the first" : ` (${describe(reasons)})`
}

const headLines = (
  chain: ReadonlyArray<Explained>,
  causes: ReadonlyArray<Explained>,
  { columns, lockFile }: Told
): ReadonlyArray<string> => {
  const { planned, through } = chain.at(-1)!
  const { name } = planned.node
  if (causes.length === 0) {
    const first = `${name} has no result on this machine yet. Nothing that it is made from differs from ${lockFile}, so a run should give the committed result.`
    return wrapped("", first, columns)
  }
  if (isAllOfLock(chain)) {
    return wrapped("", `${name} has no result on this machine yet. This is what differs from ${lockFile}:`, columns)
  }
  if (planned.status === "run") return [`${name} would run.`]
  const above = through.length < 2 ? through.join() : `${through.slice(0, -1).join(", ")} and ${through.at(-1)}`
  return wrapped("", `${name} depends on ${above}: it runs unless what is above it comes out as it was.`, columns)
}

/** True where nothing of the chain has a result on this machine. */
const isAllOfLock = (chain: ReadonlyArray<Explained>): boolean => chain.every(({ against }) => against === "lock")

const sectionLines = (each: Explained, chain: ReadonlyArray<Explained>, told: Told): ReadonlyArray<string> => {
  const { planned, changes } = each
  const { name } = planned.node
  const isTarget = name === chain.at(-1)!.planned.node.name
  const state = { run: "would run.", depends: "has changes of its own.", hit: "has another result since then." }[
    planned.status
  ]
  return [
    ...(isTarget && planned.status === "run" ? [] : ["", `${name} ${state}`]),
    ...(isTarget || chain.length < 3 ? [] : wrapped("  ", pathBetween(name, chain).join(" → "), told.columns)),
    ...(isAllOfLock(chain) ? [] : [comparedWith(each, told)]),
    ...changeLines(changes, told.columns),
    ...(planned.status === "run" && planned.tasks !== undefined ? taskLines(planned.tasks, told.columns) : [])
  ]
}

const comparedWith = ({ planned, against, changes }: Explained, { lockFile }: Told): string => {
  if (planned.status === "hit") return "What it was made from then, and is now:"
  if (changes.every(({ kind }) => kind === "forced")) return "Its result is there:"
  if (changes.every(({ kind }) => kind === "corrupt" || kind === "missing")) return "What the store has of it:"
  return against === "lock" ? `Compared with ${lockFile}:` : "Since its last result on this machine:"
}

const maxTasks = 5

const taskLines = ({ hits, toRun }: PlannedTasks, columns: number): ReadonlyArray<string> => {
  const head = wrapped("  tasks     ", `${plural(hits.length, "hit")}, ${count(toRun.length)} to run`, columns)
  const tasks = toRun
    .slice(0, maxTasks)
    .flatMap(({ name, reasons }) =>
      wrapped("            ", `${cut(printable(name), columns / 2)}: ${printable(describe(reasons))}`, columns)
    )
  const left = toRun.length - maxTasks
  return left > 0 ? [...head, ...tasks, `            and ${plural(left, "more task")}`] : [...head, ...tasks]
}

/** The shortest way down from a node to the one that was asked for, both included. */
const pathBetween = (from: string, chain: ReadonlyArray<Explained>): ReadonlyArray<string> => {
  const below = new Map<string, ReadonlyArray<string>>([[chain.at(-1)!.planned.node.name, []]])
  for (const [name, path] of below) {
    const each = chain.find(({ planned }) => planned.node.name === name)
    for (const above of each?.through ?? []) if (!below.has(above)) below.set(above, [name, ...path])
  }
  return [from, ...(below.get(from) ?? [])]
}
