/**
 * What a person accepted of a study on a corpus: a file in the project's own artifacts folder, beside the lock files,
 * meant to be committed.
 */
import type { ExternalFile } from "@praxis/dataflow/Bind"
import { InputFiles } from "@praxis/dataflow/InputFiles"
import type { Study } from "@praxis/dataflow/Study"
import { Effect, FileSystem, Path } from "effect"
import { Workspace } from "./Workspace.ts"

/** `<study>.accepted/<corpus id>.json`. */
export const acceptedFile = Effect.fnUntraced(function* (study: string, corpus: string) {
  const path = yield* Path.Path
  const { ownArtifacts } = yield* Workspace
  return path.join(ownArtifacts, `${study}.accepted`, `${corpus}.json`)
})

/** The file as what a study's source is bound to; nothing where nothing was accepted, or where the study reads none. */
export const acceptedSource = Effect.fnUntraced(function* (study: Study, corpus: string) {
  const none: Readonly<Record<string, ReadonlyArray<ExternalFile>>> = {}
  if (study.acceptance === undefined) return none
  const fs = yield* FileSystem.FileSystem
  const inputFiles = yield* InputFiles
  const file = yield* acceptedFile(study.name, corpus)
  if (!(yield* Effect.orElseSucceed(fs.exists(file), () => false))) return none
  const hashed = yield* inputFiles.digest(file)
  return { [study.acceptance.file.from.name]: [{ label: `${corpus}.json`, site: null, path: file, ...hashed }] }
})
