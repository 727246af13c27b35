/**
 * The lock of a study: for every node of its default run, the parts of its key and the digests of its outputs.
 *
 * It is committed. `run --frozen` compares against it, so a change of results shows as a diff in review.
 */
import { Schema } from "effect"
import type { BoundStudy } from "./Bind.ts"
import { canonicalJson, sha256 } from "./Digest.ts"
import { formatVersion, type Record as RunRecord } from "./Record.ts"

const Digests = Schema.Record(Schema.String, Schema.String)

const LockedNode = Schema.Struct({
  code: Schema.String,
  params: Schema.Json,
  /** Digest of the outputs' contracts. */
  contract: Schema.String,
  seed: Schema.NullOr(Schema.Int),
  /** Input name → digest of its content. */
  inputs: Digests,
  outputs: Schema.Record(Schema.String, Schema.Struct({ digest: Schema.String, rows: Schema.optional(Schema.Int) }))
})

/** A study's lock. */
export const Lock = Schema.Struct({
  format: Schema.Int,
  study: Schema.String,
  corpus: Schema.String,
  seed: Schema.Int,
  node: Schema.String,
  nodes: Schema.Record(Schema.String, LockedNode),
  /** Source file → digest of its syntax tree, of all stages. */
  files: Digests,
  /** npm package → version and digest of what it needs, of all stages. */
  packages: Digests
})
export type Lock = typeof Lock.Type

/** The lock of a finished run; `records` by node, in data order. */
export const make = (bound: BoundStudy, records: ReadonlyMap<string, RunRecord>): Lock => {
  const parts = [...records.values()].map((record) => record.parts)
  return {
    format: formatVersion,
    study: bound.study.name,
    corpus: bound.corpus.id,
    seed: bound.study.seed,
    node: parts[0]?.node ?? "",
    nodes: Object.fromEntries(Array.from(records, ([name, record]) => [name, lockedNode(record)])),
    files: merged(parts.map(({ code }) => code.files)),
    packages: merged(parts.map(({ code }) => code.packages))
  }
}

const lockedNode = ({ parts, outputs }: RunRecord): typeof LockedNode.Type => ({
  code: parts.code.digest,
  params: parts.params,
  contract: sha256(parts.contract),
  seed: parts.seed,
  inputs: Object.fromEntries(Object.entries(parts.inputs).map(([name, { digest }]) => [name, digest])),
  outputs: Object.fromEntries(
    Object.entries(outputs).map(([name, stored]) => [
      name,
      { digest: stored.digest, ...(stored.kind === "table" ? { rows: stored.rows } : {}) }
    ])
  )
})

const merged = (maps: ReadonlyArray<Readonly<globalThis.Record<string, string>>>): globalThis.Record<string, string> =>
  Object.fromEntries(maps.flatMap(Object.entries).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

/** The text of a lock file, the same for equal locks. */
export const encode = (lock: Lock): string => `${JSON.stringify(JSON.parse(canonicalJson(lock)), null, 2)}\n`

/** Reads the text of a lock file. */
export const decode = Schema.decodeUnknownEffect(Schema.fromJsonString(Lock))

/** An output that is not what the lock says. */
export interface Mismatch {
  readonly node: string
  readonly output: string
  readonly locked: string
  readonly found: string
}

/** Outputs that differ, in data order; `none` where one side lacks the output. */
export const mismatches = (locked: Lock, fresh: Lock): ReadonlyArray<Mismatch> => {
  const nodes = [...new Set([...Object.keys(fresh.nodes), ...Object.keys(locked.nodes)])]
  return nodes.flatMap((node) => {
    const [was, is] = [locked.nodes[node]?.outputs ?? {}, fresh.nodes[node]?.outputs ?? {}]
    const outputs = [...new Set([...Object.keys(is), ...Object.keys(was)])]
    return outputs.flatMap((output) => {
      const pair = { locked: was[output]?.digest ?? "none", found: is[output]?.digest ?? "none" }
      return pair.locked === pair.found ? [] : [{ node, output, ...pair }]
    })
  })
}
