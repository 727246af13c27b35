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
  /** Settings of other nodes that hold here too, unless this one is set itself. */
  readonly follows: ReadonlyArray<Follow>
  /** Parameters that no setting changes. */
  readonly fixed?: { readonly [name: string]: unknown }
}

/** What is set at `path` of another node is set at `as` here; an empty path is all of the node's parameters. */
export interface Follow {
  readonly node: string
  readonly path: ReadonlyArray<string>
  readonly as: ReadonlyArray<string>
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

/** Wires a stage. A stage with one output gives a reference, a stage with several gives one by name. The node is named after its stage unless `name` says otherwise. Where a parameter means the same as one of another node, `follows` says so (`{ dims: "lsa.dims" }`), and a person who sets that one sets both. */
export const node = <
  Name extends string,
  I extends Stage.Inputs,
  Params extends Stage.ParamsSchema,
  O extends Stage.Outputs,
  E,
  const W extends Wiring<I>
>(
  stage: Stage.Stage<Name, I, Params, O, E>,
  options: {
    readonly name?: string
    readonly inputs: W
    readonly params: Params["Type"]
    readonly follows?: { readonly [path: string]: string }
  }
): Refs<O, E | ErrorsOf<W>> => {
  const made: Node = {
    kind: "node",
    name: options.name ?? stage.name,
    stage,
    inputs: options.inputs as Node["inputs"],
    params: options.params,
    follows: Object.entries(options.follows ?? {}).map(([as, followed]) => {
      const [node, ...path] = followed.split(".")
      return { node: node!, path, as: as.split(".") }
    })
  }
  return refsTo(made) as Refs<O, E | ErrorsOf<W>>
}

/** What a node gives whose outputs have a prefix. */
export type PrefixedRefs<P extends string, O extends Stage.Outputs, E> = O extends AnyContract
  ? Ref<O, E>
  : { readonly [K in keyof O & string as `${P}${K}`]: O[K] extends AnyContract ? Ref<O[K], E> : never }

/**
 * Wires a stage once more, for other posts: the node and its outputs are named as before with `prefix` in front. It has
 * the parameters of the first one: what is set for `of` (the stage's name where that is left out) holds here too, but
 * for the `fixed` ones.
 */
export const again = <
  const P extends string,
  Name extends string,
  I extends Stage.Inputs,
  Params extends Stage.ParamsSchema,
  O extends Stage.Outputs,
  E,
  const W extends Wiring<I>
>(
  prefix: P,
  stage: Stage.Stage<Name, I, Params, O, E>,
  options: {
    readonly of?: string
    readonly inputs: W
    readonly params: Params["Type"]
    readonly fixed?: Partial<Params["Type"]>
  }
): PrefixedRefs<P, O, E | ErrorsOf<W>> => {
  const follows = options.of ?? stage.name
  return refsTo({
    kind: "node",
    name: `${prefix}${follows}`,
    stage: Stage.prefixed(stage, prefix),
    inputs: options.inputs as Node["inputs"],
    params: options.params,
    follows: [{ node: follows, path: [], as: [] }],
    ...(options.fixed === undefined ? {} : { fixed: options.fixed })
  }) as PrefixedRefs<P, O, E | ErrorsOf<W>>
}

const refsTo = (from: Node): AnyRef | Readonly<Record<string, AnyRef>> => {
  const refs = Array.from(Stage.outputsByName(from.stage, from.name), ([name, contract]): readonly [string, AnyRef] => [
    name,
    { contract, name, from }
  ])
  return Stage.isSingle(from.stage.outputs) ? refs[0]![1] : Object.fromEntries(refs)
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

/**
 * A source that is not always bound: by some corpora, such as the truth of a simulated one, or by files that a command
 * names. Optional inputs then see nothing; a node that needs it is no part of the study.
 */
export const optionalSource = <const C extends AnyContract>(
  name: string,
  contract: C,
  options: { readonly siteOf?: (path: string) => string | undefined } = {}
): Ref<C, never> => ({
  contract,
  name,
  from: { kind: "source", name, contract, optional: true, siteOf: options.siteOf ?? (() => undefined) }
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
