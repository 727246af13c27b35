/**
 * Runs a study: visits each node once, independent nodes together.
 */
import { Cause, Clock, Deferred, Effect, Exit, Schema } from "effect"
import type { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import { ArtifactStore } from "./ArtifactStore.ts"
import { type BoundNode, type BoundStudy, nodesRead } from "./Bind.ts"
import { CodeDigestError, CodeDigests } from "./CodeDigest.ts"
import { type Decision, decide } from "./Decision.ts"
import type { InputFiles } from "./InputFiles.ts"
import { executeStage } from "./internal/executeStage.ts"
import { codeOf, isEngineStage, keyParts, type ResultsByNode } from "./Key.ts"
import { needed } from "./Plan.ts"
import type { Progress } from "./Progress.ts"
import type { Reason } from "./Reason.ts"
import type { Record as RunRecord, StoredOutput } from "./Record.ts"
import type { OutputSummary, RunEvent } from "./RunEvent.ts"
import { RunLog } from "./RunLog.ts"
import type { StageError } from "./Stage.ts"

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
    }
  | { readonly node: BoundNode; readonly status: "failed"; readonly error: StageError; readonly seconds: number }
  | { readonly node: BoundNode; readonly status: "skipped"; readonly because: string }

/** What a run came to; `results` in data order. */
export interface RunSummary {
  readonly ok: boolean
  readonly seconds: number
  readonly results: ReadonlyArray<NodeResult>
}

/** Options of {@link run}. */
export interface RunOptions {
  /** Nodes that run even where their result is there. */
  readonly force?: ReadonlyArray<string>
  /** Called for each event, in order; must be quick. */
  readonly onEvent?: (event: RunEvent) => void
}

type Services = ArtifactStore | CodeDigests | InputFiles | RunLog

/** Runs what `targets` need. A failing stage fails the summary, not the effect: nodes that do not need it still run. */
export const run = Effect.fnUntraced(function* (
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
  const quietly = memoryKeeper(emit)
  const journalId = `${new Date(started).toISOString().replace(/[-:]|\.\d+/g, "")}-${bound.study.name}-${bound.corpus.id}-${started % 1000}`
  emit({ _tag: "RunStarted", study: bound.study.name, corpus: bound.corpus.id, nodes: nodes.map(({ name }) => name) })
  yield* quietly(log.journal(journalId, journalHead(bound, targets, started)))
  // Before any stage runs: the code that is loaded is the code of this moment.
  yield* Effect.forEach(nodes, (node) => Effect.ignore(codeOf(node)))

  const finished = new Map<string, Deferred.Deferred<NodeResult>>()
  for (const { name } of nodes) finished.set(name, yield* Deferred.make<NodeResult>())
  const results = new Map<string, Readonly<Record<string, StoredOutput>>>()
  const keys: Record<string, string> = {}

  const visit = (node: BoundNode) =>
    Effect.gen(function* () {
      const above = yield* Effect.forEach(nodesRead(node), (name) => Deferred.await(finished.get(name)!))
      const broken = above.find(({ status }) => status === "failed" || status === "skipped")
      if (broken !== undefined) {
        const because = broken.status === "skipped" ? broken.because : broken.node.name
        emit({ _tag: "NodeSkipped", node: node.name, because })
        return { node, status: "skipped", because } satisfies NodeResult
      }
      const begin = yield* Clock.currentTimeMillis
      const outcome = yield* Effect.exit(visitOnce(bound, node, results, lastKeys[node.name], options, emit))
      const seconds = ((yield* Clock.currentTimeMillis) - begin) / 1000
      if (Exit.isSuccess(outcome)) {
        const { decision, record } = outcome.value
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
          warnings: record.warnings
        })
        return { node, status, record, reasons, seconds } satisfies NodeResult
      }
      const error = errorOf(node, outcome.cause)
      emit({ _tag: "NodeFailed", node: node.name, error: error._tag, message: error.message })
      return { node, status: "failed", error, seconds } satisfies NodeResult
    }).pipe(
      Effect.tap((result) => quietly(log.journal(journalId, journalEntry(result)))),
      Effect.tap((result) => Deferred.succeed(finished.get(node.name)!, result))
    )

  const all = yield* Effect.forEach(nodes, visit, { concurrency: "unbounded" }).pipe(
    Effect.ensuring(Effect.suspend(() => quietly(log.rememberKeys(bound.study.name, bound.corpus.id, keys))))
  )
  const ok = all.every(({ status }) => status === "hit" || status === "ran")
  const seconds = ((yield* Clock.currentTimeMillis) - started) / 1000
  yield* quietly(log.journal(journalId, { event: "end", ok, seconds }))
  emit({ _tag: "RunFinished", ok, seconds })
  return { ok, seconds, results: all }
})

/** Takes the result from the store, or computes it and writes its record. */
const visitOnce = Effect.fnUntraced(function* (
  bound: BoundStudy,
  node: BoundNode,
  results: ResultsByNode,
  lastKey: string | undefined,
  options: RunOptions,
  emit: (event: RunEvent) => void
): Effect.fn.Return<
  { readonly decision: Decision; readonly record: RunRecord },
  ArtifactReadError | ArtifactWriteError | CodeDigestError | StageError,
  Services
> {
  const store = yield* ArtifactStore
  const parts = yield* keyParts(bound, node, results)
  const decision = yield* decide(parts, lastKey, options.force?.includes(node.name) ?? false)
  if (decision.status === "hit") return { decision, record: decision.record }
  for (const each of decision.damage) {
    yield* each.kind === "object" ? store.quarantine(each.digest) : store.quarantineRecord(decision.key)
    emit({
      _tag: "Quarantined",
      node: node.name,
      what: each.kind === "object" ? `the result of ${each.output}` : `the record of ${node.name}`,
      name: each.kind === "object" ? each.digest : decision.key
    })
  }
  emit({ _tag: "NodeStarted", node: node.name, reasons: decision.reasons })
  const begin = yield* Clock.currentTimeMillis
  const executed = yield* executeStage(bound, node, results, progressOf(node.name, emit))
  const seconds = ((yield* Clock.currentTimeMillis) - begin) / 1000
  const record = { key: decision.key, parts, ...executed, seconds }
  yield* requireSameCode(node, parts.code.digest)
  for (const output of changedOutputs(decision.before, record)) {
    const message = `${output} came out with other bytes than the last time from the same code, parameters and inputs: its stage depends on chance`
    emit({ _tag: "RunNote", message })
  }
  yield* store.putRecord(record)
  return { decision, record }
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

const progressOf = (node: string, emit: (event: RunEvent) => void): Progress => {
  let done = 0
  let total: number | null = null
  let unit = ""
  return {
    total: (amount, of) => {
      total = amount
      unit = of
    },
    advance: (amount) => {
      done += amount
      emit({ _tag: "NodeProgress", node, done, total, unit })
    }
  }
}

const errorOf = (node: BoundNode, cause: Cause.Cause<StageError>): StageError => {
  const squashed = Cause.squash(cause)
  return Cause.hasFails(cause) ? (squashed as StageError) : new StageCrashError({ node: node.name, cause: squashed })
}

/** What an output became, for people and machines. */
export const summaryOf = (stored: StoredOutput): OutputSummary => ({
  digest: stored.digest,
  bytes: stored.kind === "files" ? stored.files.reduce((n, file) => n + file.bytes, 0) : stored.bytes,
  rows: stored.kind === "table" ? stored.rows : null
})

const summariesOf = (record: RunRecord): Record<string, OutputSummary> =>
  Object.fromEntries(Object.entries(record.outputs).map(([name, stored]) => [name, summaryOf(stored)]))

const journalHead = (bound: BoundStudy, targets: ReadonlyArray<string>, started: number) => ({
  event: "begin",
  at: new Date(started).toISOString(),
  study: bound.study.name,
  seed: bound.study.seed,
  corpus: bound.corpus.id,
  inputs: bound.corpus.files.map(({ label, site, digest, bytes }) => ({ label, site, digest, bytes })),
  settings: bound.settings.map(({ text }) => text),
  targets
})

const journalEntry = (result: NodeResult) => {
  const { name } = result.node
  switch (result.status) {
    case "failed":
      return {
        event: "node",
        node: name,
        status: result.status,
        error: result.error._tag,
        message: result.error.message,
        seconds: result.seconds
      }
    case "skipped":
      return { event: "node", node: name, status: result.status, because: result.because }
    default:
      return {
        event: "node",
        node: name,
        status: result.status,
        reasons: result.reasons,
        key: result.record.key,
        seconds: result.seconds,
        outputs: summariesOf(result.record)
      }
  }
}
