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
  }
): Study<ErrorOf<Outputs[number] | Target>> => ({ name, ...options })
