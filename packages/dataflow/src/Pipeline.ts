/**
 * Nodes: stages wired to the outputs of others. A wrong wiring does not compile.
 */
import type { AnyContract, FilesContract } from "./Artifact.ts"
import type { ProvenanceContract } from "./Provenance.ts"
import * as Stage from "./Stage.ts"

/** A stage with its inputs and parameters, under a name that is unique in a study. */
export interface Node {
  readonly kind: "node"
  readonly name: string
  readonly stage: Stage.Any
  readonly inputs: { readonly [name: string]: AnyRef | undefined }
  readonly params: unknown
}

/** A place where a corpus or `--input` binds raw files, or a corpus binds a table. */
export interface Source {
  readonly kind: "source"
  readonly name: string
  readonly contract: AnyContract
  readonly optional: boolean
  /** The site that a file's path tells, where it does. */
  readonly siteOf: (path: string) => string | undefined
}

/** Facts about the run that a stage can read as a table: corpus, inputs' digests, parameters, versions. Never keys, code digests, times or paths. */
export interface ProvenanceSource {
  readonly kind: "provenance"
  readonly name: string
  readonly contract: ProvenanceContract
  readonly files: AnyRef
}

/** One output of a node, or a source; `E` is the union of the errors of all stages above it. */
export interface Ref<C extends AnyContract = AnyContract, E = unknown> {
  readonly contract: C
  /** The name that a person types: of the output, unique in a study. */
  readonly name: string
  readonly from: Node | Source | ProvenanceSource
  /** The error type, for the compiler only. */
  readonly "~error"?: E
}

/** Any reference to an output. */
export type AnyRef = Ref<AnyContract, any>

type ContractOf<I extends Stage.InputContract> =
  I extends Stage.Optional<infer O> ? O : I extends AnyContract ? I : never

/** What must be wired to a stage's inputs. */
export type Wiring<I extends Stage.Inputs> = {
  readonly [K in keyof I as I[K] extends Stage.Optional ? never : K]: Ref<ContractOf<I[K]>, any>
} & { readonly [K in keyof I as I[K] extends Stage.Optional ? K : never]?: Ref<ContractOf<I[K]>, any> }

type ErrorsOf<W> = { [K in keyof W]: W[K] extends Ref<any, infer E> ? E : never }[keyof W]

/** What a node gives: a reference, or several by output name. */
export type Refs<O extends Stage.Outputs, E> = O extends AnyContract
  ? Ref<O, E>
  : { readonly [K in keyof O]: O[K] extends AnyContract ? Ref<O[K], E> : never }

/** Wires a stage. A stage with one output gives a reference, a stage with several gives one by name. The node is named after its stage unless `name` says otherwise. */
export const node = <
  Name extends string,
  I extends Stage.Inputs,
  Params extends Stage.ParamsSchema,
  O extends Stage.Outputs,
  E,
  const W extends Wiring<I>
>(
  stage: Stage.Stage<Name, I, Params, O, E>,
  options: { readonly name?: string; readonly inputs: W; readonly params: Params["Type"] }
): Refs<O, E | ErrorsOf<W>> => {
  const made: Node = {
    kind: "node",
    name: options.name ?? stage.name,
    stage,
    inputs: options.inputs as Node["inputs"],
    params: options.params
  }
  const refs = Array.from(Stage.outputsByName(stage, made.name), ([name, contract]): readonly [string, AnyRef] => [
    name,
    { contract, name, from: made }
  ])
  return (Stage.isSingle(stage.outputs) ? refs[0]![1] : Object.fromEntries(refs)) as Refs<O, E | ErrorsOf<W>>
}

/** A source of raw files, which a corpus or `--input` binds. `siteOf` reads the site from a file's path. */
export const source = <const C extends FilesContract>(
  contract: C,
  options: { readonly siteOf?: (path: string) => string | undefined } = {}
): Ref<C, never> => ({
  contract,
  name: contract.name,
  from: { kind: "source", name: contract.name, contract, optional: false, siteOf: options.siteOf ?? (() => undefined) }
})

/** A source that only some corpora bind, such as the truth of a simulated one; wire it to optional inputs. */
export const optionalSource = <const C extends AnyContract>(name: string, contract: C): Ref<C, never> => ({
  contract,
  name,
  from: { kind: "source", name, contract, optional: true, siteOf: () => undefined }
})

/** The facts of the run as a table: see {@link ProvenanceSource}. */
export const provenance = <const C extends ProvenanceContract>(
  contract: C,
  options: { readonly name?: string; readonly files: AnyRef }
): Ref<C, never> => ({
  contract,
  name: options.name ?? "provenance",
  from: { kind: "provenance", name: options.name ?? "provenance", contract, files: options.files }
})
