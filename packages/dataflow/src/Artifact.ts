/**
 * What a stage reads and writes beside tables: one file, or a set of raw files.
 */
import { type Effect, Schema, type Stream } from "effect"
import type * as Table from "./Table.ts"

/** A single file that a stage writes, such as a report. */
export interface FileContract<Name extends string = string> {
  readonly kind: "file"
  readonly name: Name
  /** With the dot: `.html`. */
  readonly extension: string
}

/** A set of raw files, each with a label and, where it is known, its site. */
export interface FilesContract<Name extends string = string> {
  readonly kind: "files"
  readonly name: Name
}

/** Any contract of an input or output. */
export type AnyContract = Table.AnyContract | FileContract | FilesContract

/** Names an output that is one file. */
export const file = <const Name extends string>(name: Name, extension: string): FileContract<Name> => ({
  kind: "file",
  name,
  extension
})

/** Names an input or output that is a set of raw files. */
export const files = <const Name extends string>(name: Name): FilesContract<Name> => ({ kind: "files", name })

/** The bytes of a file or table that should be there could not be read. */
export class ArtifactReadError extends Schema.TaggedError<ArtifactReadError>()("ArtifactReadError", {
  artifact: Schema.String,
  problem: Schema.String,
  cause: Schema.optional(Schema.Defect())
}) {
  override get message() {
    return `${this.artifact}: ${this.problem}`
  }
}

/** A file or table could not be written to the store. */
export class ArtifactWriteError extends Schema.TaggedError<ArtifactWriteError>()("ArtifactWriteError", {
  artifact: Schema.String,
  problem: Schema.String,
  cause: Schema.optional(Schema.Defect())
}) {
  override get message() {
    return `${this.artifact}: ${this.problem}`
  }
}

/** One raw file, as a stage sees it: never its path. */
export interface RawFile {
  /** The file's name, with as many parent folders as make it unique among the inputs; for messages, `rejects` and the report. */
  readonly label: string
  /** The site that the person or the dump's folder names. */
  readonly site: string | undefined
  /** SHA-256 of the content, in hexadecimal. */
  readonly digest: string
  /** Length in bytes. */
  readonly bytes: number
  /** The content, chunk by chunk; a chunk belongs to who takes it. Fails when the bytes read do not have the digest. */
  readonly content: Stream.Stream<Uint8Array, ArtifactReadError>
}

/** A set of raw files in the order given. */
export interface RawFiles {
  readonly files: ReadonlyArray<RawFile>
}

/** A raw file that a stage writes. */
export interface NewRawFile {
  readonly label: string
  readonly site: string | undefined
  readonly content: Stream.Stream<Uint8Array, never>
}

/** A table in the store, read batch by batch. */
export interface TableHandle<K extends Table.AnyContract> {
  readonly contract: K
  readonly numRows: number
  readonly numBatches: number
  /** Batch i, checked against its digest before it is parsed. */
  readonly batch: (i: number) => Effect.Effect<Table.Batch<K>, ArtifactReadError>
  /** All batches in order. */
  readonly batches: Stream.Stream<Table.Batch<K>, ArtifactReadError>
  /** The whole table in memory. */
  readonly table: Effect.Effect<Table.Table<K>, ArtifactReadError>
}

/** A file in the store. */
export interface FileHandle {
  readonly bytes: number
  readonly content: Stream.Stream<Uint8Array, ArtifactReadError>
}
