/**
 * A study: the outputs of a pipeline, the corpora it can run on, and its seed.
 */
import type { AnyRef, Ref } from "./Pipeline.ts"

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
  }
): Study<ErrorOf<Outputs[number] | Target>> => ({ name, ...options })
