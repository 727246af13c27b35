/**
 * Tables and files in the store: written as streams, read by batches.
 */
import { Effect, Scope, Semaphore, Stream } from "effect"
import {
  ArtifactReadError,
  type ArtifactWriteError,
  type FileHandle,
  type NewRawFile,
  type RawFile,
  type RawFiles,
  type TableHandle
} from "./Artifact.ts"
import { ArtifactStore, type ObjectWriter } from "./ArtifactStore.ts"
import { sha256 } from "./Digest.ts"
import { digestOfFiles, type RawFileEntry, type StoredFile, type StoredFiles, type StoredTable } from "./Record.ts"
import { releaseBuffer } from "./releaseMemory.ts"
import * as Table from "./Table.ts"

const loadArrowFile = Effect.promise(() => import("./ArrowFile.ts"))

/** Takes what a stage writes; `finish` makes it durable. Nothing is visible before. */
export interface OutputWriter<A, S> {
  readonly write: (value: A) => Effect.Effect<void, ArtifactWriteError>
  readonly finish: Effect.Effect<S, ArtifactWriteError>
}

/** Writes a table batch by batch; `widths` gives the width of fixed lists where no batch comes. */
export const tableWriter = Effect.fnUntraced(function* <K extends Table.AnyContract>(
  name: string,
  contract: K,
  widths: Readonly<Record<string, number>>
): Effect.fn.Return<OutputWriter<Table.Batch<K>, StoredTable>, ArtifactWriteError, ArtifactStore | Scope.Scope> {
  const store = yield* ArtifactStore
  const { writer } = yield* loadArrowFile
  const object = yield* store.writer(name)
  const file = writer(contract, widths)
  // What is written at the same time must not come between the chunks of a batch, whose places are known already.
  const oneAtATime = Semaphore.makeUnsafe(1)
  // A chunk stands until the next is taken: so they are taken one by one.
  const append = Effect.fnUntraced(function* (chunks: Iterable<Uint8Array>) {
    for (const chunk of chunks) yield* object.write(chunk)
  })
  return {
    write: (batch) => oneAtATime.withPermit(Effect.suspend(() => append(file.write(batch)))),
    finish: Effect.gen(function* () {
      const { chunks, rows, blocks, headBytes, headDigest } = file.finish()
      for (const chunk of chunks) {
        yield* object.write(chunk)
        releaseBuffer(chunk.buffer)
      }
      return { kind: "table" as const, ...(yield* object.commit), rows, headBytes, headDigest, blocks }
    })
  }
})

/** Writes one file piece by piece. */
export const fileWriter = Effect.fnUntraced(function* (
  name: string,
  extension: string
): Effect.fn.Return<OutputWriter<Uint8Array, StoredFile>, ArtifactWriteError, ArtifactStore | Scope.Scope> {
  const store = yield* ArtifactStore
  const object = yield* store.writer(name)
  return {
    write: object.write,
    finish: Effect.map(object.commit, (stored) => ({ kind: "file" as const, ...stored, extension }))
  }
})

/** Writes raw files one after the other. */
export const filesWriter = Effect.fnUntraced(function* (
  name: string
): Effect.fn.Return<OutputWriter<NewRawFile, StoredFiles>, never, ArtifactStore | Scope.Scope> {
  const store = yield* ArtifactStore
  const scope = yield* Effect.scope
  const written: Array<{ readonly file: NewRawFile; readonly object: ObjectWriter }> = []
  return {
    write: (file) =>
      Effect.gen(function* () {
        const object = yield* Scope.provide(store.writer(`${name} (${file.label})`), scope)
        yield* Stream.runForEach(file.content, object.write)
        written.push({ file, object })
      }),
    finish: Effect.gen(function* () {
      const files = yield* Effect.forEach(written, ({ file: { label, site }, object }) =>
        Effect.map(object.commit, (stored): RawFileEntry => ({ label, site: site ?? null, ...stored }))
      )
      return { kind: "files" as const, digest: digestOfFiles(files), files }
    })
  }
})

/** A table in the store. Each block is checked against its digest before it is parsed. */
export const tableHandle = Effect.fnUntraced(function* <K extends Table.AnyContract>(
  name: string,
  contract: K,
  stored: StoredTable
): Effect.fn.Return<TableHandle<K>, never, ArtifactStore> {
  const store = yield* ArtifactStore
  const part = Effect.fnUntraced(function* (what: string, offset: number, bytes: number, digest: string) {
    const found = yield* store.range(stored.digest, offset, bytes)
    if (sha256(found) === digest) return found
    const problem = `${what} does not have the digest that was recorded; run again to compute it anew`
    return yield* new ArtifactReadError({ artifact: name, problem })
  })
  const head = part("its head", 0, stored.headBytes, stored.headDigest)
  const batch = Effect.fnUntraced(function* (i: number): Effect.fn.Return<Table.Batch<K>, ArtifactReadError> {
    const { offset, bytes, digest } = stored.blocks[i]!
    const { decodeBlock } = yield* loadArrowFile
    const [schema, block] = yield* Effect.all([head, part(`batch ${i}`, offset, bytes, digest)])
    return yield* parsing(name, `batch ${i}`, () => decodeBlock(contract, schema, block))
  })
  const indices = Array.from(stored.blocks.keys())
  /** The head of a table without rows still tells the widths of its fixed lists. */
  const empty = Effect.gen(function* () {
    const { emptyBatch } = yield* loadArrowFile
    const schema = yield* head
    return yield* parsing(name, "its head", () => emptyBatch(contract, schema))
  })
  return {
    contract,
    numRows: stored.rows,
    numBatches: stored.blocks.length,
    batch,
    batches: Stream.fromIterable(indices).pipe(Stream.mapEffect(batch)),
    table: Effect.suspend(() =>
      indices.length === 0 ? empty : Effect.map(Effect.forEach(indices, batch), (all) => Table.concat(contract, all))
    )
  }
})

const parsing = <A>(artifact: string, part: string, parse: () => A): Effect.Effect<A, ArtifactReadError> =>
  Effect.try({
    try: parse,
    catch: (cause) =>
      new ArtifactReadError({ artifact, problem: `${part} cannot be read: ${(cause as Error).message}`, cause })
  })

/** A file in the store. */
export const fileHandle = Effect.fnUntraced(function* (
  stored: StoredFile
): Effect.fn.Return<FileHandle, never, ArtifactStore> {
  const store = yield* ArtifactStore
  return { bytes: stored.bytes, content: store.content(stored.digest) }
})

/** Raw files, each opened by `open`. */
export const rawFiles = (
  entries: ReadonlyArray<RawFileEntry>,
  open: (entry: RawFileEntry, position: number) => RawFile["content"]
): RawFiles => ({
  // Field by field: an entry may hold more, such as a path, that no stage may see.
  files: entries.map((entry, i) => {
    const { label, site, digest, bytes } = entry
    return { label, site: site ?? undefined, digest, bytes, content: open(entry, i) }
  })
})
