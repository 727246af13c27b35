/**
 * Runs the drill's study in a folder, as the command does: lock, run, memory of the run.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { Cause, Clock, Effect, Exit, FileSystem, Layer } from "effect"
import * as ArtifactStoreFiles from "../src/ArtifactStoreFiles.ts"
import { bind } from "../src/Bind.ts"
import { CodeDigests } from "../src/CodeDigest.ts"
import { type Call, type Fault, withFaults } from "../src/Faults.ts"
import * as InputFiles from "../src/InputFiles.ts"
import { type PlannedNode, plan } from "../src/Plan.ts"
import { objectsOf } from "../src/Record.ts"
import * as Run from "../src/Run.ts"
import type { RunEvent } from "../src/RunEvent.ts"
import * as RunLog from "../src/RunLog.ts"
import * as StoreLock from "../src/StoreLock.ts"
import * as Workers from "../src/Workers.ts"
import { inputs, study } from "./study.ts"

/** What surrounds a run. */
export interface Setting {
  /** Holds `in/`, `store/`, `runs/` and `cache/`. */
  readonly folder: string
  readonly plan?: (call: Call) => Fault | undefined
  readonly workers?: Layer.Layer<Workers.Workers>
  /** Milliseconds that the clock is ahead. */
  readonly clockAhead?: number
  /** False: fails where another process holds the lock. */
  readonly wait?: boolean
  readonly onEvent?: (event: RunEvent) => void
}

/** An error as it reached the person. */
export interface Said {
  readonly tag: string
  readonly message: string
}

/** What a run came to. */
export interface Outcome {
  readonly ok: boolean
  /** SHA-256 of each output, and of each file in it. */
  readonly digests: Readonly<Record<string, string>>
  readonly status: Readonly<Record<string, string>>
  readonly errors: ReadonlyArray<Said>
  readonly notes: ReadonlyArray<string>
  readonly quarantined: number
}

const fixedCode = { digest: "drill", files: {}, packages: {} }
const codeDigests = Layer.succeed(CodeDigests, {
  of: () => Effect.succeed(fixedCode),
  afresh: () => Effect.succeed(fixedCode)
})

/** Makes a folder with the study's raw files. */
export const prepare = (folder: string): void => {
  mkdirSync(join(folder, "in"), { recursive: true })
  for (const [name, text] of Object.entries(inputs)) writeFileSync(join(folder, "in", name), text)
}

/** Everything that reads or writes the folder. */
export const services = ({ folder, plan: faults, workers = Workers.layerInline }: Setting) => {
  const disk =
    faults === undefined
      ? NodeFileSystem.layer
      : Layer.effect(
          FileSystem.FileSystem,
          Effect.map(FileSystem.FileSystem, (fs) => withFaults(fs, faults))
        ).pipe(Layer.provide(NodeFileSystem.layer))
  const store = join(folder, "store")
  return Layer.mergeAll(
    ArtifactStoreFiles.layerFiles(store),
    StoreLock.layerFiles(store, "the drill", [join(folder, "runs"), join(folder, "cache")]),
    RunLog.layerFiles(join(folder, "runs")),
    InputFiles.layer(join(folder, "cache", "input-files.json")),
    codeDigests,
    workers
  ).pipe(Layer.provide(Layer.merge(disk, NodePath.layer)), Layer.fresh)
}

/** The study bound to the files in the folder. */
const bound = (folder: string) =>
  Effect.gen(function* () {
    const inputFiles = yield* InputFiles.InputFiles
    const files = yield* Effect.forEach(Object.keys(inputs), (label) => {
      const path = join(folder, "in", label)
      return Effect.map(inputFiles.digest(path), (found) => ({ label, site: null, path, ...found }))
    })
    return yield* bind(study, { files })
  })

/** The program: fails with what the command would end with. */
export const program = (setting: Setting): Effect.Effect<Outcome, unknown> =>
  Effect.gen(function* () {
    const ready = yield* bound(setting.folder)
    const events: Array<RunEvent> = []
    const lock = yield* StoreLock.StoreLock
    yield* lock.hold({ wait: setting.wait ?? true, onWait: () => {} })
    const summary = yield* Run.run(ready, ready.study.outputs.map(({ from }) => from.name).concat(ready.target), {
      onEvent: (event) => {
        events.push(event)
        setting.onEvent?.(event)
      }
    })
    return outcomeOf(summary, events)
  }).pipe(Effect.scoped, Effect.provide(services(setting)), atTime(setting.clockAhead ?? 0))

/** What `plan` says of each node. */
export const planStudy = (setting: Setting): Promise<ReadonlyArray<PlannedNode>> =>
  Effect.gen(function* () {
    const ready = yield* bound(setting.folder)
    return yield* plan(ready, ready.study.outputs.map(({ from }) => from.name).concat(ready.target))
  }).pipe(Effect.provide(services(setting)), atTime(setting.clockAhead ?? 0), Effect.runPromise)

/** Runs it to its end; an error that ended it is among the errors. A defect is no typed error and has the tag `defect`. */
export const runStudy = async (setting: Setting): Promise<Outcome> => {
  const exit = await Effect.runPromiseExit(program(setting))
  return Exit.isSuccess(exit) ? exit.value : failedWith(exit.cause)
}

/** The outcome of a run that an error ended. */
export const failedWith = (cause: Cause.Cause<unknown>): Outcome => {
  const error = Cause.squash(cause) as { readonly _tag?: string; readonly message?: string }
  const tag = Cause.hasFails(cause) ? (error._tag ?? "untyped") : "defect"
  return {
    ok: false,
    digests: {},
    status: {},
    errors: [{ tag, message: error.message ?? String(error) }],
    notes: [],
    quarantined: 0
  }
}

const outcomeOf = (summary: Run.RunSummary, events: ReadonlyArray<RunEvent>): Outcome => {
  const digests: Record<string, string> = {}
  for (const result of summary.results) {
    if (!("record" in result)) continue
    for (const [name, stored] of Object.entries(result.record.outputs)) {
      digests[name] = stored.digest
      for (const [i, object] of objectsOf(stored).entries()) digests[`${name} ${i}`] = object.digest
    }
  }
  return {
    ok: summary.ok,
    digests,
    status: Object.fromEntries(summary.results.map(({ node, status }) => [node.name, status])),
    errors: summary.results.flatMap((result) =>
      result.status === "failed" ? [{ tag: result.error._tag, message: result.error.message }] : []
    ),
    notes: events.flatMap((event) => (event._tag === "RunNote" ? [event.message] : [])),
    quarantined: events.filter(({ _tag }) => _tag === "Quarantined").length
  }
}

const atTime =
  (ahead: number) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    ahead === 0
      ? effect
      : Effect.flatMap(Clock.Clock, (clock) => Effect.provideService(effect, Clock.Clock, shifted(clock, ahead)))

const shifted = (clock: Clock.Clock, ahead: number): Clock.Clock => {
  const nanos = BigInt(ahead) * 1_000_000n
  return {
    sleep: (duration) => clock.sleep(duration),
    monotonicTimeNanos: clock.monotonicTimeNanos,
    monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
    currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + ahead,
    currentTimeMillis: Effect.map(clock.currentTimeMillis, (now) => now + ahead),
    currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe() + nanos,
    currentTimeNanos: Effect.map(clock.currentTimeNanos, (now) => now + nanos)
  }
}
