/**
 * A stage: one named, pure step from typed inputs to typed outputs.
 *
 * A stage is a value: a name, the contracts of its inputs and outputs, a schema
 * of its parameters, and a function. It knows nothing of caching, files or the
 * runner, and reads no clock, environment, locale or unseeded randomness.
 *
 * Three kinds: `make` (whole tables in memory), `stream` (record batches in and
 * out), `mapped` (one task a partition of an input, and a combine).
 */
import { Effect, type Schema, Stream } from "effect"
import type {
  AnyContract,
  ArtifactReadError,
  ArtifactWriteError,
  FileContract,
  FileHandle,
  FilesContract,
  NewRawFile,
  RawFile,
  RawFiles,
  TableHandle
} from "./Artifact.ts"
import type { Progress } from "./Progress.ts"
import type { Scratch } from "./Scratch.ts"
import type * as Table from "./Table.ts"
import type { KernelRunner, WorkerCrashError } from "./Workers.ts"

/** An input that a study need not wire, such as the truth of a simulated corpus. */
export interface Optional<C extends AnyContract = AnyContract> {
  readonly kind: "optional"
  readonly of: C
}

/** Marks an input that may be absent; the stage then sees `undefined`. */
export const optional = <const C extends AnyContract>(of: C): Optional<C> => ({ kind: "optional", of })

/** The contract of an input. */
export type InputContract = AnyContract | Optional
/** The contracts of all inputs by name. */
export type Inputs = { readonly [name: string]: InputContract }
/** One contract, or several by name. */
export type Outputs = AnyContract | { readonly [name: string]: AnyContract }
/** A schema of parameters that JSON can hold. */
export type ParamsSchema = Schema.Codec<any, any>

/** What a whole-table stage sees of an input. */
export type WholeInput<C extends InputContract> =
  C extends Optional<infer O>
    ? WholeInput<O> | undefined
    : C extends Table.AnyContract
      ? Table.Table<C>
      : C extends FileContract
        ? FileHandle
        : C extends FilesContract
          ? RawFiles
          : never

/** What a batch-stream stage sees of an input. */
export type StreamInput<C extends InputContract> =
  C extends Optional<infer O>
    ? StreamInput<O> | undefined
    : C extends Table.AnyContract
      ? TableHandle<C>
      : C extends FileContract
        ? FileHandle
        : C extends FilesContract
          ? RawFiles
          : never

/** What a whole-table stage returns for an output. */
export type WholeOutput<C extends AnyContract> = C extends Table.AnyContract
  ? Table.Table<C>
  : C extends FileContract
    ? Uint8Array | string
    : C extends FilesContract
      ? ReadonlyArray<NewRawFile>
      : never

/** What a batch-stream stage writes an output to. Batches may have any size: the file's own batches are cut by rows and bytes. */
export type StreamOutput<C extends AnyContract> = C extends Table.AnyContract
  ? { readonly write: (batch: Table.Batch<C>) => Effect.Effect<void, ArtifactWriteError> }
  : C extends FileContract
    ? { readonly write: (bytes: Uint8Array) => Effect.Effect<void, ArtifactWriteError> }
    : C extends FilesContract
      ? { readonly write: (file: NewRawFile) => Effect.Effect<void, ArtifactWriteError> }
      : never

/** What every stage's function is given beside its inputs. */
export interface RunContext<Params extends ParamsSchema> {
  readonly params: Params["Type"]
  readonly progress: Progress
  /** Says something that the reader must know, in one sentence. Kept with the result and said again on a hit. */
  readonly warn: (message: string) => void
  /** A 32-bit seed from the study's seed, the stage's name and the purpose. Throws where the stage does not declare `seeded`. */
  readonly seed: (purpose: string) => number
  /** Runs kernels, in several threads where the run has them. */
  readonly workers: KernelRunner
  /** Temporary files, for what does not fit into memory. */
  readonly scratch: Scratch
}

/** An error that a stage can be expected to raise: a `Schema.TaggedError` whose message says what to do. */
export interface StageError {
  readonly _tag: string
  readonly message: string
}

/** What goes wrong around a stage, not in it: with the store, the person's files, or the threads. */
export type AroundError = ArtifactReadError | ArtifactWriteError | WorkerCrashError

/** A stage of any kind. */
export interface Stage<
  Name extends string = string,
  I extends Inputs = Inputs,
  Params extends ParamsSchema = ParamsSchema,
  O extends Outputs = Outputs,
  E = unknown
> {
  readonly name: Name
  /** `import.meta.url` of the module that defines the stage: its import closure is the stage's code. */
  readonly module: string
  readonly inputs: I
  readonly params: Params
  readonly outputs: O
  readonly seeded: boolean
  readonly mode: "whole" | "stream" | "mapped"
  /** Of a mapped stage, the combine. */
  readonly run: (args: any) => Effect.Effect<any, E>
  /** Of a mapped stage, its tasks. */
  readonly mapping: Mapping<E> | undefined
}

/** The tasks of a mapped stage. */
export interface Mapping<E = unknown> {
  readonly over: Over
  /** What each task writes. */
  readonly part: Outputs
  readonly map: (args: any) => Effect.Effect<void, E>
  readonly mergeErrors: ((errors: ReadonlyArray<any>) => E) | undefined
  /** True where the combine is {@link concatenate}: it needs no part before its turn, and so runs beside the tasks. */
  readonly concatenates: boolean
}

/** Any stage. */
export type Any = Stage<string, any, any, any, any>

/** What a definition of either kind names. `output` is one contract; `outputs` are several by name. */
interface Definition<I, Params, O> {
  readonly module: string
  readonly inputs: I
  readonly params: Params
  readonly output: O
  /** True where the stage calls `seed`; the study's seed is then in its key. */
  readonly seeded?: boolean
}

/** What a whole-table stage returns. */
export type WholeOutputs<O extends Outputs> = O extends AnyContract
  ? WholeOutput<O>
  : { readonly [K in keyof O]: O[K] extends AnyContract ? WholeOutput<O[K]> : never }

/** What a batch-stream stage writes to. */
export type StreamOutputs<O extends Outputs> = O extends AnyContract
  ? StreamOutput<O>
  : { readonly [K in keyof O]: O[K] extends AnyContract ? StreamOutput<O[K]> : never }

/** A whole-table stage: all inputs in memory as columns, all outputs returned at once. `output` is one contract, or several by name. */
export const make = <
  const Name extends string,
  const I extends Inputs,
  Params extends ParamsSchema,
  const O extends Outputs,
  E extends StageError = never
>(
  name: Name,
  definition: Definition<I, Params, O> & {
    readonly run: (
      args: RunContext<Params> & { readonly inputs: { readonly [K in keyof I]: WholeInput<I[K]> } }
    ) => Effect.Effect<WholeOutputs<O>, E>
  }
): Stage<Name, I, Params, O, E> => fromDefinition(name, "whole", definition, undefined)

/** A batch-stream stage: reads record batches and writes record batches, in memory that does not grow with the rows. `output` is one contract, or several by name. */
export const stream = <
  const Name extends string,
  const I extends Inputs,
  Params extends ParamsSchema,
  const O extends Outputs,
  E extends StageError = never
>(
  name: Name,
  definition: Definition<I, Params, O> & {
    readonly run: (
      args: RunContext<Params> & {
        readonly inputs: { readonly [K in keyof I]: StreamInput<I[K]> }
        readonly output: StreamOutputs<O>
      }
    ) => Effect.Effect<void, E>
  }
): Stage<Name, I, Params, O, E> => fromDefinition(name, "stream", definition, undefined)

/** One task a raw file. A file's label, site and content are in its task's key. */
export interface EachFile<Name extends string = string> {
  readonly kind: "files"
  readonly input: Name
}

/** One task a record batch of a table. The batch's content and the number of rows before it are in its task's key. */
export interface EachBatch<Name extends string = string> {
  readonly kind: "batches"
  readonly input: Name
}

/** One task a cell that the parameters ask for, such as a number of topics in a sweep. The cell is in its task's key, the parameters are not. */
export interface EachCell<Params = any, Cell extends Schema.Json = any> {
  readonly kind: "cells"
  readonly cells: (params: Params) => ReadonlyArray<Cell>
}

/** How the work of a mapped stage is cut into tasks. */
export type Over = EachFile | EachBatch | EachCell

/** Maps over the raw files of an input. */
export const eachFile = <const Name extends string>(input: Name): EachFile<Name> => ({ kind: "files", input })

/** Maps over the record batches of a table. */
export const eachBatch = <const Name extends string>(input: Name): EachBatch<Name> => ({ kind: "batches", input })

/** Maps over cells, made from the parameters; equal cells are one task. */
export const eachCell = <Params, const Cell extends Schema.Json>(
  cells: (params: Params) => ReadonlyArray<Cell>
): EachCell<Params, Cell> => ({ kind: "cells", cells })

/** A record batch, and where it stands in its table. */
export interface BatchPartition<K extends Table.AnyContract> {
  readonly batch: Table.Batch<K>
  /** Rows of the table before this batch. */
  readonly firstRow: number
}

/** What one task is about. */
export type PartitionOf<V extends Over, I extends Inputs> = V extends EachFile
  ? RawFile
  : V extends EachBatch<infer Name>
    ? I[Name] extends Table.AnyContract
      ? BatchPartition<I[Name]>
      : never
    : V extends EachCell<any, infer Cell>
      ? Cell
      : never

/** The inputs that every task sees: all but the one that is cut. */
export type SharedInputs<V extends Over, I extends Inputs> = {
  readonly [K in keyof I as V extends { readonly input: K } ? never : K]: StreamInput<I[K]>
}

/** What one task left. */
export interface Part<P extends Outputs> {
  /** The file's label, `batch 3` counted from 0, or the cell as `k=10`; for messages. */
  readonly name: string
  readonly output: P extends AnyContract
    ? StreamInput<P>
    : { readonly [K in keyof P]: P[K] extends AnyContract ? StreamInput<P[K]> : never }
}

/**
 * A mapped stage: one task a partition, each with a key and a result of its own, then a combine that reads the parts in
 * the order of the partitions. A new or changed partition runs alone; the combine runs whenever the node does.
 * Tasks run at the same time and must not know of one another.
 */
export const mapped = <
  const Name extends string,
  const I extends Inputs,
  Params extends ParamsSchema,
  const V extends Over,
  const P extends Outputs,
  const O extends Outputs,
  E extends StageError = never,
  F extends StageError = never
>(
  name: Name,
  definition: Omit<Definition<I, Params, O>, "run"> & {
    readonly over: V
    /** What each task writes: one contract, or several by name. */
    readonly part: P
    readonly map: (
      args: Omit<RunContext<Params>, V extends EachCell ? "params" : never> & {
        readonly partition: PartitionOf<V, I>
        readonly inputs: SharedInputs<V, I>
        readonly output: StreamOutputs<P>
      }
    ) => Effect.Effect<void, E>
    /**
     * One error for all tasks that failed, in the order of the partitions; there are at least two. Without it, the first
     * stands for all. What goes wrong around a stage is not asked about: it comes before the stage's own errors.
     */
    readonly mergeErrors?: (errors: ReadonlyArray<Exclude<E, AroundError>>) => NoInfer<E>
    readonly combine: (
      args: RunContext<Params> & {
        readonly parts: ReadonlyArray<Part<P>>
        readonly inputs: SharedInputs<V, I>
        readonly output: StreamOutputs<O>
      }
    ) => Effect.Effect<void, F>
  }
): Stage<Name, I, Params, O, E | F> => {
  const { over, part, map, mergeErrors, combine, ...rest } = definition
  const mapping = { over, part, map, mergeErrors, concatenates: Object.is(combine, concatenate) }
  return fromDefinition<Name, I, Params, O, E | F>(name, "mapped", { ...rest, run: combine }, mapping)
}

/** A combine: the rows of all parts, one part after the other; a part is read as soon as it and those before it are there. */
export const concatenate = <K extends Table.AnyContract>({
  parts,
  output
}: {
  readonly parts: ReadonlyArray<{ readonly output: Pick<TableHandle<K>, "batches"> }>
  readonly output: { readonly write: (batch: Table.Batch<K>) => Effect.Effect<void, ArtifactWriteError> }
}): Effect.Effect<void, ArtifactReadError | ArtifactWriteError> =>
  Effect.forEach(parts, (part) => Stream.runForEach(part.output.batches, output.write), { discard: true })

const fromDefinition = <Name extends string, I extends Inputs, Params extends ParamsSchema, O extends Outputs, E>(
  name: Name,
  mode: Stage["mode"],
  {
    module,
    inputs,
    params,
    output,
    seeded = false,
    run
  }: Definition<I, Params, O> & { readonly run: (args: any) => Effect.Effect<any, E> },
  mapping: Mapping<E> | undefined
): Stage<Name, I, Params, O, E> => ({ name, module, inputs, params, outputs: output, seeded, mode, run, mapping })

/** The same stage with a prefix before the names of its outputs; a single output has the name of its node anyway. */
export const prefixed = (stage: Any, prefix: string): Any => {
  const { outputs, run } = stage
  if (isSingle(outputs)) return stage
  const names = Object.keys(outputs)
  const renamed = (values: { readonly [name: string]: unknown }) =>
    Object.fromEntries(names.map((name) => [`${prefix}${name}`, values[name]]))
  return {
    ...stage,
    outputs: renamed(outputs) as Outputs,
    run: (args) =>
      stage.mode === "whole"
        ? Effect.map(run(args), renamed)
        : run({ ...args, output: Object.fromEntries(names.map((name) => [name, args.output[`${prefix}${name}`]])) })
  }
}

/** True where a stage has one output, which then bears the node's name. */
export const isSingle = (outputs: Outputs): outputs is AnyContract =>
  typeof (outputs as { readonly kind?: unknown }).kind === "string"

/** Contracts by name; a single one bears `nodeName`. */
export const contractsByName = (outputs: Outputs, nodeName: string): ReadonlyMap<string, AnyContract> =>
  isSingle(outputs) ? new Map([[nodeName, outputs]]) : new Map(Object.entries(outputs))

/** The stage's outputs by name; a single output bears `nodeName`. */
export const outputsByName = (stage: Any, nodeName: string): ReadonlyMap<string, AnyContract> =>
  contractsByName(stage.outputs, nodeName)

/** The input that a mapped stage cuts into partitions; undefined for other stages, and where cells are made from parameters. */
export const cutInput = ({ mapping }: Any): string | undefined =>
  mapping === undefined || mapping.over.kind === "cells" ? undefined : mapping.over.input
