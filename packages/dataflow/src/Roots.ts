/**
 * What a store must not lose: whatever lock files and the memory of runs name.
 */
import { Effect, FileSystem, Path, type PlatformError } from "effect"
import { ArtifactReadError } from "./Artifact.ts"
import { digestsIn } from "./Digest.ts"
import { diskProblem } from "./internal/diskProblem.ts"
import { isJournalFile } from "./RunLog.ts"

/** What must stay. */
export interface Roots {
  /** Keys that the journals of the last runs name, or the last results of a study on a corpus; other digests do no harm. */
  readonly keys: ReadonlySet<string>
  /** Digests that lock files name. */
  readonly locked: ReadonlySet<string>
  /** When the oldest run began whose journal counts, in ms since 1970; infinite where there is none. */
  readonly since: number
  /** How many runs count. */
  readonly runs: number
  /** Lock files that were read. */
  readonly lockFiles: ReadonlyArray<string>
}

/** Where lock files are, where runs are remembered, and how many of the last runs count. */
export interface RootsOptions {
  readonly lockFolders: ReadonlyArray<string>
  readonly runsFolder: string
  readonly keepRuns: number
}

/**
 * Reads what names results. Files are searched for digests and not parsed: a journal that ends in the middle of a line,
 * one of another version, and a lock file with the marks of a merge conflict keep what they name.
 */
export const roots = Effect.fnUntraced(function* ({
  lockFolders,
  runsFolder,
  keepRuns
}: RootsOptions): Effect.fn.Return<Roots, ArtifactReadError, FileSystem.FileSystem | Path.Path> {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const text = (file: string) => Effect.mapError(fs.readFileString(file), unreadable(file))
  const filesIn = (folder: string, isWanted: (name: string) => boolean, recursive: boolean) =>
    Effect.gen(function* () {
      if (!(yield* fs.exists(folder))) return []
      const names = (yield* fs.readDirectory(folder, { recursive })).filter(isWanted)
      return names.sort().map((name) => path.join(folder, name))
    }).pipe(Effect.mapError(unreadable(folder)))

  // Names of journals begin with the time of the run, so the last are the newest.
  const journals = (yield* filesIn(runsFolder, isJournalFile, false)).toReversed().slice(0, keepRuns)
  const keyFiles = yield* filesIn(runsFolder, (name) => name.endsWith(".keys.json"), true)
  const keys = new Set<string>()
  let since = Number.POSITIVE_INFINITY
  for (const file of [...journals, ...keyFiles]) {
    const content = yield* text(file)
    for (const digest of digestsIn(content)) keys.add(digest)
    const began = /^\{"event":"begin".*?"at":"([^"]+)"/.exec(content)
    if (began !== null) since = Math.min(since, Date.parse(began[1]!))
  }
  const lockFiles: Array<string> = []
  const locked = new Set<string>()
  for (const folder of new Set(lockFolders)) {
    for (const file of yield* filesIn(folder, (name) => name.endsWith(".lock.json"), false)) {
      lockFiles.push(file)
      for (const digest of digestsIn(yield* text(file))) locked.add(digest)
    }
  }
  return { keys, locked, since, runs: journals.length, lockFiles }
})

const unreadable =
  (path: string) =>
  (cause: PlatformError.PlatformError): ArtifactReadError =>
    new ArtifactReadError({ artifact: "what must be kept", problem: diskProblem(cause, path), cause })
