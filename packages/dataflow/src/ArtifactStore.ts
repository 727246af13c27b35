/**
 * The store: immutable objects named by their digest, and one record a key.
 *
 * The store knows bytes and records; tables and files are read and written
 * through `Artifacts.ts`. Every layer passes the contract suite in
 * `test/ArtifactStoreContract.ts`.
 */
import { Context, type Effect, Schema, type Scope, type Stream } from "effect"
import type { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import type { Record } from "./Record.ts"
import type { ScratchFile } from "./Scratch.ts"

/** The folder of the store was made by another version of this program. */
export class StoreVersionError extends Schema.TaggedError<StoreVersionError>()("StoreVersionError", {
  path: Schema.String,
  found: Schema.String,
  expected: Schema.Int
}) {
  override get message() {
    const found = this.found === "" ? "says no version" : `says version ${JSON.stringify(this.found)}`
    return `${this.path} ${found}; this program reads and writes version ${this.expected}. Use the program that made it, or move the folder away: everything in it can be computed again.`
  }
}

/** An object being written. Dropped without a trace unless `commit` succeeds. */
export interface ObjectWriter {
  /** Appends bytes. The chunk may be reused once the effect is done. */
  readonly write: (chunk: Uint8Array) => Effect.Effect<void, ArtifactWriteError>
  /** Makes the object durable and visible under its digest. */
  readonly commit: Effect.Effect<{ readonly digest: string; readonly bytes: number }, ArtifactWriteError>
}

/** What the check of an object found. */
export type ObjectState = "intact" | "missing" | "corrupt"

/** What stands under a key: a record as it was written, nothing, or something else. */
export type RecordState =
  | { readonly state: "intact"; readonly record: Record }
  | { readonly state: "missing" }
  | { readonly state: "corrupt" }

/** The parts of a store whose content can be listed: what results are made of, and what was taken out of use. */
export type Place = "objects" | "records" | "quarantine"

/** Something that stands in a store, whatever it is: nothing of its content is looked at. */
export interface StoreEntry {
  readonly place: Place
  readonly name: string
  readonly bytes: number
  /** When it was last written, in ms since 1970. Not to be relied on. */
  readonly modified: number
}

/** Objects and records. Objects never change; a record replaces the record of the same key as a whole. */
export class ArtifactStore extends Context.Service<
  ArtifactStore,
  {
    /** Begins an object; `name` is for messages. */
    readonly writer: (name: string) => Effect.Effect<ObjectWriter, ArtifactWriteError, Scope.Scope>
    /** A temporary file that is removed with the scope. */
    readonly scratch: Effect.Effect<ScratchFile, ArtifactWriteError, Scope.Scope>
    /** Bytes `offset` to `offset + length` of an object, without a check of its digest. */
    readonly range: (digest: string, offset: number, length: number) => Effect.Effect<Uint8Array, ArtifactReadError>
    /** All bytes of an object in order; fails at their end where they do not have the digest. */
    readonly content: (digest: string) => Stream.Stream<Uint8Array, ArtifactReadError>
    /** Reads the whole object and compares its digest and length. */
    readonly check: (digest: string, bytes: number) => Effect.Effect<ObjectState, ArtifactReadError>
    /** Takes an object out of use, keeping its bytes for inspection; leaves one alone that is intact by now. */
    readonly quarantine: (digest: string) => Effect.Effect<void, ArtifactWriteError>
    /** The record of a key. */
    readonly record: (key: string) => Effect.Effect<RecordState, ArtifactReadError>
    /** Takes what stands under a key out of use, keeping it for inspection. */
    readonly quarantineRecord: (key: string) => Effect.Effect<void, ArtifactWriteError>
    /** Writes the record of a key. */
    readonly putRecord: (record: Record) => Effect.Effect<void, ArtifactWriteError>
    /** All that stands in a place, in the order of the names; also what is none of the store's own. */
    readonly entries: (place: Place) => Stream.Stream<StoreEntry, ArtifactReadError>
    /** Removes what stands in a place under these names, in their order; durable when it is done. What is gone already is passed over. Only the holder of the store's lock may. */
    readonly remove: (place: Place, names: ReadonlyArray<string>) => Effect.Effect<void, ArtifactWriteError>
  }
>()("@praxis/dataflow/ArtifactStore") {}
