/**
 * Hashes everything in a store anew, and says what is not what it should be. Changes nothing.
 */
import { Effect, Stream } from "effect"
import type { ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore, type ObjectState, type Place, type StoreEntry } from "./ArtifactStore.ts"
import { isDigest } from "./Digest.ts"
import { isTemporary } from "./internal/temporaryName.ts"
import { formatVersion, keyOf, objectsOf, type Record } from "./Record.ts"

/** An output that an object belongs to. */
export interface Use {
  readonly stage: string
  readonly output: string
  /** Of a task of a mapped stage. */
  readonly partition: string | undefined
  readonly key: string
}

/** Something in the store that is not what it should be. */
export type Finding =
  /** An object that is not the bytes of its name, or is gone although a record names it; `uses` is empty where none does. */
  | {
      readonly kind: "object"
      readonly state: Exclude<ObjectState, "intact">
      readonly digest: string
      readonly bytes: number
      readonly uses: ReadonlyArray<Use>
    }
  /** A record that is not as it was written; `task` where the record of a mapped stage names it. */
  | { readonly kind: "record"; readonly key: string; readonly task: string | undefined }
  /** A record that stands under a key that its parts do not give. */
  | { readonly kind: "key"; readonly key: string; readonly stage: string; readonly expected: string }
  /** A file that the system does not let be read. */
  | {
      readonly kind: "unreadable"
      readonly place: Place
      readonly name: string
      readonly problem: string
      readonly uses: ReadonlyArray<Use>
    }
  /** Something that no program of this kind writes there. */
  | { readonly kind: "foreign"; readonly place: Place; readonly name: string; readonly bytes: number }

/** A number of files and their length. */
export interface Amount {
  readonly files: number
  readonly bytes: number
}

/** What {@link verify} saw. */
export interface Verified {
  /** What was read: all objects and records. */
  readonly objects: Amount
  readonly records: Amount
  /** Intact objects that no record names. */
  readonly unnamed: Amount
  /** Files of writers that died, or that write now. */
  readonly temporary: Amount
  /** What earlier runs set aside. */
  readonly setAside: Amount
  /** Results first, what is foreign last; of each sort by name. */
  readonly findings: ReadonlyArray<Finding>
}

/** Objects that are read at once: while one is hashed, the others are opened and read. */
const atOnce = 4

/** Reads and hashes every object and record. `onRead` is told how many of how many bytes of objects are done. */
export const verify = Effect.fn("verify")(function* (
  onRead: (done: number, total: number) => void = () => {}
): Effect.fn.Return<Verified, ArtifactReadError, ArtifactStore> {
  const store = yield* ArtifactStore
  const records = yield* readRecords
  const objects = yield* checkObjects(records.named, onRead)
  const setAside = yield* Stream.runCollect(store.entries("quarantine"))
  return {
    objects: objects.read,
    records: records.read,
    unnamed: objects.unnamed,
    temporary: amountOf([...records.temporary, ...objects.temporary]),
    setAside: amountOf(setAside),
    findings: [...objects.findings, ...records.findings].sort((a, b) => sorts.indexOf(a.kind) - sorts.indexOf(b.kind))
  }
})

/** What records say of an object. */
interface Named {
  readonly bytes: number
  readonly uses: Array<Use>
}

const readRecords = Effect.gen(function* () {
  const store = yield* ArtifactStore
  const read: Array<StoreEntry> = []
  const temporary: Array<StoreEntry> = []
  const findings: Array<Finding> = []
  const damaged: Array<string> = []
  const taskByKey = new Map<string, string>()
  const named = new Map<string, Named>()
  const take = (key: string, record: Record): void => {
    const { format, stage } = record.parts
    const expected = format === formatVersion ? keyOf(record.parts) : key
    if (expected !== key) findings.push({ kind: "key", key, stage, expected })
    for (const task of record.tasks ?? []) taskByKey.set(task.key, `${stage} (${task.name})`)
    for (const [digest, bytes, use] of usesIn(record)) {
      const known = named.get(digest)
      if (known === undefined) named.set(digest, { bytes, uses: [use] })
      else known.uses.push(use)
    }
  }
  yield* Stream.runForEach(store.entries("records"), (entry) =>
    Effect.gen(function* () {
      const { place, name, bytes } = entry
      if (isTemporary(name)) return void temporary.push(entry)
      if (!isDigest(name)) return void findings.push({ kind: "foreign", place, name, bytes })
      const found = yield* Effect.result(store.record(name))
      if (found._tag === "Failure")
        return void findings.push({ kind: "unreadable", place, name, problem: found.failure.problem, uses: [] })
      if (found.success.state === "missing") return
      read.push(entry)
      if (found.success.state === "corrupt") damaged.push(name)
      else take(name, found.success.record)
    })
  )
  for (const key of damaged) findings.push({ kind: "record", key, task: taskByKey.get(key) })
  return { read: amountOf(read), temporary, findings, named }
})

const checkObjects = Effect.fnUntraced(function* (
  named: ReadonlyMap<string, Named>,
  onRead: (done: number, total: number) => void
) {
  const store = yield* ArtifactStore
  const temporary: Array<StoreEntry> = []
  const findings: Array<Finding> = []
  const unnamed: Array<StoreEntry> = []
  const standing = new Map<string, StoreEntry>()
  yield* Stream.runForEach(store.entries("objects"), (entry) =>
    Effect.sync(() => {
      const { place, name, bytes } = entry
      if (isTemporary(name)) temporary.push(entry)
      else if (!isDigest(name)) findings.push({ kind: "foreign", place, name, bytes })
      else standing.set(name, entry)
    })
  )
  const read = amountOf(Array.from(standing.values()))
  let done = 0
  const checkOne = Effect.fnUntraced(function* (digest: string) {
    const entry = standing.get(digest)
    const { bytes, uses } = named.get(digest) ?? { bytes: entry!.bytes, uses: [] }
    const state = yield* Effect.result(store.check(digest, bytes))
    if (entry !== undefined) {
      done += entry.bytes
      onRead(done, read.bytes)
    }
    if (state._tag === "Failure") {
      const { problem } = state.failure
      return void findings.push({ kind: "unreadable", place: "objects", name: digest, problem, uses })
    }
    if (state.success === "intact") {
      if (uses.length === 0) unnamed.push(entry!)
      return
    }
    const needing = state.success === "missing" ? yield* Effect.filter(uses, ({ key }) => isStanding(key)) : uses
    if (state.success === "missing" && needing.length === 0) return
    findings.push({ kind: "object", state: state.success, digest, bytes: entry?.bytes ?? bytes, uses: needing })
  })
  const digests = Array.from(new Set([...standing.keys(), ...named.keys()])).sort()
  yield* Effect.forEach(digests, checkOne, { concurrency: atOnce, discard: true })
  return { read, temporary, unnamed: amountOf(unnamed), findings: findings.sort(byName) }
})

/** Objects are checked several at once, and found wrong in any order. */
const byName = (a: Finding, b: Finding): number => (nameOf(a) < nameOf(b) ? -1 : 1)

const nameOf = (finding: Finding): string =>
  finding.kind === "object" ? finding.digest : "key" in finding ? finding.key : finding.name

const sorts: ReadonlyArray<Finding["kind"]> = ["object", "record", "key", "unreadable", "foreign"]

/** False of a record that was collected while the objects were read, and its objects with it. */
const isStanding = (key: string): Effect.Effect<boolean, ArtifactReadError, ArtifactStore> =>
  ArtifactStore.use((store) => Effect.map(store.record(key), ({ state }) => state !== "missing"))

const usesIn = ({ key, parts, outputs }: Record): ReadonlyArray<readonly [digest: string, bytes: number, Use]> =>
  Object.entries(outputs).flatMap(([output, stored]) =>
    objectsOf(stored).map(
      ({ digest, bytes }) =>
        [digest, bytes, { stage: parts.stage, output, partition: parts.partition?.name, key }] as const
    )
  )

const amountOf = (entries: ReadonlyArray<StoreEntry>): Amount => ({
  files: entries.length,
  bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0)
})
