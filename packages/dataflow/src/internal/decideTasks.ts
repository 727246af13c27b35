/**
 * Which tasks of a mapped stage have their result already, and why the others must run.
 */
import { Effect } from "effect"
import type { ArtifactReadError } from "../Artifact.ts"
import { ArtifactStore } from "../ArtifactStore.ts"
import type { BoundNode } from "../Bind.ts"
import { type Decision, decide } from "../Decision.ts"
import { type ResultsByNode, taskParts } from "../Key.ts"
import type { KeyParts } from "../Record.ts"
import { type Partition, partitionsOf } from "./partitionsOf.ts"

/** A task and its state. */
export interface DecidedTask {
  readonly partition: Partition
  readonly decision: Decision
}

/** Objects of so many tasks are checked at once. */
const atOnce = 4

/**
 * The tasks of a mapped node in the order of the partitions. `parts` are the node's; `lastKey` is that of the node's last
 * result: a task's reasons are told against the task of the same name then.
 */
export const decideTasks = Effect.fnUntraced(function* (
  node: BoundNode,
  parts: KeyParts,
  results: ResultsByNode,
  lastKey: string | undefined,
  force: boolean
): Effect.fn.Return<ReadonlyArray<DecidedTask>, ArtifactReadError, ArtifactStore> {
  const store = yield* ArtifactStore
  const last = lastKey === undefined ? undefined : yield* store.record(lastKey)
  const lastTasks = last?.state === "intact" ? (last.record.tasks ?? []) : []
  const lastKeyByName = new Map(lastTasks.map(({ name, key }) => [name, key]))
  return yield* Effect.forEach(
    partitionsOf(node, results),
    (partition) =>
      Effect.map(
        decide(taskParts(node, parts, partition), lastKeyByName.get(partition.name), force),
        (decision): DecidedTask => ({ partition, decision })
      ),
    { concurrency: atOnce }
  )
})
