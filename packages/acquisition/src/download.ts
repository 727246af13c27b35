/**
 * Downloads a file so that it is there whole and as announced, or not at all; what came of it stays for the next try.
 */
import type { Hash } from "node:crypto"
import { incremental } from "@praxis/dataflow/Digest"
import { writeAtomically } from "@praxis/dataflow/writeAtomically"
import { Effect, FileSystem, Path, type PlatformError, Stream } from "effect"
import type { HttpClientResponse } from "effect/http"
import { diskError, freeBytes, requireRoom } from "./diskErrors.ts"
import { FetchContentError, FetchDiskError } from "./FetchError.ts"
import type { OnFetchEvent } from "./FetchEvent.ts"
import { holdFolder } from "./holdFolder.ts"
import { isLfsPointer, lfsPointerBytes } from "./lfsPointer.ts"
import { type Patience, usualPatience } from "./Patience.ts"
import { patiently } from "./patiently.ts"
import { readRange } from "./readRange.ts"
import { networkProblem, openGet, requireOk, seconds, shownUrl, TransientError } from "./request.ts"

/** What to download, and where to. */
export interface DownloadOptions {
  readonly url: string
  /** An existing or new folder. */
  readonly folder: string
  /** The file's name in it. */
  readonly name: string
  /** Its length and SHA-256, where they are known beforehand. */
  readonly bytes?: number | undefined
  readonly sha256?: string | undefined
  readonly patience?: Patience | undefined
  readonly onEvent?: OnFetchEvent | undefined
  /** Bytes free in a folder; the system's own without it. */
  readonly free?: ((folder: string) => Effect.Effect<number>) | undefined
}

/** The file as it is on disk now. */
export interface Downloaded {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  /** False where it was there already. */
  readonly fetched: boolean
}

/** How often progress is told: after so many bytes. */
const progressEvery = 256 * 1024

/**
 * Downloads one file to `folder/name`, by way of `.name.part` beside it: a part is gone on with where the host honours
 * ranges and the content is the same by its ETag or date (or its digest is pinned), else fetched anew. Checked before it
 * takes its name: length and digest; where no digest is pinned, the one that was found is kept as `name.sha256`. A file
 * that is there with the right digest is not fetched.
 *
 * Errors: every one of `FetchError`. One process at a time fetches into a folder.
 */
export const download = (options: DownloadOptions) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { url, folder, name, patience = usualPatience, onEvent = () => {}, free = freeBytes } = options
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const target = path.join(folder, name)
      const part = path.join(folder, `.${name}.part`)
      const note = `${part}.json`
      const said = shownUrl(url)
      const onDisk = <A, R>(effect: Effect.Effect<A, PlatformError.PlatformError, R>) =>
        Effect.mapError(effect, diskError(target))

      yield* onDisk(fs.makeDirectory(folder, { recursive: true }))
      yield* holdFolder(folder)
      const kept = yield* onDisk(keptFile(options, target))
      if (kept !== undefined) {
        if (kept.expected !== undefined && kept.expected !== kept.sha256) {
          return yield* new FetchDiskError({
            path: target,
            problem: `is there with the digest ${kept.sha256}, expected was ${kept.expected}`,
            remedy: "It is left as it is: move it away, and run the same command again"
          })
        }
        onEvent({ _tag: "FetchFinished", file: name, bytes: kept.bytes, sha256: kept.sha256, fetched: false })
        return { path: target, bytes: kept.bytes, sha256: kept.sha256, fetched: false } satisfies Downloaded
      }

      if (options.bytes !== undefined) yield* requireRoom(folder, options.bytes - (yield* sizeOf(part)), free)
      let furthest = 0

      /** One request: true once the part is whole. A cut after something new is no failure: it is gone on with at once. */
      const attempt = Effect.scoped(
        Effect.gen(function* () {
          const known = yield* readNote(note, url)
          const from = yield* sizeOf(part)
          const canResume = from > 0 && (options.sha256 !== undefined || known?.validator !== undefined)
          const response = yield* openGet(
            url,
            {
              "accept-encoding": "identity",
              ...(canResume ? { range: `bytes=${from}-` } : {}),
              ...(canResume && known?.validator !== undefined ? { "if-range": known.validator } : {})
            },
            patience
          )
          if (response.status === 416 && canResume) {
            const isWhole = readRange(response.headers["content-range"])?.total === from
            if (isWhole) return true
            yield* onDisk(fs.truncate(part, 0))
            return yield* new TransientError({ url: said, problem: "the part that is here is too long", wait: 0 })
          }
          yield* requireOk(response, url)
          const range = response.status === 206 ? readRange(response.headers["content-range"]) : undefined
          if (response.status === 206 && (range === undefined || range.start !== from)) {
            yield* onDisk(fs.truncate(part, 0))
            return yield* new TransientError({ url: said, problem: "the host sent another range", wait: 0 })
          }
          const start = range === undefined ? 0 : from
          const encoding = response.headers["content-encoding"] ?? "identity"
          if (encoding !== "identity") {
            return yield* new FetchContentError({
              url: said,
              problem: `the host sent it packed (${encoding}) although it was asked not to`,
              remedy: "Fetch it with a browser and name the file with --input"
            })
          }
          const total = range === undefined ? lengthOf(response) : range.total
          yield* requireAnnounced(options, response, total)
          yield* requireRoom(folder, (total ?? options.bytes ?? 0) - start, free)
          const limit = total ?? options.bytes ?? start + (yield* free(folder))
          yield* onDisk(writeAtomically(note, JSON.stringify({ url, validator: validatorOf(response) })))
          onEvent({ _tag: "FetchStarted", file: name, url: said, from: start, total })

          const file = yield* onDisk(fs.open(part, { flag: start === 0 ? "w" : "a" }))
          let done = start
          let told = start
          const chunks = response.stream.pipe(
            Stream.mapError((error) => new TransientError({ url: said, problem: networkProblem(error), wait: null })),
            Stream.timeoutOrElse({
              duration: patience.silence,
              orElse: () =>
                Stream.fail(
                  new TransientError({
                    url: said,
                    problem: `no byte came for ${seconds(patience.silence)} s`,
                    wait: null
                  })
                )
            })
          )
          const ended = yield* Stream.runForEach(chunks, (chunk) =>
            Effect.gen(function* () {
              if (done + chunk.length > limit) {
                return yield* new FetchContentError({
                  url: said,
                  problem: `more came than the ${limit} bytes that were announced`,
                  remedy: "The host or a proxy on the way is at fault: try again later, or from another network"
                })
              }
              yield* onDisk(file.writeAll(chunk))
              done += chunk.length
              if (done - told >= progressEvery) {
                told = done
                onEvent({
                  _tag: "FetchProgress",
                  file: name,
                  done,
                  total: total ?? options.bytes ?? null,
                  unit: "bytes"
                })
              }
            })
          ).pipe(
            Effect.as(undefined),
            Effect.catchTag("TransientError", (error) => Effect.succeed(error))
          )
          yield* onDisk(file.sync)
          const wanted = total ?? options.bytes
          if (ended === undefined && (wanted === undefined || done === wanted)) return true
          const isNew = done > furthest
          furthest = Math.max(furthest, done)
          const problem = ended?.problem ?? `the connection ended after ${done} of ${wanted} bytes`
          if (!isNew) return yield* new TransientError({ url: said, problem, wait: null })
          onEvent({ _tag: "FetchRetry", file: name, because: problem, seconds: 0 })
          return false
        })
      )

      const patient = patiently(attempt, { name, patience, onEvent })
      while (!(yield* patient)) {}

      const found = yield* onDisk(hashPart(part))
      if (options.sha256 !== undefined && found.sha256 !== options.sha256) {
        const aside = path.join(folder, `${name}.wrong-${found.sha256.slice(0, 12)}`)
        yield* onDisk(fs.rename(part, aside))
        yield* onDisk(fs.remove(note, { force: true }))
        return yield* new FetchContentError({
          url: said,
          problem: `what came has the digest ${found.sha256}, expected was ${options.sha256}`,
          remedy: `It was set aside as ${aside}. Run the same command again; where the same comes, the host has changed its file`
        })
      }
      if (options.sha256 === undefined) yield* onDisk(writeAtomically(`${target}.sha256`, `${found.sha256}  ${name}\n`))
      yield* onDisk(fs.rename(part, target))
      yield* onDisk(fs.remove(note, { force: true }))
      yield* onDisk(Effect.flatMap(fs.open(folder, { flag: "r" }), (opened) => opened.sync))
      onEvent({ _tag: "FetchFinished", file: name, ...found, fetched: true })
      return { path: target, ...found, fetched: true } satisfies Downloaded
    })
  )

/** The file that is there already, and the digest that it should have: the pinned one, else the one that was found when it was fetched. */
const keptFile = Effect.fnUntraced(function* ({ sha256 }: DownloadOptions, target: string) {
  const fs = yield* FileSystem.FileSystem
  if (!(yield* fs.exists(target))) return undefined
  const beside = `${target}.sha256`
  const noted = (yield* fs.exists(beside)) ? /^[0-9a-f]{64}/.exec(yield* fs.readFileString(beside))?.[0] : undefined
  return { ...(yield* hashPart(target)), expected: sha256 ?? noted }
})

/** Fails where the announced length is not the pinned one; says so where a Git LFS pointer came in place of the file. */
const requireAnnounced = Effect.fnUntraced(function* (
  { url, bytes }: DownloadOptions,
  response: HttpClientResponse.HttpClientResponse,
  total: number | null
) {
  if (bytes === undefined || total === null || total === bytes) return
  const said = shownUrl(url)
  const isPointer = total <= lfsPointerBytes && isLfsPointer(yield* Effect.orElseSucceed(response.text, () => ""))
  return yield* new FetchContentError({
    url: said,
    problem: isPointer
      ? "a Git LFS pointer came in place of the file"
      : `the host announces ${total} bytes, expected were ${bytes}`,
    remedy: isPointer
      ? "The host's quota for large files may be used up: try again later, or fetch it with git lfs and name the file with --input"
      : "The host has changed its file, or a proxy answers in its place: look at the address with a browser"
  })
})

const hashPart = Effect.fnUntraced(function* (file: string) {
  const fs = yield* FileSystem.FileSystem
  const sha: Hash = incremental()
  let bytes = 0
  yield* Stream.runForEach(fs.stream(file, { chunkSize: 1024 * 1024 }), (chunk) =>
    Effect.sync(() => {
      sha.update(chunk)
      bytes += chunk.length
    })
  )
  return { bytes, sha256: sha.digest("hex") }
})

const sizeOf = (file: string) =>
  Effect.flatMap(FileSystem.FileSystem, (fs) =>
    fs.stat(file).pipe(
      Effect.map(({ size }) => Number(size)),
      Effect.orElseSucceed(() => 0)
    )
  )

/** What tells the content apart from a later one at the same address: a strong ETag, else the date. */
const validatorOf = ({ headers }: HttpClientResponse.HttpClientResponse): string | undefined => {
  const etag = headers["etag"]
  return etag !== undefined && !etag.startsWith("W/") ? etag : headers["last-modified"]
}

/** The note beside a part; none where it is of another address or cannot be read: the part is then not trusted. */
const readNote = Effect.fnUntraced(function* (file: string, url: string) {
  const fs = yield* FileSystem.FileSystem
  const text = yield* Effect.orElseSucceed(fs.readFileString(file), () => "")
  const found = /^\{/.test(text) ? noteOf(text) : undefined
  return found?.url === url ? found : undefined
})

const noteOf = (text: string): { readonly url: string; readonly validator?: string } | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const lengthOf = ({ headers }: HttpClientResponse.HttpClientResponse): number | null => {
  const length = headers["content-length"]
  return length !== undefined && /^\d+$/.test(length) ? Number(length) : null
}
