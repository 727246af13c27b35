/**
 * The person's raw files: digests (remembered while a file is unchanged) and contents (checked while they are read).
 */
import { readdir, stat } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { Clock, Context, Effect, FileSystem, Layer, type Path, Schema, Stream } from "effect"
import { ArtifactReadError } from "./Artifact.ts"
import { checkedContent } from "./checkedContent.ts"
import { incremental } from "./Digest.ts"
import { partsAmong } from "./fileParts.ts"
import { hashInto } from "./internal/hashFile.ts"
import { type FileState, inputFileCache, isSameState } from "./internal/inputFileCache.ts"

/** A file that was named as input cannot be one. */
export class InputFileError extends Schema.TaggedError<InputFileError>()("InputFileError", {
  path: Schema.String,
  problem: Schema.String,
  remedy: Schema.String
}) {
  /** The message without the path. */
  get said() {
    return `${this.problem}. ${this.remedy}`
  }

  override get message() {
    return `${this.path}: ${this.said}`
  }
}

/** A person's file is not the one that was hashed. */
export const changedInput = (label: string): ArtifactReadError =>
  new ArtifactReadError({ artifact: label, problem: "the file changed after it was hashed; run again" })

/**
 * Reads the person's files. A file that is not there, but whose parts are (`posts.7z.001`, `posts.7z.002`, …), is read
 * from these as if they were joined.
 */
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

      const hash = Effect.fnUntraced(function* (files: ReadonlyArray<OnDisk>) {
        const sha = incremental()
        let bytes = 0
        for (const { file, state } of files) {
          bytes += yield* Effect.scoped(
            Effect.flatMap(fs.open(file, { flag: "r" }), (open) => hashInto(sha, open, Number(state.size)))
          ).pipe(
            Effect.mapError(
              ({ message }) =>
                new InputFileError({
                  path: file,
                  problem: `cannot be read (${message})`,
                  remedy: "Check its permissions"
                })
            )
          )
        }
        return { digest: sha.digest("hex"), bytes }
      })

      return InputFiles.of({
        digest: Effect.fnUntraced(function* (path: string) {
          const files = yield* filesOf(path)
          const before = joined(files)
          const known = yield* cache.digestOf(path, before)
          if (known !== undefined) return { digest: known, bytes: Number(before.size) }
          const hashed = yield* hash(files)
          const after = yield* filesOf(path)
          if (!isSameState(before, joined(after))) {
            return yield* new InputFileError({
              path,
              problem: "changed while it was read",
              remedy: "Wait until it is written, then run again"
            })
          }
          const age = (yield* Clock.currentTimeMillis) - Math.max(...after.map(changedAt))
          if (age > settledAfterMillis) yield* cache.remember(path, before, hashed.digest)
          return hashed
        }),
        content: (path, label, digest) =>
          checkedContent(
            Stream.unwrap(Effect.map(filesOf(path), (files) => Stream.fromIterable(files))).pipe(
              Stream.flatMap(({ file }) => fs.stream(file, { chunkSize: chunkBytes })),
              Stream.mapError(
                (cause) =>
                  new ArtifactReadError({
                    artifact: label,
                    problem: cause._tag === "InputFileError" ? cause.said : cause.message,
                    cause
                  })
              )
            ),
            digest,
            () => changedInput(label)
          ).pipe(Stream.tapError(() => cache.forget(path)))
      })
    })
  )

/** A file, and the state in which it was found. */
interface OnDisk {
  readonly file: string
  readonly state: FileState
}

/** The file of that path, or the parts of it that lie there in its stead. */
const filesOf = Effect.fnUntraced(function* (path: string): Effect.fn.Return<ReadonlyArray<OnDisk>, InputFileError> {
  const whole = yield* Effect.result(onDisk(path))
  if (whole._tag === "Success") return [whole.success]
  if (whole.failure.problem !== noSuchFile) return yield* whole.failure
  const folder = dirname(path)
  const beside = yield* Effect.orElseSucceed(
    Effect.tryPromise(() => readdir(folder)),
    (): ReadonlyArray<string> => []
  )
  const { names, missing, nMissing } = partsAmong(basename(path), beside)
  if (names.length === 0) return yield* whole.failure
  if (nMissing > 0) {
    const more = nMissing > missing.length ? ` and ${nMissing - missing.length} more` : ""
    return yield* new InputFileError({
      path,
      problem: `it is in parts, of which ${missing.join(", ")}${more} ${nMissing === 1 ? "is" : "are"} missing`,
      remedy: "Put all parts into one folder"
    })
  }
  return yield* Effect.forEach(names, (name) => onDisk(join(folder, name)))
})

/** What tells that none of the files changed, as if they were one. */
const joined = (files: ReadonlyArray<OnDisk>): FileState => {
  const all = (field: keyof FileState) => files.map(({ state }) => state[field])
  return {
    size: `${all("size").reduce((sum, size) => sum + BigInt(size), 0n)}`,
    mtime: all("mtime").join(" "),
    ctime: all("ctime").join(" "),
    inode: all("inode").join(" ")
  }
}

/** In milliseconds since 1970. */
const changedAt = ({ state }: OnDisk): number => Number(BigInt(state.ctime) / 1_000_000n)

const noSuchFile = "there is no such file"

const onDisk = (file: string): Effect.Effect<OnDisk, InputFileError> =>
  Effect.tryPromise({
    try: () => stat(file, { bigint: true }),
    catch: (cause) =>
      (cause as NodeJS.ErrnoException).code === "ENOENT"
        ? new InputFileError({
            path: file,
            problem: noSuchFile,
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
          file,
          state: {
            size: `${found.size}`,
            mtime: `${found.mtimeNs}`,
            ctime: `${found.ctimeNs}`,
            inode: `${found.ino}`
          }
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
