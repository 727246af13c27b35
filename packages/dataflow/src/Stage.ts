/**
 * A stage: one named, pure step from typed inputs to typed outputs.
 *
 * A stage is a value: a name, the contracts of its inputs and outputs, a schema
 * of its parameters, and a function. It knows nothing of caching, files or the
 * runner, and reads no clock, environment, locale or unseeded randomness.
 */
import type { Effect, Schema } from "effect"
import type {
  AnyContract,
  ArtifactWriteError,
  FileContract,
  FileHandle,
  FilesContract,
  NewRawFile,
  RawFiles,
  TableHandle
} from "./Artifact.ts"
import type { Progress } from "./Progress.ts"
import type * as Table from "./Table.ts"

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
}

/** An error that a stage can be expected to raise: a `Schema.TaggedError` whose message says what to do. */
export interface StageError {
  readonly _tag: string
  readonly message: string
}

/** A stage of either kind. */
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
  readonly mode: "whole" | "stream"
  readonly run: (args: any) => Effect.Effect<any, E>
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
): Stage<Name, I, Params, O, E> => fromDefinition(name, "whole", definition)

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
): Stage<Name, I, Params, O, E> => fromDefinition(name, "stream", definition)

const fromDefinition = <Name extends string, I extends Inputs, Params extends ParamsSchema, O extends Outputs, E>(
  name: Name,
  mode: "whole" | "stream",
  {
    module,
    inputs,
    params,
    output,
    seeded = false,
    run
  }: Definition<I, Params, O> & { readonly run: (args: any) => Effect.Effect<any, E> }
): Stage<Name, I, Params, O, E> => ({ name, module, inputs, params, outputs: output, seeded, mode, run })

/** True where a stage has one output, which then bears the node's name. */
export const isSingle = (outputs: Outputs): outputs is AnyContract =>
  typeof (outputs as { readonly kind?: unknown }).kind === "string"

/** The stage's outputs by name; a single output bears `nodeName`. */
export const outputsByName = (stage: Any, nodeName: string): ReadonlyMap<string, AnyContract> =>
  isSingle(stage.outputs)
    ? new Map([[nodeName, stage.outputs]])
    : new Map(Object.entries(stage.outputs as Record<string, AnyContract>))
