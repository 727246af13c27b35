/**
 * What an input holds once it is unpacked: itself, or the files of an archive.
 */
import type { ArtifactReadError } from "@praxis/dataflow/Artifact"
import type { Stream } from "effect"
import type { InputProblem } from "./InputError.ts"

/** One file to be read, unpacked. */
export interface Member {
  /** The input's label; of a file in an archive followed by its path there, `ai.7z/Posts.xml`. */
  readonly label: string
  /** The site that the path inside an archive tells. */
  readonly site: string | undefined
  /** The unpacked bytes. Read the members in order, each once and to its end. Fails with a problem where the archive is damaged, or unpacks to more than the limits. */
  readonly content: Stream.Stream<Uint8Array, InputProblem | ArtifactReadError>
}

/** What unpacking found. */
export interface Unpacked {
  /** At least one. */
  readonly members: ReadonlyArray<Member>
  /** What was left unread in an archive or dump and why, a sentence each, such as that `Users.xml` holds no questions. */
  readonly notes: ReadonlyArray<string>
}
