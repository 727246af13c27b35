/**
 * What a node's result was made from the last time, as far as it is known here.
 */
import { Effect } from "effect"
import { ArtifactStore } from "../ArtifactStore.ts"
import type { BoundNode, BoundStudy } from "../Bind.ts"
import type { CodeDigest } from "../CodeDigest.ts"
import { sha256 } from "../Digest.ts"
import type { Lock } from "../Lock.ts"
import type { KeyInput, KeyParts } from "../Record.ts"

/** What is compared against: the last result on this machine, or the study's lock. */
export interface Baseline {
  readonly of: "last-run" | "lock"
  readonly parts: KeyParts
}

/** The last result's parts; where this machine has none, those that the lock tells. `code` is the code as it is now. */
export const baselineOf = Effect.fnUntraced(function* (
  bound: BoundStudy,
  node: BoundNode,
  lastKey: string | undefined,
  lock: Lock | undefined,
  code: CodeDigest
) {
  if (lastKey !== undefined) {
    const store = yield* ArtifactStore
    const last = yield* store.record(lastKey)
    if (last.state === "intact") return { of: "last-run", parts: last.record.parts } satisfies Baseline
  }
  const locked = lock !== undefined && lock.corpus === bound.corpus.id ? lock.nodes[node.name] : undefined
  if (lock === undefined || locked === undefined) return undefined
  return { of: "lock", parts: lockedParts(lock, locked, node, code) } satisfies Baseline
})

/** A lock holds the files and packages of all stages together, and contracts and inputs by digest. */
const lockedParts = (lock: Lock, locked: Lock["nodes"][string], node: BoundNode, code: CodeDigest): KeyParts => ({
  format: lock.format,
  node: lock.node,
  stage: node.stage.name,
  code:
    locked.code === code.digest
      ? code
      : { digest: locked.code, files: only(lock.files, code.files), packages: only(lock.packages, code.packages) },
  params: locked.params,
  contract: locked.contract,
  seed: locked.seed,
  inputs: Object.fromEntries(
    Object.entries(locked.inputs).map(([name, digest]) => [name, lockedInput(lock, node, name, digest)])
  )
})

const lockedInput = (lock: Lock, node: BoundNode, name: string, digest: string): KeyInput => {
  const input = node.inputs.get(name)
  if (input?.kind !== "output") return { digest, from: input?.name ?? name, external: input !== undefined }
  const rows = lock.nodes[input.node]?.outputs[input.output]?.rows
  return { digest, from: input.output, external: false, ...(rows === undefined ? {} : { rows }) }
}

/** A file that a stage does not need any more cannot be told from one that only others need. */
const only = (
  locked: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(now).flatMap((name) => (name in locked ? [[name, locked[name]!] as const] : [])))

/** The parts of a key in the form in which a lock holds them, for a comparison with a lock. */
export const asLocked = (parts: KeyParts): KeyParts => ({ ...parts, contract: sha256(parts.contract) })
