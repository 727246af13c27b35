import { rawFiles, runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { IngestPosts } from "../src/IngestPosts.ts"

/** A raw file of a test; its label is the key. */
export type TestFiles = Readonly<
  Record<string, string | Uint8Array | { readonly site: string; readonly content: string }>
>

export interface IngestOptions {
  /** Bytes of a piece of the stream. */
  readonly chunkBytes?: number
  readonly maxFieldBytes?: number
  readonly maxRejects?: number
  /** Names of columns by field. */
  readonly columns?: Readonly<Record<string, string>>
}

/** Runs the stage `posts` on files in memory. */
export const ingest = (
  files: TestFiles,
  { chunkBytes = 65_536, maxFieldBytes = 8 << 20, maxRejects = 1, columns = {} }: IngestOptions = {}
) =>
  runStage(IngestPosts, {
    inputs: {
      files: rawFiles(
        Object.entries(files).map(([label, file]) => ({
          label,
          ...(typeof file === "object" && "site" in file ? file : { content: file })
        })),
        chunkBytes
      )
    },
    params: { maxFieldBytes, maxRejects, columns }
  })

/** The problems for which the inputs are refused. */
export const problemsOf = (files: TestFiles, options?: IngestOptions) =>
  Effect.flip(ingest(files, options)).pipe(
    Effect.flatMap((error) => (error._tag === "InputError" ? Effect.succeed(error.problems) : Effect.die(error)))
  )

/** CSV with each field in quotes. */
export const csv = (rows: ReadonlyArray<ReadonlyArray<string>>, lineEnd = "\n"): string =>
  rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(",") + lineEnd).join("")
