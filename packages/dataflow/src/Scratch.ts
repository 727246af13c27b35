/**
 * Room on disk for what a stage sorts or holds while it runs; gone when the stage ends.
 */
import type { Effect } from "effect"
import type { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"

/** A temporary file: written at its end, read anywhere. */
export interface ScratchFile {
  /** Appends bytes and gives the offset at which they begin. The chunk may be reused once the effect is done. */
  readonly append: (bytes: Uint8Array) => Effect.Effect<number, ArtifactWriteError>
  /** Bytes `offset` to `offset + length`; fails where the file ends before. */
  readonly read: (offset: number, length: number) => Effect.Effect<Uint8Array<ArrayBuffer>, ArtifactReadError>
}

/** Gives temporary files. */
export interface Scratch {
  readonly file: Effect.Effect<ScratchFile, ArtifactWriteError>
}
