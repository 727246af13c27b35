/**
 * A study: the outputs of a pipeline, the corpora it can run on, and its seed.
 */
import type { Schema } from "effect"
import type { AnyRef, Ref } from "./Pipeline.ts"
import type * as Table from "./Table.ts"

/** A corpus that the study brings along: which outputs take the place of its sources. */
export interface Corpus {
  readonly name: string
  /** One sentence for people. */
  readonly title: string
  /** True where the posts are made up; the report then says so on its first screen. */
  readonly simulated: boolean
  /** Source name → the output that is read in its place. */
  readonly sources: Readonly<Record<string, AnyRef>>
}

/** A file that is published somewhere, known to the byte before it is fetched. */
export interface PublishedFile {
  /** Its name on disk. */
  readonly label: string
  readonly url: string
  readonly bytes: number
  /** SHA-256 of its content. */
  readonly sha256: string
  /** The site of its posts, where the file itself does not name it. */
  readonly site?: string
}

/** A corpus that others published and `fetch` gets. */
export interface PublishedCorpus {
  readonly name: string
  /** One sentence for people. */
  readonly title: string
  /** The licence of its posts, and whom to name. */
  readonly licence: string
  readonly files: ReadonlyArray<PublishedFile>
}

/** A query for the Stack Exchange Data Explorer that yields posts of the study. */
export interface SedeQuery {
  /** The short name of the site that it is for. */
  readonly site: string
  readonly name: string
  /** One sentence: what it yields and how it is used. */
  readonly description: string
  readonly sql: string
}

/** How new posts come to a model that is not fitted to them; all outputs are among those of the study. */
export interface Placement {
  /** The optional source of files that the new posts are read from. */
  readonly files: AnyRef
  /** What of the model must be there before. */
  readonly model: ReadonlyArray<AnyRef>
  /** What the new posts come to; the first is what to look at. */
  readonly outputs: ReadonlyArray<AnyRef>
  /** Says what they came to, from the tables of `model` and of `outputs`. */
  readonly describe: (model: ReadonlyArray<any>, outputs: ReadonlyArray<any>) => Meaning
}

/** What a person accepted, as it is to be written, or why it cannot be. */
export type Accepted = (Meaning & { readonly text: string }) | { readonly problem: string }

/** How things keep their numbers and names over runs: a person accepts a result, and later runs read what was accepted. */
export interface Acceptance {
  /** The optional source that the written file is bound to. */
  readonly file: AnyRef
  /** The tables that are accepted; all are among the outputs of the study. */
  readonly outputs: ReadonlyArray<AnyRef>
  /** The file for these tables, with the names that a person gives to numbers; `before` is the text of the file that was read, if any. */
  readonly accept: (
    tables: ReadonlyArray<any>,
    options: { readonly names: ReadonlyMap<number, string>; readonly before: string | undefined }
  ) => Accepted
}

/** What tables mean to those who know them. */
export interface Meaning {
  /** For people. */
  readonly lines: ReadonlyArray<string>
  /** For machines. */
  readonly json: Schema.Json
}

/** Says what a difference between two runs means to those who know the tables. */
export interface Comparison {
  readonly name: string
  /** The outputs that both runs must hold. */
  readonly outputs: ReadonlyArray<AnyRef>
  /** The outputs of both runs, in that order. */
  readonly compare: (before: ReadonlyArray<any>, after: ReadonlyArray<any>) => Meaning
}

type TablesOf<Outputs extends ReadonlyArray<AnyRef>> = {
  readonly [I in keyof Outputs]: Outputs[I] extends Ref<infer C extends Table.AnyContract, any> ? Table.Table<C> : never
}

/** A comparison of some tables. */
export const comparison = <const Outputs extends ReadonlyArray<Ref<Table.AnyContract, any>>>(
  name: string,
  outputs: Outputs,
  compare: (before: TablesOf<Outputs>, after: TablesOf<Outputs>) => Meaning
): Comparison => ({ name, outputs, compare: compare as Comparison["compare"] })

/** A way to place new posts. */
export const placement = <
  const Model extends ReadonlyArray<Ref<Table.AnyContract, any>>,
  const Outputs extends ReadonlyArray<Ref<Table.AnyContract, any>>
>(options: {
  readonly files: AnyRef
  readonly model: Model
  readonly outputs: Outputs
  readonly describe: (model: TablesOf<Model>, outputs: TablesOf<Outputs>) => Meaning
}): Placement => ({ ...options, describe: options.describe as Placement["describe"] })

/** A way to accept some tables. */
export const acceptance = <const Outputs extends ReadonlyArray<Ref<Table.AnyContract, any>>>(options: {
  readonly file: AnyRef
  readonly outputs: Outputs
  readonly accept: (tables: TablesOf<Outputs>, options: Parameters<Acceptance["accept"]>[1]) => Accepted
}): Acceptance => ({ ...options, accept: options.accept as Acceptance["accept"] })

/** A study; `E` is the union of the errors of its stages. */
export interface Study<E = unknown> {
  readonly name: string
  /** One sentence: what it asks. */
  readonly title: string
  readonly seed: number
  /** In data order. */
  readonly outputs: ReadonlyArray<AnyRef>
  /** What a run without a named node makes. */
  readonly target: AnyRef
  readonly corpora: ReadonlyArray<Corpus>
  readonly defaultCorpus: string
  /** What `fetch` can get for it. */
  readonly published?: ReadonlyArray<PublishedCorpus>
  /** What `sede` prints for it. */
  readonly queries?: ReadonlyArray<SedeQuery>
  /** What `assign` makes. */
  readonly placement?: Placement
  /** What `accept` writes for. */
  readonly acceptance?: Acceptance
  /** What `compare` says beside the values that differ. */
  readonly comparisons?: ReadonlyArray<Comparison>
  /** The error type, for the compiler only. */
  readonly "~error"?: E
}

type ErrorOf<R> = R extends Ref<any, infer E> ? E : never

/** Names a study. Outputs that only a corpus uses (a simulator's) need not be listed. */
export const make = <const Outputs extends ReadonlyArray<AnyRef>, Target extends AnyRef>(
  name: string,
  options: {
    readonly title: string
    readonly seed: number
    readonly outputs: Outputs
    readonly target: Target
    readonly corpora: ReadonlyArray<Corpus>
    readonly defaultCorpus: string
    readonly published?: ReadonlyArray<PublishedCorpus>
    readonly queries?: ReadonlyArray<SedeQuery>
    readonly placement?: Placement
    readonly acceptance?: Acceptance
    readonly comparisons?: ReadonlyArray<Comparison>
  }
): Study<ErrorOf<Outputs[number] | Target>> => ({ name, ...options })
