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
import { ArtifactStore, type ObjectState, StoreVersionError } from "./ArtifactStore.ts"
import { incremental, sha256 } from "./Digest.ts"
import { Record } from "./Record.ts"

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
    const file = yield* fs.open(temp, { flag: "wx" }).pipe(Effect.mapError(writeError(artifact)))
    let renamed = false
    yield* Effect.addFinalizer(() => (renamed ? Effect.void : fs.remove(temp, { force: true }).pipe(Effect.ignore)))
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

  const content = (digest: string) =>
    fs.stream(path.join(objects, digest), { chunkSize: chunkBytes }).pipe(Stream.mapError(readError(digest)))

  return ArtifactStore.of({
    writer: Effect.fnUntraced(function* (name: string) {
      const temp = yield* temporary(objects, name)
      const hash = incremental()
      let bytes = 0
      return {
        write: (chunk) =>
          Effect.suspend(() => {
            hash.update(chunk)
            bytes += chunk.length
            return temp.write(chunk)
          }),
        commit: Effect.suspend(() => {
          const digest = hash.digest("hex")
          return Effect.as(temp.publish(digest), { digest, bytes })
        })
      }
    }),
    range: (digest, offset, length) =>
      Effect.scoped(
        Effect.gen(function* () {
          const file = yield* fs.open(path.join(objects, digest), { flag: "r" })
          const bytes = new Uint8Array(length)
          let filled = 0
          while (filled < length) {
            const read = yield* file.read(bytes.subarray(filled), { position: BigInt(offset + filled) })
            if (read === 0)
              return yield* new ArtifactReadError({
                artifact: digest,
                problem: `the object ends before byte ${offset + length}`
              })
            filled += read
          }
          return bytes
        })
      ).pipe(Effect.catchTag("PlatformError", (error) => Effect.fail(readError(digest)(error)))),
    content,
    check: (digest, bytes) =>
      Effect.gen(function* () {
        const info = yield* fs.stat(path.join(objects, digest))
        if (info.type !== "File" || Number(info.size) !== bytes) return "corrupt" as ObjectState
        const hash = incremental()
        yield* Stream.runForEachArray(content(digest), (chunks) =>
          Effect.sync(() => chunks.forEach((chunk) => void hash.update(chunk)))
        )
        return (hash.digest("hex") === digest ? "intact" : "corrupt") as ObjectState
      }).pipe(
        Effect.catchIf(isNotFound, () => Effect.succeed<ObjectState>("missing")),
        Effect.catchTag("PlatformError", (error) => Effect.fail(readError(digest)(error)))
      ),
    quarantine: (digest) => moveAway(objects, digest),
    record: (key) =>
      Effect.gen(function* () {
        const text = yield* fs.readFileString(path.join(records, key))
        const [digest, line] = text.split("\n")
        const record = line !== undefined && sha256(line) === digest ? decodeRecord(line) : Option.none<Record>()
        if (Option.isSome(record) && record.value.key === key) return record
        yield* moveAway(records, key)
        return Option.none<Record>()
      }).pipe(
        Effect.catchIf(isNotFound, () => Effect.succeed(Option.none<Record>())),
        Effect.mapError((error) => readError(key)(error))
      ),
    putRecord: (record) => {
      const line = encodeRecord(record)
      return writeWhole(records, record.key, `${sha256(line)}\n${line}\n`)
    }
  })
})

const isNotFound = (error: { readonly _tag: string }): boolean =>
  error._tag === "PlatformError" && (error as PlatformError.PlatformError).reason._tag === "NotFound"

const describe = (error: PlatformError.PlatformError): string => error.message

const writeError = (artifact: string) => (error: PlatformError.PlatformError) =>
  new ArtifactWriteError({ artifact, problem: describe(error), cause: error })

const readError = (artifact: string) => (error: PlatformError.PlatformError | ArtifactWriteError) =>
  new ArtifactReadError({ artifact, problem: error.message, cause: error })
