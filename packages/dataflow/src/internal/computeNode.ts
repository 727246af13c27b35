/**
 * Takes a node's result from the store, or computes it and writes its record.
 */
import { Deferred, Effect, Semaphore } from "effect"
import type { ArtifactReadError, ArtifactWriteError } from "../Artifact.ts"
import { ArtifactStore } from "../ArtifactStore.ts"
import type { BoundNode, BoundStudy } from "../Bind.ts"
import { CodeDigestError, CodeDigests } from "../CodeDigest.ts"
import { type Decision, decide } from "../Decision.ts"
import type { InputFiles } from "../InputFiles.ts"
import { isEngineStage, keyParts, type ResultsByNode } from "../Key.ts"
import type { Progress } from "../Progress.ts"
import type { Record as RunRecord } from "../Record.ts"
import type { RunEvent } from "../RunEvent.ts"
import type { StageError } from "../Stage.ts"
import { Workers } from "../Workers.ts"
import { type DecidedTask, decideTasks } from "./decideTasks.ts"
import { type Executed, executeStage, executeTask } from "./executeStage.ts"
import { taskFailure } from "./taskFailure.ts"

/** A node's result. */
export interface Computed {
  readonly decision: Decision
  readonly record: RunRecord
  /** Of a mapped stage that ran: how many of its tasks had their result, and how many ran. */
  readonly tasks: { readonly hits: number; readonly ran: number } | undefined
}

type Emit = (event: RunEvent) => void

/** `results` holds every node that this one reads; `lastKey` is that of the node's last result for the same corpus. */
export const computeNode = Effect.fnUntraced(function* (
  bound: BoundStudy,
  node: BoundNode,
  results: ResultsByNode,
  lastKey: string | undefined,
  force: boolean,
  emit: Emit
): Effect.fn.Return<
  Computed,
  ArtifactReadError | ArtifactWriteError | CodeDigestError | StageError,
  ArtifactStore | CodeDigests | InputFiles | Workers
> {
  const parts = yield* keyParts(bound, node, results)
  const decision = yield* decide(parts, lastKey, force)
  if (decision.status === "hit") return { decision, record: decision.record, tasks: undefined }
  yield* setAside(node.name, decision, emit)
  emit({ _tag: "NodeStarted", node: node.name, reasons: decision.reasons })
  const progress = progressOf(node.name, emit, 1)
  if (node.stage.mapping === undefined) {
    const record = yield* recorded(node, decision, executeStage(bound, node, results, progress), emit)
    return { decision, record, tasks: undefined }
  }
  const decided = yield* decideTasks(node, parts, results, lastKey, force)
  const hits = decided.filter((task) => task.decision.status === "hit").length
  const tasks = { hits, ran: decided.length - hits }
  emit({ _tag: "TasksPlanned", node: node.name, hits, toRun: tasks.ran })
  const finished = decided.map(() => Deferred.makeUnsafe<FinishedTask>())
  const telling = progressOf(node.name, emit, tasks.ran, bytesToRead(decided))
  const runAll = runTasks(bound, node, results, decided, telling, emit, finished)
  const awaited = decided.map(({ partition: { name } }, i) => ({
    name,
    outputs: Effect.map(Deferred.await(finished[i]!), ({ outputs }) => outputs)
  }))
  const combine = executeStage(bound, node, results, progress, awaited).pipe(Effect.withSpan(`combine ${node.name}`))
  // A combine that reads the parts one after the other writes the first while later tasks run.
  const concurrency = node.stage.mapping.concatenates ? 2 : 1
  const combined = Effect.map(Effect.all([runAll, combine], { concurrency }), ([done, { warnings, ...executed }]) => ({
    ...executed,
    warnings: [...new Set([...done.flatMap((task) => task.warnings), ...warnings])],
    tasks: done.map(({ name, key }) => ({ name, key }))
  }))
  return { decision, record: yield* recorded(node, decision, combined, emit), tasks }
})

/** A task that has its result. */
type FinishedTask = RunRecord & { readonly name: string }

/** So many tasks beyond those that run wait for the disk to make their outputs durable. */
const committing = 14

/** Runs the tasks that have no result, and tells of each result in `finished`. All are tried, so that all problems come together. */
const runTasks = Effect.fnUntraced(function* (
  bound: BoundStudy,
  node: BoundNode,
  results: ResultsByNode,
  decided: ReadonlyArray<DecidedTask>,
  progress: Progress,
  emit: Emit,
  finished: ReadonlyArray<Deferred.Deferred<FinishedTask>>
) {
  const workers = yield* Workers
  const atOnce = Math.max(2, workers.size)
  const running = yield* Semaphore.make(atOnce)
  const runTask = Effect.fnUntraced(function* ({ partition, decision }: DecidedTask) {
    const { name } = partition
    if (decision.status === "hit") return { name, ...decision.record }
    const taskName = `${node.name} (${name})`
    yield* setAside(taskName, decision, emit)
    const record = yield* recorded(
      node,
      decision,
      executeTask(bound, node, results, partition, progress, running),
      emit
    )
    emit({ _tag: "TaskFinished", node: node.name, task: name, reasons: decision.reasons, seconds: record.seconds })
    return { name, ...record }
  })
  const outcomes = yield* Effect.forEach(
    decided,
    (task, i) =>
      runTask(task).pipe(
        Effect.tap((result) => Deferred.succeed(finished[i]!, result)),
        Effect.withSpan(`task ${node.name} ${task.partition.name}`, {
          attributes: { "praxis.node": node.name, "praxis.status": task.decision.status === "hit" ? "hit" : "ran" }
        }),
        Effect.result
      ),
    { concurrency: atOnce + committing }
  )
  const failures = outcomes.flatMap((outcome) => (outcome._tag === "Failure" ? [outcome.failure] : []))
  if (failures.length > 0) return yield* Effect.fail(taskFailure<StageError>(node.stage.mapping!, failures))
  return outcomes.flatMap((outcome) => (outcome._tag === "Success" ? [outcome.success] : []))
})

/** Executes, and writes the record of what came out. */
const recorded = Effect.fnUntraced(function* <E, R>(
  node: BoundNode,
  decision: Extract<Decision, { readonly status: "run" }>,
  execute: Effect.Effect<Executed & Pick<RunRecord, "tasks">, E, R>,
  emit: Emit
) {
  const store = yield* ArtifactStore
  const record: RunRecord = { key: decision.key, parts: decision.parts, ...(yield* execute) }
  yield* requireSameCode(node, decision.parts.code.digest)
  for (const output of changedOutputs(decision.before, record)) {
    const message = `${output} came out with other bytes than the last time from the same code, parameters and inputs: its stage depends on chance`
    emit({ _tag: "RunNote", message })
  }
  yield* store.putRecord(record)
  return record
})

/** Takes damaged objects and records out of use, and says so. */
const setAside = Effect.fnUntraced(function* (
  name: string,
  { key, damage }: Extract<Decision, { readonly status: "run" }>,
  emit: Emit
) {
  const store = yield* ArtifactStore
  for (const each of damage) {
    yield* each.kind === "object" ? store.quarantine(each.digest) : store.quarantineRecord(key)
    emit({
      _tag: "Quarantined",
      node: name,
      what: each.kind === "object" ? `the result of ${each.output}` : `the record of ${name}`,
      name: each.kind === "object" ? each.digest : key
    })
  }
})

/** The code that ran may not be the code that was digested where a file was edited meanwhile: nothing is recorded then. */
const requireSameCode = Effect.fnUntraced(function* (
  { stage }: BoundNode,
  digest: string
): Effect.fn.Return<void, CodeDigestError, CodeDigests> {
  if (isEngineStage(stage)) return
  const codeDigests = yield* CodeDigests
  const now = yield* codeDigests.afresh(stage.module)
  if (now.digest === digest) return
  return yield* new CodeDigestError({
    condition: "changed",
    file: stage.name,
    found: "the code of this stage was edited while it ran, so its result belongs to neither version",
    remedy: "run again"
  })
})

const changedOutputs = (before: RunRecord | undefined, after: RunRecord): ReadonlyArray<string> =>
  before === undefined
    ? []
    : Object.keys(after.outputs).filter((name) => before.outputs[name]?.digest !== after.outputs[name]?.digest)

/** The length of all files whose tasks run; none where tasks are about anything else. */
const bytesToRead = (decided: ReadonlyArray<DecidedTask>): number | null =>
  decided.reduce<number | null>((sum, { partition, decision }) => {
    if (sum === null || decision.status === "hit") return sum
    return partition.bytes === undefined ? null : sum + partition.bytes
  }, 0)

/** Adds up what `parts` tasks tell; what there is to do in all is known once each of them has said its share, and of tasks that count the bytes of files from the start. */
const progressOf = (node: string, emit: Emit, parts: number, bytes: number | null = null): Progress => {
  let done = 0
  let told = 0
  let sum = 0
  let unit = ""
  const total = () => (told > 0 && told >= parts ? sum : unit === "bytes" ? bytes : null)
  return {
    total: (amount, of) => {
      told++
      sum = parts === 1 ? amount : sum + amount
      unit = of
    },
    advance: (amount) => {
      done += amount
      emit({ _tag: "NodeProgress", node, done, total: total(), unit })
    }
  }
}
