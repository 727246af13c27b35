/**
 * Whether a node has its result already, and if not, why.
 */
import { Effect, Option } from "effect"
import type { ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore, type ObjectState } from "./ArtifactStore.ts"
import { compare, type Reason } from "./Reason.ts"
import { type KeyParts, keyOf, objectsOf, type Record } from "./Record.ts"

/** A node whose result is in the store, every byte checked; or a node that must run. */
export type Decision =
  | { readonly status: "hit"; readonly key: string; readonly parts: KeyParts; readonly record: Record }
  | {
      readonly status: "run"
      readonly key: string
      readonly parts: KeyParts
      readonly reasons: ReadonlyArray<Reason>
      /** Objects that are there and are not what they should be. */
      readonly corrupt: ReadonlyArray<{ readonly output: string; readonly digest: string }>
    }

/** Looks a key up. `lastKey` is that of the node's last result for the same corpus, if any: reasons are told against it. */
export const decide = Effect.fnUntraced(function* (
  parts: KeyParts,
  lastKey: string | undefined,
  force: boolean
): Effect.fn.Return<Decision, ArtifactReadError, ArtifactStore> {
  const store = yield* ArtifactStore
  const key = keyOf(parts)
  if (force) return { status: "run", key, parts, reasons: [{ kind: "forced", detail: "" }], corrupt: [] }
  const found = yield* store.record(key)
  if (Option.isNone(found))
    return { status: "run", key, parts, reasons: yield* reasonsAgainst(lastKey, parts), corrupt: [] }
  const states = yield* checkAll(found.value)
  const bad = states.filter(({ state }) => state !== "intact")
  if (bad.length === 0) return { status: "hit", key, parts, record: found.value }
  const corrupt = bad.filter(({ state }) => state === "corrupt")
  const reasons = bad.map(
    ({ output, state }): Reason =>
      state === "corrupt"
        ? { kind: "corrupt", detail: `the stored ${output} is damaged` }
        : { kind: "missing", detail: `the stored ${output} is gone` }
  )
  return { status: "run", key, parts, reasons, corrupt }
})

const checkAll = (record: Record) =>
  Effect.gen(function* () {
    const store = yield* ArtifactStore
    const objects = Object.entries(record.outputs).flatMap(([output, stored]) =>
      objectsOf(stored).map((object) => ({ output, ...object }))
    )
    return yield* Effect.forEach(objects, ({ output, digest, bytes }) =>
      Effect.map(store.check(digest, bytes), (state: ObjectState) => ({ output, digest, state }))
    )
  })

const reasonsAgainst = Effect.fnUntraced(function* (
  lastKey: string | undefined,
  parts: KeyParts
): Effect.fn.Return<ReadonlyArray<Reason>, ArtifactReadError, ArtifactStore> {
  const store = yield* ArtifactStore
  const last = lastKey === undefined ? Option.none<Record>() : yield* store.record(lastKey)
  if (Option.isNone(last)) return [{ kind: "missing", detail: "" }]
  const reasons = compare(last.value.parts, parts)
  return reasons.length > 0 ? reasons : [{ kind: "missing", detail: "its record is gone" }]
})
