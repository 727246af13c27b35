/**
 * Runs a study: visits each node once, independent nodes together.
 */
import { Cause, Clock, Deferred, Effect, Exit, Schema } from "effect"
import type { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import type { ArtifactStore } from "./ArtifactStore.ts"
import { type BoundNode, type BoundStudy, nodesRead } from "./Bind.ts"
import type { CodeDigests } from "./CodeDigest.ts"
import type { InputFiles } from "./InputFiles.ts"
import { computeNode } from "./internal/computeNode.ts"
import { journalBegin, journalName, journalNode } from "./internal/journalEntries.ts"
import { codeOf } from "./Key.ts"
import { needed } from "./Plan.ts"
import { describe, type Reason } from "./Reason.ts"
import { type Record as RunRecord, type StoredOutput, summariesOf } from "./Record.ts"
import type { RunEvent } from "./RunEvent.ts"
import { RunLog } from "./RunLog.ts"
import type { StageError } from "./Stage.ts"
import { Workers } from "./Workers.ts"

/** A stage threw instead of failing: a mistake in its code, not in the data. */
export class StageCrashError extends Schema.TaggedError<StageCrashError>()("StageCrashError", {
  node: Schema.String,
  cause: Schema.Defect()
}) {
  override get message() {
    const { cause } = this
    return `the stage "${this.node}" crashed: ${cause instanceof Error ? cause.message : String(cause)}. This is a mistake in its code; please report it with this message`
  }
}

/** How a node ended. */
export type NodeResult =
  | {
      readonly node: BoundNode
      readonly status: "hit" | "ran"
      readonly record: RunRecord
      readonly reasons: ReadonlyArray<Reason>
      readonly seconds: number
      /** Of a mapped stage that ran. */
      readonly tasks?: { readonly hits: number; readonly ran: number }
    }
  | { readonly node: BoundNode; readonly status: "failed"; readonly error: StageError; readonly seconds: number }
  | { readonly node: BoundNode; readonly status: "skipped"; readonly because: string }

/** What a run came to; `results` in data order. */
export interface RunSummary {
  readonly ok: boolean
  readonly seconds: number
  readonly peakBytes: number
  readonly results: ReadonlyArray<NodeResult>
}

/** Options of {@link run}. */
export interface RunOptions {
  /** Nodes that run even where their result is there. */
  readonly force?: ReadonlyArray<string>
  /** Called for each event, in order; must be quick. */
  readonly onEvent?: (event: RunEvent) => void
  /** Versions for the journal beside those of Node and of keys: of the program that runs. */
  readonly versions?: Readonly<Record<string, string>>
  /** The most memory that the process had so far, in bytes; 0 where nobody can tell. */
  readonly peakBytes?: () => number
}

type Services = ArtifactStore | CodeDigests | InputFiles | RunLog | Workers

/**
 * Takes the digests of the code that `targets` need; {@link run} does it too. To be called as soon as the code is loaded,
 * before anything waits: a file that is edited later would otherwise be taken for what runs.
 */
export const digestCode = (
  bound: BoundStudy,
  targets: ReadonlyArray<string>
): Effect.Effect<void, never, CodeDigests> =>
  // Where it fails, its node does.
  Effect.forEach(needed(bound, targets), (node) => Effect.ignore(codeOf(node)), { discard: true })

/** Runs what `targets` need. A failing stage fails the summary, not the effect: nodes that do not need it still run. */
export const run = Effect.fn("run")(function* (
  bound: BoundStudy,
  targets: ReadonlyArray<string>,
  options: RunOptions = {}
): Effect.fn.Return<RunSummary, ArtifactReadError | ArtifactWriteError, Services> {
  const started = yield* Clock.currentTimeMillis
  const log = yield* RunLog
  const emit = options.onEvent ?? (() => {})
  const nodes = needed(bound, targets)
  const lastKeys = yield* Effect.orElseSucceed(
    log.lastKeys(bound.study.name, bound.corpus.id),
    (): Readonly<Record<string, string>> => ({})
  )
  const { size } = yield* Workers
  const quietly = memoryKeeper(emit)
  const journal = journalName(bound, started)
  yield* Effect.annotateCurrentSpan({ "praxis.study": bound.study.name, "praxis.corpus": bound.corpus.id })
  emit({ _tag: "RunStarted", study: bound.study.name, corpus: bound.corpus.id, nodes: nodes.map(({ name }) => name) })
  yield* quietly(log.journal(journal, journalBegin(bound, targets, started, options.versions ?? {}, size)))
  yield* digestCode(bound, targets)

  const finished = new Map<string, Deferred.Deferred<NodeResult>>()
  for (const { name } of nodes) finished.set(name, yield* Deferred.make<NodeResult>())
  const results = new Map<string, Readonly<Record<string, StoredOutput>>>()
  const keys: Record<string, string> = {}

  const visit = (node: BoundNode, above: ReadonlyArray<NodeResult>) =>
    Effect.gen(function* () {
      const broken = above.find(({ status }) => status === "failed" || status === "skipped")
      if (broken !== undefined) {
        const because = broken.status === "skipped" ? broken.because : broken.node.name
        emit({ _tag: "NodeSkipped", node: node.name, because })
        return { node, status: "skipped", because } satisfies NodeResult
      }
      const begin = yield* Clock.currentTimeMillis
      const force = options.force?.includes(node.name) ?? false
      const outcome = yield* Effect.exit(computeNode(bound, node, results, lastKeys[node.name], force, emit))
      const seconds = ((yield* Clock.currentTimeMillis) - begin) / 1000
      if (Exit.isSuccess(outcome)) {
        const { decision, record, tasks } = outcome.value
        const ofTasks = tasks === undefined ? {} : { tasks }
        results.set(node.name, record.outputs)
        keys[node.name] = record.key
        const status = decision.status === "hit" ? ("hit" as const) : ("ran" as const)
        const reasons = decision.status === "hit" ? [] : decision.reasons
        emit({
          _tag: "NodeFinished",
          node: node.name,
          status,
          reasons,
          seconds,
          outputs: summariesOf(record),
          warnings: record.warnings,
          ...ofTasks
        })
        return { node, status, record, reasons, seconds, ...ofTasks } satisfies NodeResult
      }
      const error = errorOf(node, outcome.cause)
      emit({ _tag: "NodeFailed", node: node.name, error: error._tag, message: error.message })
      return { node, status: "failed", error, seconds } satisfies NodeResult
    }).pipe(
      Effect.tap((result) => quietly(log.journal(journal, journalNode(result)))),
      Effect.tap((result) => Effect.annotateCurrentSpan(spanFacts(result))),
      Effect.tap((result) => Deferred.succeed(finished.get(node.name)!, result)),
      Effect.withSpan(`node ${node.name}`, { attributes: { "praxis.node": node.name } })
    )

  // Outside of the node's span, which says how long it took and not for how long it waited.
  const visitInTurn = (node: BoundNode) =>
    Effect.forEach(nodesRead(node), (name) => Deferred.await(finished.get(name)!)).pipe(
      Effect.flatMap((above) => visit(node, above))
    )
  const all = yield* Effect.forEach(nodes, visitInTurn, { concurrency: "unbounded" }).pipe(
    Effect.ensuring(Effect.suspend(() => quietly(log.rememberKeys(bound.study.name, bound.corpus.id, keys))))
  )
  const ok = all.every(({ status }) => status === "hit" || status === "ran")
  const seconds = ((yield* Clock.currentTimeMillis) - started) / 1000
  const peakBytes = options.peakBytes?.() ?? 0
  yield* quietly(log.journal(journal, { event: "end", ok, seconds, peakBytes }))
  emit({ _tag: "RunFinished", ok, seconds, peakBytes })
  return { ok, seconds, peakBytes, results: all }
})

/** What a node's span tells beside its name. */
const spanFacts = (result: NodeResult): Record<string, unknown> => {
  if (!("record" in result)) return { "praxis.status": result.status }
  const first = Object.values(summariesOf(result.record))[0]
  return {
    "praxis.status": result.status,
    "praxis.reason": describe(result.reasons),
    ...(first === undefined ? {} : { "praxis.bytes": first.bytes }),
    ...(first?.rows == null ? {} : { "praxis.rows": first.rows })
  }
}

/** Runs what only remembers a run; where that fails, says so once: it costs reasons and journals, never results. */
const memoryKeeper = (emit: (event: RunEvent) => void) => {
  let said = false
  return <E extends { readonly message: string }, R>(
    effect: Effect.Effect<void, E, R>
  ): Effect.Effect<void, never, R> =>
    Effect.catch(effect, ({ message }) =>
      Effect.sync(() => {
        if (!said) emit({ _tag: "RunNote", message: `this run cannot be remembered: ${message}` })
        said = true
      })
    )
}

const errorOf = (node: BoundNode, cause: Cause.Cause<StageError>): StageError => {
  const squashed = Cause.squash(cause)
  return Cause.hasFails(cause) ? (squashed as StageError) : new StageCrashError({ node: node.name, cause: squashed })
}
