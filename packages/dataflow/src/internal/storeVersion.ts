/**
 * The version of a store's folder: one line in a file of its own.
 *
 * It rises when a program of an earlier version would misread what this one writes. Optional fields of a record do not
 * count: a program that does not know them never computes a key under which they stand.
 */
import { Effect, FileSystem, type PlatformError } from "effect"
import { ArtifactWriteError } from "../Artifact.ts"
import { StoreVersionError } from "../ArtifactStore.ts"
import { diskProblem } from "./diskProblem.ts"
import { isTemporary } from "./temporaryName.ts"

/** The version that this program reads and writes. */
export const storeVersion = 1

/** Where a store's version stands, and where its results do. */
export interface VersionedFolder {
  readonly versionFile: string
  /** Folders in which nothing but temporary files stands while a store is new. */
  readonly results: ReadonlyArray<string>
  /** Writes the version file as a whole. */
  readonly write: (content: string) => Effect.Effect<void, ArtifactWriteError>
}

/**
 * Refuses a folder that another version of this program wrote, and one with results of which nobody can tell who wrote
 * them; writes the version of a new one.
 */
export const requireVersion = Effect.fnUntraced(function* ({
  versionFile,
  results,
  write
}: VersionedFolder): Effect.fn.Return<void, ArtifactWriteError | StoreVersionError, FileSystem.FileSystem> {
  const fs = yield* FileSystem.FileSystem
  const read = fs.readFileString(versionFile).pipe(
    Effect.map((text): string | undefined => text.trim()),
    Effect.catchIf(isNotFound, () => Effect.succeed(undefined)),
    Effect.mapError((error) => failure(error, versionFile))
  )
  const holdsResults = Effect.gen(function* () {
    for (const folder of results) {
      const names = yield* Effect.mapError(fs.readDirectory(folder), (error) => failure(error, folder))
      if (names.some((name) => !isTemporary(name))) return true
    }
    return false
  })
  let found = yield* read
  if (found === undefined) {
    const isNew = !(yield* holdsResults)
    // Another process may have made the same store meanwhile, and its version file stands before its first result.
    found = yield* read
    if (found === undefined && isNew) {
      // Its sweep may take this process's temporary file.
      yield* Effect.catch(write(`${storeVersion}\n`), (error) =>
        Effect.flatMap(read, (now) => (now === undefined ? Effect.fail(error) : Effect.void))
      )
      found = yield* read
    }
  }
  if (found === `${storeVersion}`) return
  return yield* new StoreVersionError({ path: versionFile, found: found?.slice(0, 40) ?? "", expected: storeVersion })
})

const isNotFound = (error: PlatformError.PlatformError): boolean => error.reason._tag === "NotFound"

const failure = (error: PlatformError.PlatformError, path: string) =>
  new ArtifactWriteError({ artifact: "the store", problem: diskProblem(error, path), cause: error })
