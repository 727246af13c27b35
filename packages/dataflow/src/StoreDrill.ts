/**
 * Damages what a store on disk holds, and looks whether the engine takes it for a result.
 *
 * For a store that nobody else uses: every fault is undone, but a process that dies on the way leaves it there.
 */
import { createHash } from "node:crypto"
import { closeSync, lstatSync, openSync, readSync } from "node:fs"
import { basename, join } from "node:path"
import { Effect, Option, Schema, Stream } from "effect"
import { ArtifactStore } from "./ArtifactStore.ts"
import { type Corruption, corrupt, kinds } from "./Corruption.ts"
import { decide } from "./Decision.ts"
import { canonicalJson } from "./Digest.ts"
import { seededRandom } from "./internal/seededRandom.ts"
import { objectsOf, Record } from "./Record.ts"

/** A file of the store that faults go into. */
export interface Target {
  readonly kind: "object" | "record"
  /** `topics` or `the record of topics`. */
  readonly name: string
  readonly file: string
  readonly bytes: number
  /** The records whose results rest on it. */
  readonly records: ReadonlyArray<Record>
}

/** A fault and its place. */
export interface StoreFault {
  readonly target: Target
  readonly corruption: Corruption
}

/**
 * How the engine took a fault: it saw it (and would compute the result again), it ended in a typed error, or the fault
 * changed nothing that is read; or wrong bytes passed for a result.
 */
export type Verdict =
  | { readonly ending: "detected" | "error" | "harmless" }
  | { readonly ending: "wrong"; readonly problem: string }

/** The files of the store in `folder` that `records` rest on, each once, objects first. */
export const targetsOf = (folder: string, records: ReadonlyArray<Record>): ReadonlyArray<Target> => {
  const objects = new Map<string, { readonly name: string; readonly bytes: number; readonly records: Array<Record> }>()
  for (const record of records) {
    for (const [output, stored] of Object.entries(record.outputs)) {
      for (const { digest, bytes } of objectsOf(stored)) {
        const known = objects.get(digest) ?? { name: output, bytes, records: [] }
        objects.set(digest, known)
        known.records.push(record)
      }
    }
  }
  return [
    ...Array.from(
      objects,
      ([digest, object]): Target => ({
        kind: "object",
        file: join(folder, "objects", digest),
        ...object
      })
    ),
    ...records.map((record): Target => {
      const file = join(folder, "records", record.key)
      return {
        kind: "record",
        name: `the record of ${record.parts.stage}`,
        file,
        bytes: lstatSync(file).size,
        records: [record]
      }
    })
  ]
}

/** `count` faults, chosen by the seed. All kinds come equally often. */
export const randomFaults = (
  targets: ReadonlyArray<Target>,
  count: number,
  seed: number
): ReadonlyArray<StoreFault> => {
  const random = seededRandom(seed)
  const below = (n: number) => Math.floor(random() * n)
  return Array.from({ length: count }, (_, i) => {
    const target = targets[below(targets.length)]!
    const others = targets.filter(({ kind, file }) => kind === target.kind && file !== target.file)
    const other = others[below(others.length)]
    const kind = kinds[i % kinds.length]!
    switch (target.bytes === 0 && (kind === "flip" || kind === "truncate") ? "append" : kind) {
      case "flip":
        return { target, corruption: { kind: "flip", bit: below(target.bytes * 8) } }
      case "truncate":
        return { target, corruption: { kind: "truncate", bytes: below(target.bytes) } }
      case "swap":
        return { target, corruption: other === undefined ? { kind: "zero" } : { kind: "swap", content: other.file } }
      case "link":
        return { target, corruption: { kind: "link", to: other === undefined ? "nothing" : basename(other.file) } }
      default:
        return { target, corruption: { kind: kind as "zero" | "append" | "remove" | "folder" } }
    }
  })
}

/** Damages, asks the engine, and undoes the damage. Needs the store of the folder that the target lies in. */
export const inject = ({ target, corruption }: StoreFault): Effect.Effect<Verdict, never, ArtifactStore> =>
  Effect.acquireUseRelease(
    Effect.sync(() => corrupt(target.file, corruption)),
    () => verdictOn(target),
    (undo) => Effect.sync(undo)
  )

/** True where the store gives all these records and every byte of their results. */
export const intact = Effect.fnUntraced(function* (
  records: ReadonlyArray<Record>
): Effect.fn.Return<boolean, never, ArtifactStore> {
  for (const record of records) {
    const decision = yield* Effect.option(decide(record.parts, undefined, false))
    if (Option.isNone(decision) || decision.value.status !== "hit") return false
    if (!isSame(decision.value.record, record)) return false
  }
  return true
})

const verdictOn = Effect.fnUntraced(function* (target: Target): Effect.fn.Return<Verdict, never, ArtifactStore> {
  for (const record of target.records) {
    const decision = yield* Effect.option(decide(record.parts, undefined, false))
    if (Option.isNone(decision)) return { ending: "error" }
    if (decision.value.status === "run") continue
    const changed =
      !isSame(decision.value.record, record) || (target.kind === "object" && !isIntact(target.file, target.bytes))
    return changed
      ? { ending: "wrong", problem: `${target.name} is taken for a result although its bytes were changed` }
      : { ending: "harmless" }
  }
  if (target.kind === "object" && (yield* passesThrough(basename(target.file)))) {
    return { ending: "wrong", problem: `the changed bytes of ${target.name} are read without an error` }
  }
  return { ending: "detected" }
})

/** True where the whole content is read without an error. */
const passesThrough = Effect.fnUntraced(function* (digest: string) {
  const store = yield* ArtifactStore
  return yield* Effect.isSuccess(Stream.runDrain(store.content(digest)))
})

const isSame = (a: Record, b: Record): boolean => canonicalJson(encode(a)) === canonicalJson(encode(b))

const encode = (record: Record) => Schema.encodeSync(Record)(record) as unknown as Schema.Json

/** Without the engine: a regular file whose bytes have the digest that is its name. */
const isIntact = (file: string, bytes: number): boolean => {
  const found = lstatSync(file)
  return found.isFile() && found.size === bytes && digestOf(file) === basename(file)
}

const digestOf = (file: string): string => {
  const hash = createHash("sha256")
  const chunk = new Uint8Array(1024 * 1024)
  const handle = openSync(file, "r")
  for (let length = readSync(handle, chunk); length > 0; length = readSync(handle, chunk)) {
    hash.update(chunk.subarray(0, length))
  }
  closeSync(handle)
  return hash.digest("hex")
}
