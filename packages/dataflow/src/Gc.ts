/**
 * What nothing needs any more, and its removal.
 *
 * Kept is what a lock file, the last runs or the last results of a study name. Everything else can be computed again.
 * Records go before objects: a crash in between leaves no record without its objects.
 */
import { Effect, Stream } from "effect"
import type { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import { ArtifactStore, type StoreEntry } from "./ArtifactStore.ts"
import { isDigest } from "./Digest.ts"
import { setAsideAt } from "./internal/setAsideName.ts"
import { isTemporary } from "./internal/temporaryName.ts"
import { objectsOf, type Record } from "./Record.ts"
import type { Roots } from "./Roots.ts"

/** A record that nothing needs. */
export interface DroppedRecord {
  readonly key: string
  readonly bytes: number
  /** The stage that it is of; undefined where it is damaged. */
  readonly stage: string | undefined
}

/** An object that nothing needs. */
export interface DroppedObject {
  readonly digest: string
  readonly bytes: number
  /** The stage that made it; undefined where no record tells. */
  readonly stage: string | undefined
}

/** What would go, and how much stays. */
export interface Survey {
  readonly records: ReadonlyArray<DroppedRecord>
  readonly objects: ReadonlyArray<DroppedObject>
  /** What was set aside before the oldest run that is kept. */
  readonly setAside: ReadonlyArray<StoreEntry>
  /** Files that are being written; those of dead writers go as soon as the store's lock is taken. */
  readonly temporary: ReadonlyArray<StoreEntry>
  readonly keptRecords: number
  readonly keptObjects: { readonly files: number; readonly bytes: number }
  /** Digests of the code texts that kept records were made with. */
  readonly keptTexts: ReadonlySet<string>
}

/** What stands in the store and need not. Changes nothing; what it says holds while the store's lock is held. */
export const survey = Effect.fn("gc.survey")(function* (
  roots: Roots
): Effect.fn.Return<Survey, ArtifactReadError, ArtifactStore> {
  const store = yield* ArtifactStore
  const temporary: Array<StoreEntry> = []
  const standing = new Map<string, { readonly bytes: number; readonly summary: RecordSummary | undefined }>()
  const textsByCode = new Map<string, ReadonlyArray<string>>()
  yield* Stream.runForEach(store.entries("records"), (entry) =>
    Effect.gen(function* () {
      if (isTemporary(entry.name)) return void temporary.push(entry)
      if (!isDigest(entry.name)) return
      const found = yield* store.record(entry.name)
      if (found.state === "missing") return
      if (found.state === "corrupt") return void standing.set(entry.name, { bytes: entry.bytes, summary: undefined })
      const { code } = found.record.parts
      if (!textsByCode.has(code.digest)) textsByCode.set(code.digest, Object.values(code.files))
      standing.set(entry.name, { bytes: entry.bytes, summary: summaryOf(found.record, entry) })
    })
  )

  const kept = new Set<string>()
  const keep = (key: string): void => {
    if (kept.has(key) || !standing.has(key)) return
    kept.add(key)
    standing.get(key)!.summary?.tasks.forEach(keep)
  }
  for (const [key, { summary }] of standing) if (isRoot(roots, key, summary)) keep(key)

  const keptObjects = new Set(roots.locked)
  const keptTexts = new Set(roots.locked)
  const stageByObject = new Map<string, string>()
  const records: Array<DroppedRecord> = []
  for (const [key, { bytes, summary }] of standing) {
    if (!kept.has(key)) {
      records.push({ key, bytes, stage: summary?.stage })
      for (const digest of summary?.objects ?? []) stageByObject.set(digest, summary!.stage)
      continue
    }
    for (const digest of summary?.objects ?? []) keptObjects.add(digest)
    for (const digest of textsByCode.get(summary?.code ?? "") ?? []) keptTexts.add(digest)
  }

  const objects: Array<DroppedObject> = []
  const stays = { files: 0, bytes: 0 }
  yield* Stream.runForEach(store.entries("objects"), (entry) =>
    Effect.sync(() => {
      const { name: digest, bytes } = entry
      if (isTemporary(digest)) return void temporary.push(entry)
      if (!isDigest(digest)) return
      if (!keptObjects.has(digest)) return void objects.push({ digest, bytes, stage: stageByObject.get(digest) })
      stays.files++
      stays.bytes += bytes
    })
  )
  const setAside = yield* Stream.runCollect(
    Stream.filter(store.entries("quarantine"), ({ name, modified }) => (setAsideAt(name) ?? modified) < roots.since)
  )
  return { records, objects, setAside, temporary, keptRecords: kept.size, keptObjects: stays, keptTexts }
})

/** Removes what a survey found. Only the holder of the store's lock may, with a survey that it made since it took it. */
export const drop = Effect.fn("gc.drop")(function* ({
  records,
  objects,
  setAside
}: Survey): Effect.fn.Return<void, ArtifactWriteError, ArtifactStore> {
  const store = yield* ArtifactStore
  const remove = (place: StoreEntry["place"], names: ReadonlyArray<string>) =>
    names.length === 0 ? Effect.void : store.remove(place, names)
  yield* remove(
    "records",
    records.map(({ key }) => key)
  )
  yield* remove(
    "objects",
    objects.map(({ digest }) => digest)
  )
  yield* remove(
    "quarantine",
    setAside.map(({ name }) => name)
  )
})

/** What of a record decides whether it and its objects stay; a store may hold a hundred thousand. */
interface RecordSummary {
  readonly stage: string
  /** Digests of outputs, as lock files hold them. */
  readonly outputs: ReadonlyArray<string>
  readonly objects: ReadonlyArray<string>
  readonly tasks: ReadonlyArray<string>
  /** Digest of the code. */
  readonly code: string
  /** Of a task of a mapped stage, when its record was written. */
  readonly taskWritten: number | undefined
}

const summaryOf = ({ parts, outputs, tasks = [] }: Record, { modified }: StoreEntry): RecordSummary => ({
  stage: parts.stage,
  outputs: Object.values(outputs).map(({ digest }) => digest),
  objects: Object.values(outputs).flatMap((stored) => objectsOf(stored).map(({ digest }) => digest)),
  tasks: tasks.map(({ key }) => key),
  code: parts.code.digest,
  taskWritten: parts.partition === undefined ? undefined : modified
})

/**
 * A record that is kept for its own sake. A lock file holds digests of outputs and no keys: a record is the lock's where
 * all of its outputs are. The tasks of a run that was stopped are named by no record: they stay as long as the run.
 */
const isRoot = ({ keys, locked, since }: Roots, key: string, summary: RecordSummary | undefined): boolean =>
  keys.has(key) ||
  (summary !== undefined &&
    (summary.outputs.every((digest) => locked.has(digest)) ||
      (summary.taskWritten !== undefined && summary.taskWritten >= since)))
