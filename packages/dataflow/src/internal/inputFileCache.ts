/**
 * Remembers the digests of files that have not changed, in one file: the SHA-256 of a line of JSON, and that line.
 */
import { Effect, FileSystem, type Path, Schema } from "effect"
import { sha256 } from "../Digest.ts"
import { writeAtomically } from "../writeAtomically.ts"

/** What tells that a file is unchanged; length in bytes, times in nanoseconds. */
export const FileState = Schema.Struct({
  size: Schema.String,
  mtime: Schema.String,
  ctime: Schema.String,
  inode: Schema.String
})
export type FileState = typeof FileState.Type

const Entries = Schema.fromJsonString(
  Schema.Record(Schema.String, Schema.Struct({ ...FileState.fields, digest: Schema.String }))
)
type Known = Map<string, (typeof Entries.Type)[string]>

/** True where nothing tells of a change. */
export const isSameState = (a: FileState, b: FileState): boolean =>
  a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode

/**
 * A cache in `file`. One that is missing or damaged is empty; one that cannot be written forgets. It is written whenever
 * it has grown by an eighth, and when the scope closes, so that thousands of files do not write it thousands of times.
 */
export const inputFileCache = Effect.fnUntraced(function* (file: string) {
  const fs = yield* FileSystem.FileSystem
  const services = yield* Effect.context<FileSystem.FileSystem | Path.Path>()
  let entries: Known | undefined
  let unwritten = 0

  const read = Effect.gen(function* () {
    if (entries !== undefined) return entries
    const [digest, line] = (yield* fs.readFileString(file).pipe(Effect.orElseSucceed(() => ""))).split("\n")
    const decoded =
      line !== undefined && sha256(line) === digest ? Schema.decodeUnknownOption(Entries)(line) : undefined
    entries = new Map(decoded?._tag === "Some" ? Object.entries(decoded.value) : [])
    return entries
  })

  const write = (known: Known) =>
    Effect.suspend(() => {
      unwritten = 0
      const line = Schema.encodeSync(Entries)(Object.fromEntries(known))
      return writeAtomically(file, `${sha256(line)}\n${line}\n`)
    }).pipe(Effect.ignore, Effect.provideContext(services))

  yield* Effect.addFinalizer(() => (entries === undefined || unwritten === 0 ? Effect.void : write(entries)))
  return {
    /** The digest of a file in this state, where it is remembered. */
    digestOf: (path: string, state: FileState) =>
      Effect.map(read, (known) => {
        const entry = known.get(path)
        return entry !== undefined && isSameState(entry, state) ? entry.digest : undefined
      }),
    remember: (path: string, state: FileState, digest: string) =>
      Effect.flatMap(read, (known) => {
        known.set(path, { ...state, digest })
        unwritten++
        return 8 * unwritten >= known.size ? write(known) : Effect.void
      }),
    forget: (path: string) => Effect.flatMap(read, (known) => (known.delete(path) ? write(known) : Effect.void))
  }
})
