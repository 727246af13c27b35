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
type Entries = typeof Entries.Type

/** True where nothing tells of a change. */
export const isSameState = (a: FileState, b: FileState): boolean =>
  a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode

/** A cache in `file`. One that is missing or damaged is empty; one that cannot be written forgets. */
export const inputFileCache = Effect.fnUntraced(function* (file: string) {
  const fs = yield* FileSystem.FileSystem
  const services = yield* Effect.context<FileSystem.FileSystem | Path.Path>()
  let entries: Entries | undefined

  const read = Effect.gen(function* () {
    if (entries !== undefined) return entries
    const [digest, line] = (yield* fs.readFileString(file).pipe(Effect.orElseSucceed(() => ""))).split("\n")
    const decoded =
      line !== undefined && sha256(line) === digest ? Schema.decodeUnknownOption(Entries)(line) : undefined
    entries = decoded?._tag === "Some" ? decoded.value : {}
    return entries
  })

  const write = (changed: Entries) =>
    Effect.suspend(() => {
      entries = changed
      const line = Schema.encodeSync(Entries)(changed)
      return writeAtomically(file, `${sha256(line)}\n${line}\n`)
    }).pipe(Effect.ignore, Effect.provideContext(services))

  return {
    /** The digest of a file in this state, where it is remembered. */
    digestOf: (path: string, state: FileState) =>
      Effect.map(read, (known) => {
        const entry = known[path]
        return entry !== undefined && isSameState(entry, state) ? entry.digest : undefined
      }),
    remember: (path: string, state: FileState, digest: string) =>
      Effect.flatMap(read, (known) => write({ ...known, [path]: { ...state, digest } })),
    forget: (path: string) =>
      Effect.flatMap(read, ({ [path]: forgotten, ...others }) =>
        forgotten === undefined ? Effect.void : write(others)
      )
  }
})
