/**
 * Opens the inputs of a stage from the store, or from where the person keeps them.
 */
import { Effect } from "effect"
import type { AnyContract, FileHandle, RawFiles, TableHandle } from "../Artifact.ts"
import { ArtifactStore } from "../ArtifactStore.ts"
import * as Artifacts from "../Artifacts.ts"
import type { BoundInput } from "../Bind.ts"
import { InputFiles } from "../InputFiles.ts"
import type { ResultsByNode } from "../Key.ts"
import type { RawFileEntry, StoredOutput, StoredTable } from "../Record.ts"
import type * as Stage from "../Stage.ts"
import type * as Table from "../Table.ts"

/** An input as a handle. */
export const openInput = (
  stage: Stage.Any,
  name: string,
  input: BoundInput,
  results: ResultsByNode
): Effect.Effect<TableHandle<any> | FileHandle | RawFiles, never, ArtifactStore | InputFiles> => {
  if (input.kind === "external") return openRawFiles(input, results)
  return openStored(input.output, tableContract(stage, name), results.get(input.node)![input.output]!)
}

/** What stands in the store as a handle; `contract` is that of a table, `name` is for messages. */
export const openStored = (
  name: string,
  contract: AnyContract,
  stored: StoredOutput
): Effect.Effect<TableHandle<any> | FileHandle | RawFiles, never, ArtifactStore> => {
  switch (stored.kind) {
    case "table":
      return Artifacts.tableHandle(name, contract as Table.AnyContract, stored)
    case "file":
      return Artifacts.fileHandle(stored)
    case "files":
      return Effect.map(ArtifactStore, (store) =>
        Artifacts.rawFiles(stored.files, ({ digest }) => store.content(digest))
      )
  }
}

/** An input that is a table. */
export const openTable = (
  stage: Stage.Any,
  name: string,
  input: BoundInput,
  results: ResultsByNode
): Effect.Effect<TableHandle<any>, never, ArtifactStore> => {
  if (input.kind === "external") throw new Error(`the input ${name} is no table`)
  const stored = results.get(input.node)![input.output]! as StoredTable
  return Artifacts.tableHandle(input.output, tableContract(stage, name), stored)
}

/** An input that is a set of raw files. */
export const openRawFiles = (input: BoundInput, results: ResultsByNode) =>
  Effect.map(contentOf(input), (content) => Artifacts.rawFiles(entriesOf(input, results), content))

/** One of them. */
export const openRawFile = (input: BoundInput, results: ResultsByNode, i: number) =>
  Effect.map(
    contentOf(input),
    (content) => Artifacts.rawFiles([entriesOf(input, results)[i]!], (entry) => content(entry, i)).files[0]!
  )

const entriesOf = (input: BoundInput, results: ResultsByNode): ReadonlyArray<RawFileEntry> =>
  input.kind === "external"
    ? input.files
    : (results.get(input.node)![input.output]! as { readonly files: ReadonlyArray<RawFileEntry> }).files

const contentOf = Effect.fnUntraced(function* (input: BoundInput) {
  if (input.kind === "external") {
    const inputFiles = yield* InputFiles
    return (_: RawFileEntry, i: number) => {
      const { path, label, digest } = input.files[i]!
      return inputFiles.content(path, label, digest)
    }
  }
  const store = yield* ArtifactStore
  return ({ digest }: RawFileEntry) => store.content(digest)
})

const tableContract = (stage: Stage.Any, name: string) => {
  const contract = stage.inputs[name] as Stage.InputContract
  return (contract.kind === "optional" ? contract.of : contract) as any
}
