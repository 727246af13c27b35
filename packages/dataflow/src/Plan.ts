/**
 * What a run would do, without doing it.
 */
import { Effect } from "effect"
import type { ArtifactReadError } from "./Artifact.ts"
import type { ArtifactStore } from "./ArtifactStore.ts"
import { type BoundNode, type BoundStudy, nodesRead } from "./Bind.ts"
import type { CodeDigestError, CodeDigests } from "./CodeDigest.ts"
import { decide } from "./Decision.ts"
import { type DecidedTask, decideTasks } from "./internal/decideTasks.ts"
import { keyParts } from "./Key.ts"
import type { Reason } from "./Reason.ts"
import type { Record, StoredOutput } from "./Record.ts"
import { RunLog } from "./RunLog.ts"

/** A node's state: its result is there; it would run; or that depends on whether a node above it comes out the same. */
export type PlannedNode =
  | { readonly node: BoundNode; readonly status: "hit"; readonly record: Record }
  | {
      readonly node: BoundNode
      readonly status: "run"
      readonly reasons: ReadonlyArray<Reason>
      /** Of a mapped stage. */
      readonly tasks?: PlannedTasks
    }
  | { readonly node: BoundNode; readonly status: "depends"; readonly on: ReadonlyArray<string> }

/** The tasks of a mapped stage: those whose result is there, and those that would run, in the order of the partitions. */
export interface PlannedTasks {
  readonly hits: ReadonlyArray<Record>
  readonly toRun: ReadonlyArray<{ readonly name: string; readonly reasons: ReadonlyArray<Reason> }>
}

/** The nodes that `targets` need, themselves included, inputs first. */
export const needed = (bound: BoundStudy, targets: ReadonlyArray<string>): ReadonlyArray<BoundNode> => {
  const unknown = targets.filter((target) => !bound.nodes.some(({ name }) => name === target))
  if (unknown.length > 0) throw new RangeError(`the study has no node ${unknown.join(", ")}`)
  const names = new Set(targets)
  for (const node of [...bound.nodes].reverse()) {
    if (!names.has(node.name)) continue
    for (const name of nodesRead(node)) names.add(name)
  }
  return bound.nodes.filter(({ name }) => names.has(name))
}

/** Plans the nodes that `targets` need. Reads and checks the store, changes nothing. */
export const plan = Effect.fnUntraced(function* (
  bound: BoundStudy,
  targets: ReadonlyArray<string>,
  options: { readonly force: ReadonlyArray<string> } = { force: [] }
): Effect.fn.Return<
  ReadonlyArray<PlannedNode>,
  ArtifactReadError | CodeDigestError,
  ArtifactStore | CodeDigests | RunLog
> {
  const log = yield* RunLog
  const lastKeys = yield* log.lastKeys(bound.study.name, bound.corpus.id)
  const results = new Map<string, Readonly<globalThis.Record<string, StoredOutput>>>()
  const planned: Array<PlannedNode> = []
  for (const node of needed(bound, targets)) {
    const open = nodesRead(node).filter((name) => !results.has(name))
    if (open.length > 0) {
      planned.push({ node, status: "depends", on: open })
      continue
    }
    const parts = yield* keyParts(bound, node, results)
    const force = options.force.includes(node.name)
    const lastKey = lastKeys[node.name]
    const decision = yield* decide(parts, lastKey, force)
    if (decision.status === "hit") {
      results.set(node.name, decision.record.outputs)
      planned.push({ node, status: "hit", record: decision.record })
      continue
    }
    const { reasons } = decision
    const decided = node.stage.mapping && (yield* decideTasks(node, parts, results, lastKey, force))
    planned.push({ node, status: "run", reasons, ...(decided === undefined ? {} : { tasks: plannedTasks(decided) }) })
  }
  return planned
})

const plannedTasks = (decided: ReadonlyArray<DecidedTask>): PlannedTasks => ({
  hits: decided.flatMap(({ decision }) => (decision.status === "hit" ? [decision.record] : [])),
  toRun: decided.flatMap(({ partition: { name }, decision }) =>
    decision.status === "run" ? [{ name, reasons: decision.reasons }] : []
  )
})
