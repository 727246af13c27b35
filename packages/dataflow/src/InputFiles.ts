/**
 * The person's raw files: digests (remembered while a file is unchanged) and contents (checked while they are read).
 */
import { stat } from "node:fs/promises"
import { Clock, Context, Effect, FileSystem, Layer, type Path, Schema, Stream } from "effect"
import { ArtifactReadError } from "./Artifact.ts"
import { checkedContent } from "./checkedContent.ts"
import { hashFile } from "./internal/hashFile.ts"
import { type FileState, inputFileCache, isSameState } from "./internal/inputFileCache.ts"

/** A file that was named as input cannot be one. */
export class InputFileError extends Schema.TaggedError<InputFileError>()("InputFileError", {
  path: Schema.String,
  problem: Schema.String,
  remedy: Schema.String
}) {
  override get message() {
    return `${this.path}: ${this.problem}. ${this.remedy}`
  }
}

/** A person's file is not the one that was hashed. */
export const changedInput = (label: string): ArtifactReadError =>
  new ArtifactReadError({ artifact: label, problem: "the file changed after it was hashed; run again" })

/** Reads the person's files. */
export class InputFiles extends Context.Service<
  InputFiles,
  {
    /** SHA-256 and length of a regular file. */
    readonly digest: (
      path: string
    ) => Effect.Effect<{ readonly digest: string; readonly bytes: number }, InputFileError>
    /** The bytes of a file; fails at the end where they do not have the digest, since the file was then edited after it was hashed. */
    readonly content: (path: string, label: string, digest: string) => Stream.Stream<Uint8Array, ArtifactReadError>
  }
>()("@praxis/dataflow/InputFiles") {}

/** A file that changed this recently may change again within the clock's resolution: its digest is not remembered (as git does). */
const settledAfterMillis = 2000

const chunkBytes = 1024 * 1024

/** Reads from disk; digests of unchanged files are remembered in `cacheFile`, which may be lost or damaged at no harm. */
export const layer = (cacheFile: string): Layer.Layer<InputFiles, never, FileSystem.FileSystem | Path.Path> =>
  Layer.effect(
    InputFiles,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const cache = yield* inputFileCache(cacheFile)

      const hash = (file: string, bytes: number) =>
        Effect.scoped(Effect.flatMap(fs.open(file, { flag: "r" }), (open) => hashFile(open, bytes))).pipe(
          Effect.mapError(
            ({ message }) =>
              new InputFileError({
                path: file,
                problem: `cannot be read (${message})`,
                remedy: "Check its permissions"
              })
          )
        )

      return InputFiles.of({
        digest: Effect.fnUntraced(function* (file: string) {
          const before = yield* stateOf(file)
          const known = yield* cache.digestOf(file, before)
          if (known !== undefined) return { digest: known, bytes: Number(before.size) }
          const hashed = yield* hash(file, Number(before.size))
          const after = yield* stateOf(file)
          if (!isSameState(before, after)) {
            return yield* new InputFileError({
              path: file,
              problem: "changed while it was read",
              remedy: "Wait until it is written, then run again"
            })
          }
          const age = (yield* Clock.currentTimeMillis) - Number(BigInt(after.ctime) / 1_000_000n)
          if (age > settledAfterMillis) yield* cache.remember(file, after, hashed.digest)
          return hashed
        }),
        content: (file, label, digest) =>
          checkedContent(
            fs
              .stream(file, { chunkSize: chunkBytes })
              .pipe(
                Stream.mapError((cause) => new ArtifactReadError({ artifact: label, problem: cause.message, cause }))
              ),
            digest,
            () => changedInput(label)
          ).pipe(Stream.tapError(() => cache.forget(file)))
      })
    })
  )

const stateOf = (file: string): Effect.Effect<FileState, InputFileError> =>
  Effect.tryPromise({
    try: () => stat(file, { bigint: true }),
    catch: (cause) =>
      (cause as NodeJS.ErrnoException).code === "ENOENT"
        ? new InputFileError({
            path: file,
            problem: "there is no such file",
            remedy: "Check the path"
          })
        : new InputFileError({
            path: file,
            problem: (cause as Error).message,
            remedy: "Check the path and its permissions"
          })
  }).pipe(
    Effect.flatMap((found) => {
      if (found.isFile())
        return Effect.succeed({
          size: `${found.size}`,
          mtime: `${found.mtimeNs}`,
          ctime: `${found.ctimeNs}`,
          inode: `${found.ino}`
        })
      return found.isDirectory()
        ? Effect.fail(
            new InputFileError({
              path: file,
              problem: "is a folder, not a file",
              remedy: "Name the file in it, such as Posts.xml or the exported CSV"
            })
          )
        : Effect.fail(
            new InputFileError({ path: file, problem: "is not a regular file", remedy: "Save it as a file first" })
          )
    })
  )

/** At most so many folders of a path enter a label, since labels are shown and stored. */
const maxParents = 2

/** Short names that tell files apart: the file's name, with as many parent folders (at most two) as are needed; what is then still the same gets a number. */
export const labelsOf = (paths: ReadonlyArray<string>): ReadonlyArray<string> => {
  const parts = paths.map((each) => each.split("/").filter((part) => part !== ""))
  const take = (own: ReadonlyArray<string>, depth: number) => own.slice(-depth).join("/")
  const ends = Array.from({ length: maxParents }, (_, i) => counts(parts.map((own) => take(own, i + 1))))
  const earlier = new Map<string, number>()
  return parts.map((own) => {
    let depth = 1
    while (depth < Math.min(own.length, 1 + maxParents) && ends[depth - 1]!.get(take(own, depth))! > 1) depth++
    const label = take(own, depth)
    const number = (earlier.get(label) ?? 0) + 1
    earlier.set(label, number)
    return number === 1 ? label : `${label} (${number})`
  })
}

const counts = (texts: ReadonlyArray<string>): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const text of texts) found.set(text, (found.get(text) ?? 0) + 1)
  return found
}
