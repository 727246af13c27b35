/**
 * Runs one stage, or one task of a mapped stage: opens its inputs, calls its function, writes its outputs.
 */
import { Clock, Effect, Scope, type Semaphore, Stream } from "effect"
import type { AnyContract, TableHandle } from "../Artifact.ts"
import { ArtifactStore } from "../ArtifactStore.ts"
import type { BoundNode, BoundStudy, ExternalFile } from "../Bind.ts"
import { changedInput, InputFiles } from "../InputFiles.ts"
import type { ResultsByNode } from "../Key.ts"
import type { Progress } from "../Progress.ts"
import type { StoredOutput } from "../Record.ts"
import * as Stage from "../Stage.ts"
import { seedsOf } from "../seedOf.ts"
import { Workers } from "../Workers.ts"
import { openInput, openStored } from "./openInput.ts"
import { type AnyWriter, openWriters, writeWhole } from "./openWriters.ts"
import type { Partition } from "./partitionsOf.ts"

/** What was left: outputs in the store, and what was said. */
export interface Executed {
  readonly outputs: Readonly<Record<string, StoredOutput>>
  readonly warnings: ReadonlyArray<string>
  /** Wall time of the stage's function and of writing its outputs; not of waiting for its turn, nor for tasks. */
  readonly seconds: number
}

/** A task of a mapped stage, perhaps still to come. */
export interface AwaitedTask {
  readonly name: string
  /** What it left, once it has finished. */
  readonly outputs: Effect.Effect<Readonly<Record<string, StoredOutput>>>
}

/**
 * Runs a node's stage; of a mapped stage, the combine of `tasks`. Outputs are durable when this succeeds. When the stage
 * fails, nothing is left; when the disk does while the outputs are made durable, objects may be left that no record names.
 */
export const executeStage = Effect.fnUntraced(function* (
  bound: BoundStudy,
  node: BoundNode,
  results: ResultsByNode,
  progress: Progress,
  tasks: ReadonlyArray<AwaitedTask> = []
) {
  const { stage } = node
  const waits: Array<number> = []
  const begin = yield* Clock.currentTimeMillis
  const { context, warnings } = yield* contextOf(bound, node, progress)
  const inputs = yield* openInputs(node, results)
  const writers = yield* openWriters(node.outputs, node.params)
  const single = Stage.isSingle(stage.outputs)
  if (stage.mode === "whole") {
    const returned = yield* stage.run({ ...context, inputs })
    for (const [name, contract] of node.outputs) {
      yield* writeWhole(writers.get(name)!, contract, single ? returned : returned[name])
    }
  } else {
    const parts = stage.mode === "mapped" ? { parts: yield* Effect.forEach(tasks, openPart(node, waits)) } : {}
    yield* stage.run({ ...context, inputs, ...parts, output: outputsOf(writers, single) })
  }
  yield* requireSameFiles(externalFiles(node))
  const outputs = yield* finishAll(writers)
  const waited = waits.reduce((sum, seconds) => sum + seconds, 0)
  return { outputs, warnings, seconds: (yield* secondsSince(begin)) - waited } satisfies Executed
}, Effect.scoped)

/** Runs one task of a mapped stage; as {@link executeStage}. Holds a permit of `running` while the stage's function runs, not while the disk makes its outputs durable. */
export const executeTask = Effect.fnUntraced(function* (
  bound: BoundStudy,
  node: BoundNode,
  results: ResultsByNode,
  partition: Partition,
  progress: Progress,
  running: Semaphore.Semaphore
) {
  const { over, part, map } = node.stage.mapping!
  const { context, warnings } = yield* contextOf(bound, node, progress)
  const inputs = yield* openInputs(node, results)
  const { begin, writers } = yield* Effect.gen(function* () {
    const begin = yield* Clock.currentTimeMillis
    const opened = yield* partition.open
    // A cell is all that its task knows of the parameters, since only the cell is in its key.
    const params = over.kind === "cells" ? opened : node.params
    const writers = yield* openWriters(Stage.contractsByName(part, node.name), params)
    yield* map({ ...context, params, inputs, partition: opened, output: outputsOf(writers, Stage.isSingle(part)) })
    return { begin, writers }
  }).pipe(running.withPermit)
  yield* requireSameFiles([
    ...externalFiles(node, Stage.cutInput(node.stage)),
    ...(partition.file ? [partition.file] : [])
  ])
  return { outputs: yield* finishAll(writers), warnings, seconds: yield* secondsSince(begin) } satisfies Executed
}, Effect.scoped)

const secondsSince = (begin: number) => Effect.map(Clock.currentTimeMillis, (now) => (now - begin) / 1000)

const contextOf = Effect.fnUntraced(function* (bound: BoundStudy, { stage, params }: BoundNode, progress: Progress) {
  const store = yield* ArtifactStore
  const scope = yield* Effect.scope
  const warnings: Array<string> = []
  const context = {
    params,
    progress,
    warn: (message: string) => void warnings.push(message),
    seed: seedsOf(stage, bound.study.seed),
    workers: yield* Workers,
    scratch: { file: Effect.provideService(store.scratch, Scope.Scope, scope) }
  }
  return { context, warnings }
})

/** All inputs but the one that a mapped stage cuts: tables whole or as handles, by the stage's kind. */
const openInputs = Effect.fnUntraced(function* ({ stage, inputs }: BoundNode, results: ResultsByNode) {
  const cut = Stage.cutInput(stage)
  const opened: Record<string, unknown> = {}
  for (const [name, input] of inputs) {
    if (name === cut) continue
    const handle = yield* openInput(stage, name, input, results)
    opened[name] = stage.mode === "whole" && "table" in handle ? yield* handle.table : handle
  }
  return opened
})

/** Of a combine that concatenates, a part that waits for its task when it is read; `waits` is told for how many seconds. */
const openPart = (node: BoundNode, waits: Array<number>) =>
  Effect.fnUntraced(function* ({ name, outputs }: AwaitedTask) {
    const { concatenates, part } = node.stage.mapping!
    const contracts = Stage.contractsByName(part, node.name)
    const open = Effect.fnUntraced(function* (output: string, contract: AnyContract) {
      const begin = yield* Clock.currentTimeMillis
      const stored = yield* outputs
      waits.push(yield* secondsSince(begin))
      return yield* openStored(`${output} of ${name}`, contract, stored[output]!)
    })
    const opened: Record<string, unknown> = {}
    for (const [output, contract] of contracts) {
      const handle = open(output, contract)
      opened[output] = concatenates
        ? { batches: Stream.unwrap(Effect.map(handle, (table) => (table as TableHandle<any>).batches)) }
        : yield* handle
    }
    return { name, output: Stage.isSingle(part) ? opened[node.name] : opened }
  })

const outputsOf = (writers: ReadonlyMap<string, AnyWriter>, single: boolean): unknown => {
  const outputs = Array.from(writers, ([name, { write }]) => [name, { write }] as const)
  return single ? outputs[0]![1] : Object.fromEntries(outputs)
}

const finishAll = Effect.fnUntraced(function* (writers: ReadonlyMap<string, AnyWriter>) {
  const stored: Record<string, StoredOutput> = {}
  for (const [name, writer] of writers) stored[name] = yield* writer.finish
  return stored
})

/** The person's files among the inputs, but for the input left out. */
const externalFiles = ({ inputs }: BoundNode, leftOut?: string): ReadonlyArray<ExternalFile> =>
  Array.from(inputs).flatMap(([name, input]) => (input.kind === "external" && name !== leftOut ? input.files : []))

/** A stage need not read its files to the end, where their digests are compared: so they are looked at once more. */
const requireSameFiles = Effect.fnUntraced(function* (files: ReadonlyArray<ExternalFile>) {
  const inputFiles = yield* InputFiles
  for (const { path, label, digest } of files) {
    const now = yield* inputFiles.digest(path)
    if (now.digest !== digest) return yield* changedInput(label)
  }
})
