/**
 * Whether a node has its result already, and if not, why.
 */
import { Effect } from "effect"
import type { ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore, type RecordState } from "./ArtifactStore.ts"
import { compare, type Reason } from "./Reason.ts"
import { type KeyParts, keyOf, objectsOf, type Record } from "./Record.ts"

/** A stored thing that is not what it should be: an object of an output, or the record itself. */
export type Damage =
  | { readonly kind: "object"; readonly output: string; readonly digest: string }
  | { readonly kind: "record" }

/** A node whose result is in the store, every byte checked; or a node that must run. */
export type Decision =
  | { readonly status: "hit"; readonly key: string; readonly parts: KeyParts; readonly record: Record }
  | {
      readonly status: "run"
      readonly key: string
      readonly parts: KeyParts
      readonly reasons: ReadonlyArray<Reason>
      /** To be set aside before the node runs. */
      readonly damage: ReadonlyArray<Damage>
      /** What the same key gave before, where that is known: a result that differs from it shows chance in the stage. */
      readonly before: Record | undefined
    }

/** Looks a key up; changes nothing. `lastKey` is that of the node's last result for the same corpus, if any: reasons are told against it. */
export const decide = Effect.fnUntraced(function* (
  parts: KeyParts,
  lastKey: string | undefined,
  force: boolean
): Effect.fn.Return<Decision, ArtifactReadError, ArtifactStore> {
  const store = yield* ArtifactStore
  const key = keyOf(parts)
  const found = sound(yield* store.record(key), key)
  const before = found.state === "intact" ? found.record : undefined
  const run = (reasons: ReadonlyArray<Reason>, damage: ReadonlyArray<Damage> = []): Decision => ({
    status: "run",
    key,
    parts,
    reasons,
    damage,
    before
  })
  const recordDamage: ReadonlyArray<Damage> = found.state === "corrupt" ? [{ kind: "record" }] : []
  if (force) return run([{ kind: "forced", detail: "" }], recordDamage)
  if (found.state === "corrupt") return run([{ kind: "corrupt", detail: "its stored record is damaged" }], recordDamage)
  if (before === undefined) return run(yield* reasonsAgainst(lastKey, parts))
  const bad = (yield* checkAll(before)).filter(({ state }) => state !== "intact")
  if (bad.length === 0) return { status: "hit", key, parts, record: before }
  return run(
    bad.map(({ output, state }) =>
      state === "corrupt"
        ? { kind: "corrupt", detail: `the stored bytes of ${output} are damaged` }
        : { kind: "missing", detail: `the stored bytes of ${output} are gone` }
    ),
    bad.flatMap(({ output, digest, state }) => (state === "corrupt" ? [{ kind: "object", output, digest }] : []))
  )
})

/** A record whose parts do not give its key is of another result. */
const sound = (found: RecordState, key: string): RecordState =>
  found.state === "intact" && keyOf(found.record.parts) !== key ? { state: "corrupt" } : found

const checkAll = Effect.fnUntraced(function* (record: Record) {
  const store = yield* ArtifactStore
  const objects = Object.entries(record.outputs).flatMap(([output, stored]) =>
    objectsOf(stored).map((object) => ({ output, ...object }))
  )
  return yield* Effect.forEach(objects, ({ output, digest, bytes }) =>
    Effect.map(store.check(digest, bytes), (state) => ({ output, digest, state }))
  )
})

const reasonsAgainst = Effect.fnUntraced(function* (
  lastKey: string | undefined,
  parts: KeyParts
): Effect.fn.Return<ReadonlyArray<Reason>, ArtifactReadError, ArtifactStore> {
  const store = yield* ArtifactStore
  if (lastKey === undefined) return [{ kind: "missing", detail: "" }]
  const last = yield* store.record(lastKey)
  if (last.state !== "intact") return [{ kind: "missing", detail: "the record of the last result is gone" }]
  const reasons = compare(last.record.parts, parts)
  return reasons.length > 0 ? reasons : [{ kind: "missing", detail: "its record is gone" }]
})
