/**
 * The record of one execution: what its key was made of, and what came out.
 */
import { Schema } from "effect"
import { canonicalJson, sha256 } from "./Digest.ts"
import type { OutputSummary } from "./RunEvent.ts"

/** The version of keys, records and files; a new one makes every stage run. Counts for the engine's own code, which is in no stage's code digest. */
export const formatVersion = 1

const Digests = Schema.Record(Schema.String, Schema.String)

/** An input as a key holds it: the content, and for messages what it was. */
export const KeyInput = Schema.Struct({
  /** Digest of the content; of raw files, of the list of labels, sites and digests. */
  digest: Schema.String,
  /** Name of the output that it came from, or of the source. */
  from: Schema.String,
  /** True where the files came from outside the study. */
  external: Schema.Boolean,
  /** Rows of a table, for messages; not in the key. */
  rows: Schema.optional(Schema.Int),
  /** For raw files from outside: label → digest, for messages. */
  files: Schema.optional(Digests)
})
export type KeyInput = typeof KeyInput.Type

/** Everything that a stage's result depends on. */
export const KeyParts = Schema.Struct({
  format: Schema.Int,
  /** Version of Node. */
  node: Schema.String,
  stage: Schema.String,
  code: Schema.Struct({ digest: Schema.String, files: Digests, packages: Digests }),
  /** Parameters as JSON, encoded by the stage's schema. */
  params: Schema.Json,
  /** Names and contracts of the outputs. */
  contract: Schema.String,
  /** The study's seed where the stage is seeded. */
  seed: Schema.NullOr(Schema.Int),
  inputs: Schema.Record(Schema.String, KeyInput),
  /** Of a task of a mapped stage, its partition: a name for messages, and a digest of what it is about. */
  partition: Schema.optional(Schema.Struct({ name: Schema.String, digest: Schema.String }))
})
export type KeyParts = typeof KeyParts.Type

/** The key: SHA-256 over the parts that decide, in canonical JSON. */
export const keyOf = (parts: KeyParts): string =>
  sha256(
    canonicalJson({
      ...parts,
      code: parts.code.digest,
      ...(parts.partition === undefined ? {} : { partition: parts.partition.digest }),
      inputs: Object.fromEntries(Object.entries(parts.inputs).map(([name, input]) => [name, input.digest]))
    })
  )

/** Where a record batch lies in a table's file. */
export const Block = Schema.Struct({
  offset: Schema.Int,
  bytes: Schema.Int,
  rows: Schema.Int,
  /** SHA-256 of the block, so that a reader verifies just what it reads. */
  digest: Schema.String
})

/** A table in the store. */
export const StoredTable = Schema.Struct({
  kind: Schema.Literal("table"),
  digest: Schema.String,
  bytes: Schema.Int,
  rows: Schema.Int,
  /** Length of the file's head: magic and schema. */
  headBytes: Schema.Int,
  /** SHA-256 of the head. */
  headDigest: Schema.String,
  blocks: Schema.Array(Block)
})
export type StoredTable = typeof StoredTable.Type

/** A file in the store. */
export const StoredFile = Schema.Struct({
  kind: Schema.Literal("file"),
  digest: Schema.String,
  bytes: Schema.Int,
  extension: Schema.String
})
export type StoredFile = typeof StoredFile.Type

/** One of a set of raw files. */
export const RawFileEntry = Schema.Struct({
  label: Schema.String,
  site: Schema.NullOr(Schema.String),
  digest: Schema.String,
  bytes: Schema.Int
})
export type RawFileEntry = typeof RawFileEntry.Type

/** A set of raw files in the store. */
export const StoredFiles = Schema.Struct({
  kind: Schema.Literal("files"),
  digest: Schema.String,
  files: Schema.Array(RawFileEntry)
})
export type StoredFiles = typeof StoredFiles.Type

/** The digest of a set of raw files: of their labels, sites and content digests in order. Paths do not count. */
export const digestOfFiles = (files: ReadonlyArray<RawFileEntry>): string =>
  sha256(canonicalJson(files.map(({ label, site, digest }) => [label, site, digest])))

/** An output in the store. */
export const StoredOutput = Schema.Union([StoredTable, StoredFile, StoredFiles])
export type StoredOutput = typeof StoredOutput.Type

/** The digests of the objects that an output consists of. */
export const objectsOf = (output: StoredOutput): ReadonlyArray<{ readonly digest: string; readonly bytes: number }> =>
  output.kind === "files" ? output.files : [output]

/** The record of one execution under its key. */
export const Record = Schema.Struct({
  key: Schema.String,
  parts: KeyParts,
  outputs: Schema.Record(Schema.String, StoredOutput),
  /** Wall time of the stage's function and of writing its outputs. */
  seconds: Schema.Finite,
  warnings: Schema.Array(Schema.String),
  /** Of a mapped stage, its tasks in the order of the partitions: each has a record of its own under its key. */
  tasks: Schema.optional(Schema.Array(Schema.Struct({ name: Schema.String, key: Schema.String })))
})
export type Record = typeof Record.Type

/** What an output became, for people and machines. */
export const summaryOf = (stored: StoredOutput): OutputSummary => ({
  digest: stored.digest,
  bytes: stored.kind === "files" ? stored.files.reduce((n, file) => n + file.bytes, 0) : stored.bytes,
  rows: stored.kind === "table" ? stored.rows : null
})

/** What all outputs of a record became. */
export const summariesOf = (record: Record): globalThis.Record<string, OutputSummary> =>
  Object.fromEntries(Object.entries(record.outputs).map(([name, stored]) => [name, summaryOf(stored)]))
