/**
 * The store on disk.
 *
 *     <folder>/version            the format of this folder
 *     <folder>/objects/<digest>   immutable; the name is the SHA-256 of the content
 *     <folder>/records/<key>      one JSON line, after the SHA-256 of that line
 *     <folder>/quarantine/        objects and records whose content was not what it should be
 *
 * Every write goes to a temporary file in the same folder, is flushed to the
 * disk, renamed, and the folder flushed: a crash leaves the old state or the
 * new one, and perhaps a `.tmp-` file, never half an object.
 */
import { randomUUID } from "node:crypto"
import { Clock, Effect, FileSystem, Layer, Option, Path, type PlatformError, Schema, Semaphore, Stream } from "effect"
import { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import { ArtifactStore, type ObjectState, type RecordState, type StoreVersionError } from "./ArtifactStore.ts"
import { checkedContent } from "./checkedContent.ts"
import { incremental, sha256 } from "./Digest.ts"
import { checkedScratch } from "./internal/checkedScratch.ts"
import { diskProblem } from "./internal/diskProblem.ts"
import { hashFile } from "./internal/hashFile.ts"
import { setAsideName } from "./internal/setAsideName.ts"
import { sharedFlush } from "./internal/sharedFlush.ts"
import { requireVersion } from "./internal/storeVersion.ts"
import { Record } from "./Record.ts"

/** Bytes read at a time when an object is streamed or checked. */
const chunkBytes = 1024 * 1024

/** Entries that are looked at at once when a place is listed. */
const statsAtOnce = 16

const decodeRecord = Schema.decodeUnknownOption(Schema.fromJsonString(Record))
const encodeRecord = Schema.encodeSync(Schema.fromJsonString(Record))

/** A store in the given folder, which is made where it is missing. */
export const layerFiles = (
  folder: string
): Layer.Layer<ArtifactStore, ArtifactWriteError | StoreVersionError, FileSystem.FileSystem | Path.Path> =>
  Layer.effect(ArtifactStore, make(folder))

const make = Effect.fnUntraced(function* (folder: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const objects = path.join(folder, "objects")
  const records = path.join(folder, "records")
  const quarantined = path.join(folder, "quarantine")
  const folders = { objects, records, quarantine: quarantined }

  for (const each of [objects, records, quarantined]) {
    yield* fs.makeDirectory(each, { recursive: true }).pipe(Effect.mapError(writeError("the store", each)))
  }

  const flushByFolder = new Map(
    [folder, objects, records, quarantined].map((of) => [
      of,
      sharedFlush(Effect.scoped(Effect.flatMap(fs.open(of, { flag: "r" }), (file) => file.sync)))
    ])
  )
  const flushFolder = (artifact: string, of: string) =>
    Effect.mapError(flushByFolder.get(of)!, writeError(artifact, of))

  /** A temporary file in `of` that is renamed to the name given at the end, or removed. */
  const temporary = Effect.fnUntraced(function* (of: string, artifact: string) {
    const temp = path.join(of, `.tmp-${randomUUID()}`)
    let renamed = false
    // Before the file is opened: an interrupt while it opens must remove it too.
    yield* Effect.addFinalizer(() => (renamed ? Effect.void : fs.remove(temp, { force: true }).pipe(Effect.ignore)))
    const file = yield* fs.open(temp, { flag: "wx" }).pipe(Effect.mapError(writeError(artifact, of)))
    return {
      write: (bytes: Uint8Array) => file.writeAll(bytes).pipe(Effect.mapError(writeError(artifact, of))),
      publish: (name: string) =>
        Effect.gen(function* () {
          yield* file.sync
          yield* fs.rename(temp, path.join(of, name))
          renamed = true
        }).pipe(Effect.mapError(writeError(artifact, of)), Effect.andThen(flushFolder(artifact, of)))
    }
  })

  const writeWhole = (of: string, name: string, artifact: string, content: string) =>
    Effect.scoped(
      Effect.gen(function* () {
        const temp = yield* temporary(of, artifact)
        yield* temp.write(new TextEncoder().encode(content))
        yield* temp.publish(name)
      })
    )

  yield* requireVersion({
    versionFile: path.join(folder, "version"),
    results: [records, objects],
    write: (content) => writeWhole(folder, "version", "the store", content)
  })

  const moveAway = (from: string, name: string) =>
    Clock.currentTimeMillis.pipe(
      Effect.flatMap((now) => fs.rename(path.join(from, name), path.join(quarantined, setAsideName(name, now)))),
      Effect.catchIf(isNotFound, () => Effect.void),
      Effect.mapError(writeError(name, path.join(from, name)))
    )

  /** With no more room than `bytes` need. */
  const rawContent = (digest: string, bytes = chunkBytes) =>
    fs
      .stream(path.join(objects, digest), { chunkSize: Math.min(chunkBytes, bytes + 1) })
      .pipe(Stream.mapError(readError(digest, path.join(objects, digest))))

  const check = (digest: string, bytes: number) =>
    Effect.gen(function* () {
      const info = yield* fs.stat(path.join(objects, digest))
      if (info.type !== "File" || Number(info.size) !== bytes) return "corrupt" as ObjectState
      const found = yield* Effect.scoped(
        Effect.flatMap(fs.open(path.join(objects, digest), { flag: "r" }), (file) => hashFile(file, bytes))
      )
      return (found.digest === digest ? "intact" : "corrupt") as ObjectState
    }).pipe(
      Effect.catchIf(isNotFound, () => Effect.succeed<ObjectState>("missing")),
      Effect.catchIf(isNoFile, () => Effect.succeed<ObjectState>("corrupt")),
      Effect.catchTag("PlatformError", (error) => Effect.fail(readError(digest, path.join(objects, digest))(error)))
    )

  return ArtifactStore.of({
    writer: Effect.fnUntraced(function* (name: string) {
      const temp = yield* temporary(objects, name)
      const hash = incremental()
      // The disk may end writes in another order than the digest takes them.
      const oneAtATime = Semaphore.makeUnsafe(1)
      let bytes = 0
      let broken = false
      return {
        write: (chunk) =>
          Effect.suspend(() => {
            hash.update(chunk)
            bytes += chunk.length
            return temp.write(chunk)
          }).pipe(
            oneAtATime.withPermit,
            Effect.tapError(() =>
              Effect.sync(() => {
                broken = true
              })
            )
          ),
        commit: Effect.suspend(() => {
          if (broken)
            return Effect.fail(new ArtifactWriteError({ artifact: name, problem: "a part of it could not be written" }))
          const digest = hash.digest("hex")
          return Effect.as(temp.publish(digest), { digest, bytes })
        })
      }
    }),
    scratch: Effect.gen(function* () {
      const name = path.join(objects, `.tmp-${randomUUID()}`)
      yield* Effect.addFinalizer(() => fs.remove(name, { force: true }).pipe(Effect.ignore))
      const file = yield* fs.open(name, { flag: "wx+" }).pipe(Effect.mapError(writeError(scratchName, objects)))
      let length = 0
      return checkedScratch(scratchName, {
        append: (bytes) =>
          Effect.suspend(() => {
            const offset = length
            length += bytes.length
            return Effect.as(file.writeAll(bytes), offset)
          }).pipe(Effect.mapError(writeError(scratchName, objects))),
        read: (offset, bytes) => readFully(file, scratchName, objects, offset, bytes)
      })
    }),
    range: (digest, offset, length) =>
      Effect.scoped(
        Effect.gen(function* () {
          const file = yield* fs
            .open(path.join(objects, digest), { flag: "r" })
            .pipe(Effect.mapError(readError(digest, path.join(objects, digest))))
          return yield* readFully(file, digest, path.join(objects, digest), offset, length)
        })
      ),
    content: (digest) =>
      checkedContent(
        rawContent(digest),
        digest,
        () => new ArtifactReadError({ artifact: digest, problem: "the stored bytes do not have this digest" })
      ),
    check,
    quarantine: (digest) =>
      Effect.gen(function* () {
        const { size } = yield* fs.stat(path.join(objects, digest))
        if ((yield* check(digest, Number(size))) !== "intact") yield* moveAway(objects, digest)
      }).pipe(
        Effect.catchIf(isNotFound, () => Effect.void),
        Effect.catchTag(["PlatformError", "ArtifactReadError"], () => moveAway(objects, digest))
      ),
    record: (key) =>
      Effect.gen(function* () {
        const file = path.join(records, key)
        if ((yield* fs.stat(file)).type !== "File") return corrupt
        const [digest, line, ...rest] = (yield* fs.readFileString(file)).split("\n")
        if (line === undefined || sha256(line) !== digest || rest.join("\n") !== "") return corrupt
        const record = decodeRecord(line)
        return Option.isSome(record) && record.value.key === key
          ? { state: "intact" as const, record: record.value }
          : corrupt
      }).pipe(
        Effect.catchIf(isNotFound, () => Effect.succeed<RecordState>({ state: "missing" })),
        Effect.catchIf(isNoFile, () => Effect.succeed(corrupt)),
        Effect.catchTag("PlatformError", (error) =>
          Effect.fail(readError(`the record ${key}`, path.join(records, key))(error))
        )
      ),
    quarantineRecord: (key) => moveAway(records, key),
    putRecord: (record) => {
      const line = encodeRecord(record)
      return writeWhole(records, record.key, `the record of ${record.parts.stage}`, `${sha256(line)}\n${line}\n`)
    },
    entries: (place) => {
      const folderOfPlace = folders[place]
      return Stream.fromIterableEffect(Effect.map(fs.readDirectory(folderOfPlace), (names) => names.sort())).pipe(
        Stream.mapEffect(
          (name) =>
            fs.lstat(path.join(folderOfPlace, name)).pipe(
              Effect.map(({ size, mtime }) => {
                const modified = Option.match(mtime, { onNone: () => 0, onSome: (time) => time.getTime() })
                return [{ place, name, bytes: Number(size), modified }]
              }),
              Effect.catchIf(isNotFound, () => Effect.succeed([]))
            ),
          { concurrency: statsAtOnce }
        ),
        Stream.flatMap(Stream.fromIterable),
        Stream.mapError(readError("the store", folderOfPlace))
      )
    },
    remove: (place, names) =>
      Effect.forEach(
        names,
        (name) => fs.remove(path.join(folders[place], path.basename(name)), { force: true, recursive: true }),
        { discard: true }
      ).pipe(
        Effect.mapError(writeError("the store", folders[place])),
        Effect.andThen(flushFolder("the store", folders[place]))
      )
  })
})

/** Exactly `length` bytes from `offset` on. */
const readFully = Effect.fnUntraced(function* (
  file: FileSystem.File,
  name: string,
  path: string,
  offset: number,
  length: number
) {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const read = yield* file
      .read(bytes.subarray(filled), { position: BigInt(offset + filled) })
      .pipe(Effect.mapError(readError(name, path)))
    if (read === 0)
      return yield* new ArtifactReadError({
        artifact: name,
        problem: `${path}: it ends before byte ${offset + length}`
      })
    filled += read
  }
  return bytes
})

/** What a stage's temporary files are called in messages. */
const scratchName = "a temporary file"

const corrupt: RecordState = { state: "corrupt" }

const isNotFound = (error: { readonly _tag: string }): boolean => hasReason(error, "NotFound")

/** Such as a symbolic link to itself. */
const isNoFile = (error: { readonly _tag: string }): boolean => hasReason(error, "BadResource")

const hasReason = (error: { readonly _tag: string }, reason: PlatformError.SystemErrorTag): boolean =>
  error._tag === "PlatformError" && (error as PlatformError.PlatformError).reason._tag === reason

const writeError = (artifact: string, path: string) => (error: PlatformError.PlatformError) =>
  new ArtifactWriteError({ artifact, problem: diskProblem(error, path), cause: error })

const readError = (artifact: string, path: string) => (error: PlatformError.PlatformError) =>
  new ArtifactReadError({ artifact, problem: diskProblem(error, path), cause: error })
