/**
 * Runs one stage by itself, in memory, for tests of the packages that define stages.
 */
import { Effect, Stream } from "effect"
import type { AnyContract, FileHandle, NewRawFile, RawFiles, TableHandle } from "./Artifact.ts"
import { sha256 } from "./Digest.ts"
import { cellName } from "./internal/cellName.ts"
import { memoryScratchFile } from "./internal/memoryScratch.ts"
import { taskFailure } from "./internal/taskFailure.ts"
import * as Stage from "./Stage.ts"
import { seedsOf } from "./seedOf.ts"
import * as Table from "./Table.ts"
import { inline, type KernelRunner } from "./Workers.ts"

/** What a test passes for an input: a table, a file, raw files, or nothing where the input is optional. */
export type TestInput<C extends Stage.InputContract> =
  C extends Stage.Optional<infer O> ? TestInput<O> | undefined : Stage.WholeInput<C>

/** What a stage gave, and what it said. */
export interface StageResult<O extends Stage.Outputs> {
  /** The output, or the outputs by name; written files as bytes. */
  readonly output: Stage.WholeOutputs<O>
  readonly warnings: ReadonlyArray<string>
}

/** Options of {@link runStage}. */
export interface RunStageOptions<I extends Stage.Inputs, Params extends Stage.ParamsSchema> {
  readonly inputs: { readonly [K in keyof I]: TestInput<I[K]> }
  readonly params: Params["Type"]
  /** The study's seed; 1 where it is not given. */
  readonly seed?: number
  /** How many rows a batch has that a batch-stream stage reads; 3 where it is not given. */
  readonly batchRows?: number
  /** Where kernels run; in this thread where it is not given. */
  readonly workers?: KernelRunner
}

/**
 * Runs a stage on inputs in memory: of a mapped stage, every task and then the combine. Every output that is written is
 * collected.
 */
export const runStage = <I extends Stage.Inputs, Params extends Stage.ParamsSchema, O extends Stage.Outputs, E>(
  stage: Stage.Stage<string, I, Params, O, E>,
  options: RunStageOptions<I, Params>
): Effect.Effect<StageResult<O>, E> =>
  Effect.gen(function* () {
    const warnings: Array<string> = []
    const context = {
      params: options.params,
      progress: { total: () => {}, advance: () => {} },
      warn: (message: string) => void warnings.push(message),
      seed: seedsOf(stage, options.seed ?? 1),
      workers: options.workers ?? inline,
      scratch: { file: Effect.sync(memoryScratchFile) }
    }
    if (stage.mode === "whole") return { output: yield* stage.run({ ...context, inputs: options.inputs }), warnings }
    const inputs = Object.fromEntries(
      Object.entries(options.inputs as Record<string, unknown>).map(([name, input]) => [
        name,
        asStreamInput(input, options.batchRows ?? 3)
      ])
    )
    const shared = Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== Stage.cutInput(stage)))
    const parts: Array<{ readonly name: string; readonly output: unknown }> = []
    const errors: Array<E> = []
    for (const { name, partition } of yield* partitionsIn(stage, inputs, options.params)) {
      const collected = collectAll(stage.mapping!.part)
      const task = stage.mapping!.map({ ...context, inputs: shared, partition, output: collected.output })
      const outcome = yield* Effect.result(task)
      if (outcome._tag === "Failure") errors.push(outcome.failure)
      parts.push({
        name,
        output: collected.each((written) => asStreamInput(asStored(written), options.batchRows ?? 3))
      })
    }
    if (errors.length > 0) {
      return yield* Effect.fail(taskFailure(stage.mapping as Stage.Mapping<any>, errors as ReadonlyArray<any>))
    }
    const collected = collectAll(stage.outputs)
    yield* stage.run({ ...context, inputs: shared, parts, output: collected.output })
    return { output: collected.each((written) => written) as Stage.WholeOutputs<O>, warnings }
  })

/** The partitions of a mapped stage; none of any other. */
const partitionsIn = Effect.fnUntraced(function* (
  stage: Stage.Any,
  inputs: Readonly<Record<string, unknown>>,
  params: unknown
) {
  if (stage.mapping === undefined) return []
  const { over } = stage.mapping
  switch (over.kind) {
    case "cells":
      return over.cells(params).map((cell) => ({ name: cellName(cell), partition: cell as unknown }))
    case "files":
      return (inputs[over.input] as RawFiles).files.map((file) => ({ name: file.label, partition: file as unknown }))
    case "batches": {
      const partitions: Array<{ readonly name: string; readonly partition: unknown }> = []
      const handle = inputs[over.input] as TableHandle<Table.AnyContract>
      let firstRow = 0
      for (let i = 0; i < handle.numBatches; i++) {
        const batch = yield* Effect.orDie(handle.batch(i))
        partitions.push({ name: `batch ${i}`, partition: { batch, firstRow } })
        firstRow += batch.numRows
      }
      return partitions
    }
  }
})

/** What was written, as a stage reads it. */
const asStored = (written: unknown): unknown => {
  if (written instanceof Uint8Array) return fileHandle(written)
  return Array.isArray(written) ? { files: written } : written
}

/** Collectors of all outputs: what a stage writes to, and what was written, one or by name as the stage declares them. */
const collectAll = (outputs: Stage.Outputs) => {
  const collectors = Array.from(
    Stage.contractsByName(outputs, "output"),
    ([name, contract]) => [name, collect(contract)] as const
  )
  const pick = <A>(of: (collector: Collector) => A) =>
    Stage.isSingle(outputs)
      ? of(collectors[0]![1])
      : Object.fromEntries(collectors.map(([name, collector]) => [name, of(collector)]))
  return {
    output: pick(({ write }) => ({ write })),
    each: (use: (written: unknown) => unknown) => pick(({ finish }) => use(finish()))
  }
}

/** Raw files for tests: the content as text or bytes, read in chunks of `chunkBytes`. */
export const rawFiles = (
  files: ReadonlyArray<{ readonly label: string; readonly site?: string; readonly content: string | Uint8Array }>,
  chunkBytes = 64 * 1024
): RawFiles => ({
  files: files.map(({ label, site, content }) => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
    const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, i) =>
      bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes)
    )
    return {
      label,
      site,
      digest: sha256(bytes),
      bytes: bytes.length,
      content: Stream.fromIterable(chunks)
    }
  })
})

/** A table as a handle that gives batches of `batchRows` rows, each with memory of its own, as a store does. */
export const tableHandle = <K extends Table.AnyContract>(table: Table.Table<K>, batchRows = 3): TableHandle<K> => {
  const numBatches = Math.ceil(table.numRows / batchRows)
  const batch = (i: number) => copyOf(Table.slice(table, i * batchRows, Math.min(table.numRows, (i + 1) * batchRows)))
  return {
    contract: table.contract,
    numRows: table.numRows,
    numBatches,
    batch: (i) => Effect.sync(() => batch(i)),
    batches: Stream.map(Stream.fromIterable(Array.from({ length: numBatches }, (_, i) => i)), batch),
    table: Effect.succeed(table)
  }
}

const copyOf = <K extends Table.AnyContract>(batch: Table.Batch<K>): Table.Table<K> =>
  Table.concat(batch.contract, [batch])

const asStreamInput = (input: unknown, batchRows: number): unknown =>
  typeof input === "object" && input !== null && "contract" in input && "columns" in input
    ? tableHandle(input as Table.Table<any>, batchRows)
    : input

interface Collector {
  readonly write: (value: never) => Effect.Effect<void>
  readonly finish: () => unknown
}

const collect = (contract: AnyContract): Collector => {
  const parts: Array<unknown> = []
  const write = (value: never) => Effect.sync(() => void parts.push(value))
  // As a store does: what was written may be used again.
  const writeCopy = (value: never) => Effect.sync(() => void parts.push(copyOf(value)))
  switch (contract.kind) {
    case "table":
      return {
        write: writeCopy,
        finish: () => Table.concat(contract, parts as ReadonlyArray<Table.Batch<Table.AnyContract>>)
      }
    case "file":
      return { write, finish: () => new Uint8Array(Buffer.concat(parts as ReadonlyArray<Uint8Array>)) }
    case "files":
      return { write, finish: () => parts as ReadonlyArray<NewRawFile> }
  }
}

/** The content of a file in memory as a handle. */
export const fileHandle = (bytes: Uint8Array): FileHandle => ({ bytes: bytes.length, content: Stream.make(bytes) })
