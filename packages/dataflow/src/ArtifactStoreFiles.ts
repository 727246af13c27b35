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
import { Effect, FileSystem, Layer, Option, Path, type PlatformError, Schema, Stream } from "effect"
import { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import { ArtifactStore, type ObjectState, type RecordState, StoreVersionError } from "./ArtifactStore.ts"
import { checkedContent } from "./checkedContent.ts"
import { incremental, sha256 } from "./Digest.ts"
import { digestOfStream } from "./digestOfStream.ts"
import { Record } from "./Record.ts"
import type { ScratchFile } from "./Scratch.ts"

/** The version of the folder's layout. */
export const storeVersion = 1

/** Bytes read at a time when an object is streamed or checked. */
const chunkBytes = 1024 * 1024

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
  const versionFile = path.join(folder, "version")

  for (const each of [objects, records, quarantined]) {
    yield* fs.makeDirectory(each, { recursive: true }).pipe(Effect.mapError(writeError(each)))
  }

  const flushFolder = (of: string) =>
    Effect.scoped(Effect.flatMap(fs.open(of, { flag: "r" }), (file) => file.sync)).pipe(Effect.mapError(writeError(of)))

  /** A temporary file in `of` that is renamed to the name given at the end, or removed. */
  const temporary = Effect.fnUntraced(function* (of: string, artifact: string) {
    const temp = path.join(of, `.tmp-${randomUUID()}`)
    let renamed = false
    // Before the file is opened: an interrupt while it opens must remove it too.
    yield* Effect.addFinalizer(() => (renamed ? Effect.void : fs.remove(temp, { force: true }).pipe(Effect.ignore)))
    const file = yield* fs.open(temp, { flag: "wx" }).pipe(Effect.mapError(writeError(artifact)))
    return {
      write: (bytes: Uint8Array) => file.writeAll(bytes).pipe(Effect.mapError(writeError(artifact))),
      publish: (name: string) =>
        Effect.gen(function* () {
          yield* file.sync
          yield* fs.rename(temp, path.join(of, name))
          renamed = true
        }).pipe(Effect.mapError(writeError(artifact)), Effect.andThen(flushFolder(of)))
    }
  })

  const writeWhole = (of: string, name: string, content: string) =>
    Effect.scoped(
      Effect.gen(function* () {
        const temp = yield* temporary(of, path.join(of, name))
        yield* temp.write(new TextEncoder().encode(content))
        yield* temp.publish(name)
      })
    )

  yield* fs.readFileString(versionFile).pipe(
    Effect.catchIf(isNotFound, () => Effect.as(writeWhole(folder, "version", `${storeVersion}\n`), `${storeVersion}`)),
    Effect.catchTag("PlatformError", (error) => Effect.fail(writeError(versionFile)(error))),
    Effect.filterOrFail(
      (text) => text.trim() === `${storeVersion}`,
      (text) =>
        new StoreVersionError({
          path: versionFile,
          found: JSON.stringify(text.trim().slice(0, 40)),
          expected: storeVersion
        })
    )
  )

  const moveAway = (from: string, name: string) =>
    fs.rename(path.join(from, name), path.join(quarantined, `${name}-${randomUUID()}`)).pipe(
      Effect.catchIf(isNotFound, () => Effect.void),
      Effect.mapError(writeError(name))
    )

  const rawContent = (digest: string) =>
    fs.stream(path.join(objects, digest), { chunkSize: chunkBytes }).pipe(Stream.mapError(readError(digest)))

  const check = (digest: string, bytes: number) =>
    Effect.gen(function* () {
      const info = yield* fs.stat(path.join(objects, digest))
      if (info.type !== "File" || Number(info.size) !== bytes) return "corrupt" as ObjectState
      const found = yield* digestOfStream(rawContent(digest))
      return (found.digest === digest ? "intact" : "corrupt") as ObjectState
    }).pipe(
      Effect.catchIf(isNotFound, () => Effect.succeed<ObjectState>("missing")),
      Effect.catchTag("PlatformError", (error) => Effect.fail(readError(digest)(error)))
    )

  return ArtifactStore.of({
    writer: Effect.fnUntraced(function* (name: string) {
      const temp = yield* temporary(objects, name)
      const hash = incremental()
      let bytes = 0
      let broken = false
      return {
        write: (chunk) =>
          Effect.suspend(() => {
            hash.update(chunk)
            bytes += chunk.length
            return temp.write(chunk)
          }).pipe(
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
      const file = yield* fs.open(name, { flag: "wx+" }).pipe(Effect.mapError(writeError(name)))
      let length = 0
      return {
        append: (bytes) =>
          Effect.suspend(() => {
            const offset = length
            length += bytes.length
            return Effect.as(file.writeAll(bytes), offset)
          }).pipe(Effect.mapError(writeError(name))),
        read: (offset, bytes) => readFully(file, name, offset, bytes)
      } satisfies ScratchFile
    }),
    range: (digest, offset, length) =>
      Effect.scoped(
        Effect.gen(function* () {
          const file = yield* fs
            .open(path.join(objects, digest), { flag: "r" })
            .pipe(Effect.mapError(readError(digest)))
          return yield* readFully(file, digest, offset, length)
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
        const [digest, line] = (yield* fs.readFileString(file)).split("\n")
        if (line === undefined || sha256(line) !== digest) return corrupt
        const record = decodeRecord(line)
        return Option.isSome(record) && record.value.key === key
          ? { state: "intact" as const, record: record.value }
          : corrupt
      }).pipe(
        Effect.catchIf(isNotFound, () => Effect.succeed<RecordState>({ state: "missing" })),
        Effect.catchTag("PlatformError", (error) => Effect.fail(readError(key)(error)))
      ),
    quarantineRecord: (key) => moveAway(records, key),
    putRecord: (record) => {
      const line = encodeRecord(record)
      return writeWhole(records, record.key, `${sha256(line)}\n${line}\n`)
    }
  })
})

/** Exactly `length` bytes from `offset` on. */
const readFully = Effect.fnUntraced(function* (file: FileSystem.File, name: string, offset: number, length: number) {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const read = yield* file
      .read(bytes.subarray(filled), { position: BigInt(offset + filled) })
      .pipe(Effect.mapError(readError(name)))
    if (read === 0)
      return yield* new ArtifactReadError({ artifact: name, problem: `it ends before byte ${offset + length}` })
    filled += read
  }
  return bytes
})

const corrupt: RecordState = { state: "corrupt" }

const isNotFound = (error: { readonly _tag: string }): boolean =>
  error._tag === "PlatformError" && (error as PlatformError.PlatformError).reason._tag === "NotFound"

const describe = (error: PlatformError.PlatformError): string => error.message

const writeError = (artifact: string) => (error: PlatformError.PlatformError) =>
  new ArtifactWriteError({ artifact, problem: describe(error), cause: error })

const readError = (artifact: string) => (error: PlatformError.PlatformError | ArtifactWriteError) =>
  new ArtifactReadError({ artifact, problem: error.message, cause: error })
