/**
 * Runs one stage: reads its inputs from the store, calls its function, writes its outputs.
 */
import { Effect, type Scope, Stream } from "effect"
import type { AnyContract, ArtifactWriteError, NewRawFile, TableHandle } from "../Artifact.ts"
import { ArtifactStore } from "../ArtifactStore.ts"
import * as Artifacts from "../Artifacts.ts"
import type { BoundInput, BoundNode, BoundStudy } from "../Bind.ts"
import { changedInput, InputFiles } from "../InputFiles.ts"
import type { ResultsByNode } from "../Key.ts"
import type { Progress } from "../Progress.ts"
import type { StoredOutput } from "../Record.ts"
import * as Stage from "../Stage.ts"
import { seedsOf } from "../seedOf.ts"

/** What a stage left: its outputs in the store, and what it said. */
export interface Executed {
  readonly outputs: Readonly<Record<string, StoredOutput>>
  readonly warnings: ReadonlyArray<string>
}

/**
 * Runs a node's stage. Outputs are durable when this succeeds. When the stage fails, nothing is left; when the disk does
 * while the outputs are made durable, objects may be left that no record names.
 */
export const executeStage = Effect.fnUntraced(function* (
  bound: BoundStudy,
  node: BoundNode,
  results: ResultsByNode,
  progress: Progress
) {
  const { stage } = node
  const warnings: Array<string> = []
  const context = {
    params: node.params,
    progress,
    warn: (message: string) => void warnings.push(message),
    seed: seedsOf(stage, bound.study.seed)
  }
  const widths = widthsOf(node.params)
  const inputs: Record<string, unknown> = {}
  for (const [name, input] of node.inputs) inputs[name] = yield* openInput(stage, name, input, results)
  const writers = new Map<string, AnyWriter>()
  for (const [name, contract] of node.outputs) writers.set(name, yield* openWriter(name, contract, widths))
  const single = Stage.isSingle(stage.outputs)
  if (stage.mode === "whole") {
    const returned = yield* stage.run({ ...context, inputs })
    for (const [name, contract] of node.outputs) {
      yield* writeWhole(writers.get(name)!, contract, single ? returned : returned[name])
    }
  } else {
    const outputs = Object.fromEntries(Array.from(writers, ([name, { write }]) => [name, { write }]))
    yield* stage.run({ ...context, inputs, output: single ? Object.values(outputs)[0] : outputs })
  }
  yield* requireSameInputs(node)
  const stored: Record<string, StoredOutput> = {}
  for (const [name, writer] of writers) stored[name] = yield* writer.finish
  return { outputs: stored, warnings } satisfies Executed
}, Effect.scoped)

/** A stage need not read its files to the end, where their digests are compared: so they are looked at once more. */
const requireSameInputs = Effect.fnUntraced(function* (node: BoundNode) {
  for (const input of node.inputs.values()) {
    if (input.kind !== "external") continue
    const inputFiles = yield* InputFiles
    for (const { path, label, digest } of input.files) {
      const now = yield* inputFiles.digest(path)
      if (now.digest !== digest) return yield* changedInput(label)
    }
  }
})

/** Whole numbers among the parameters give fixed lists their width. */
const widthsOf = (params: unknown): Readonly<Record<string, number>> =>
  typeof params === "object" && params !== null
    ? Object.fromEntries(
        Object.entries(params).filter((entry): entry is [string, number] => Number.isInteger(entry[1]))
      )
    : {}

const openInput = Effect.fnUntraced(function* (
  stage: Stage.Any,
  name: string,
  input: BoundInput,
  results: ResultsByNode
) {
  if (input.kind === "external") {
    const inputFiles = yield* InputFiles
    return Artifacts.rawFiles(input.files, (_, i) => {
      const { path, label, digest } = input.files[i]!
      return inputFiles.content(path, label, digest)
    })
  }
  const stored = results.get(input.node)![input.output]!
  switch (stored.kind) {
    case "table": {
      const handle: TableHandle<any> = yield* Artifacts.tableHandle(input.output, tableContract(stage, name), stored)
      return stage.mode === "whole" ? yield* handle.table : handle
    }
    case "file":
      return yield* Artifacts.fileHandle(stored)
    case "files": {
      const store = yield* ArtifactStore
      return Artifacts.rawFiles(stored.files, ({ digest }) => store.content(digest))
    }
  }
})

const tableContract = (stage: Stage.Any, name: string) => {
  const contract = stage.inputs[name] as Stage.InputContract
  return (contract.kind === "optional" ? contract.of : contract) as any
}

interface AnyWriter {
  readonly write: (value: never) => Effect.Effect<void, ArtifactWriteError>
  readonly finish: Effect.Effect<StoredOutput, ArtifactWriteError>
}

const openWriter = (
  name: string,
  contract: AnyContract,
  widths: Readonly<Record<string, number>>
): Effect.Effect<AnyWriter, ArtifactWriteError, ArtifactStore | Scope.Scope> => {
  switch (contract.kind) {
    case "table":
      return Artifacts.tableWriter(name, contract, widths)
    case "file":
      return Artifacts.fileWriter(name, contract.extension)
    case "files":
      return Artifacts.filesWriter(name)
  }
}

const writeWhole = (writer: AnyWriter, contract: AnyContract, value: unknown) => {
  switch (contract.kind) {
    case "table":
      return writer.write(value as never)
    case "file":
      return writer.write((typeof value === "string" ? new TextEncoder().encode(value) : value) as never)
    case "files":
      return Stream.runForEach(Stream.fromIterable(value as ReadonlyArray<NewRawFile>), (file) =>
        writer.write(file as never)
      )
  }
}
