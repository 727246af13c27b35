/**
 * Opens the outputs of a stage in the store.
 */
import { Effect, type Scope, Stream } from "effect"
import type { AnyContract, ArtifactWriteError, NewRawFile } from "../Artifact.ts"
import type { ArtifactStore } from "../ArtifactStore.ts"
import * as Artifacts from "../Artifacts.ts"
import type { StoredOutput } from "../Record.ts"

/** Takes what a stage writes to one output. */
export interface AnyWriter {
  readonly write: (value: never) => Effect.Effect<void, ArtifactWriteError>
  readonly finish: Effect.Effect<StoredOutput, ArtifactWriteError>
}

/** A writer an output, by name. Whole numbers among `params` give fixed lists their width. */
export const openWriters = Effect.fnUntraced(function* (
  outputs: ReadonlyMap<string, AnyContract>,
  params: unknown
): Effect.fn.Return<ReadonlyMap<string, AnyWriter>, ArtifactWriteError, ArtifactStore | Scope.Scope> {
  const widths = widthsOf(params)
  const writers = new Map<string, AnyWriter>()
  for (const [name, contract] of outputs) writers.set(name, yield* openWriter(name, contract, widths))
  return writers
})

/** Writes what a whole-table stage returned for an output. */
export const writeWhole = (writer: AnyWriter, contract: AnyContract, value: unknown) => {
  switch (contract.kind) {
    case "table":
      return writer.write(value as never)
    case "file":
      return writer.write((typeof value === "string" ? new TextEncoder().encode(value) : value) as never)
    case "files":
      return Stream.runForEach(Stream.fromIterable(value as ReadonlyArray<NewRawFile>), (file) =>
        writer.write(file as never)
      )
  }
}

const widthsOf = (params: unknown): Readonly<Record<string, number>> =>
  typeof params === "object" && params !== null
    ? Object.fromEntries(
        Object.entries(params).filter((entry): entry is [string, number] => Number.isInteger(entry[1]))
      )
    : {}

const openWriter = (
  name: string,
  contract: AnyContract,
  widths: Readonly<Record<string, number>>
): Effect.Effect<AnyWriter, ArtifactWriteError, ArtifactStore | Scope.Scope> => {
  switch (contract.kind) {
    case "table":
      return Artifacts.tableWriter(name, contract, widths)
    case "file":
      return Artifacts.fileWriter(name, contract.extension)
    case "files":
      return Artifacts.filesWriter(name)
  }
}
