/**
 * Why a node would run: the chain of causes from it to the roots, each down to what changed.
 */
import { Effect, Stream } from "effect"
import type { ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore } from "./ArtifactStore.ts"
import { type BoundNode, type BoundStudy, nodesRead } from "./Bind.ts"
import type { Change } from "./Change.ts"
import type { CodeDigestError, CodeDigests } from "./CodeDigest.ts"
import { type Damage, decide } from "./Decision.ts"
import { incremental } from "./Digest.ts"
import { asLocked, type Baseline, baselineOf } from "./internal/baselineOf.ts"
import { type History, historyOf } from "./internal/history.ts"
import { keyChanges } from "./internal/keyChanges.ts"
import { codeOf, keyParts } from "./Key.ts"
import type { Lock } from "./Lock.ts"
import { type PlannedNode, plan } from "./Plan.ts"
import type { Reason } from "./Reason.ts"
import { type KeyParts, objectsOf, type StoredOutput } from "./Record.ts"
import { RunLog } from "./RunLog.ts"
import type { SourceTexts } from "./SourceTexts.ts"

/** A node of the chain. */
export interface Explained {
  readonly planned: PlannedNode
  /** What it is compared with: its last result here, or the committed lock; undefined where neither knows it. */
  readonly against: "last-run" | "lock" | undefined
  /** What changed for the node itself. Of a node that depends on others, what changed beside what they give. */
  readonly changes: ReadonlyArray<Change>
  /** The nodes that it reads and that this goes on to: they would run, or depend on others that would, or gave something else the last time. */
  readonly through: ReadonlyArray<string>
  /** Of a hit: the last run that computed it, where its journal is still there. */
  readonly madeIn?: MadeIn
}

/** A run that computed a result. */
export interface MadeIn {
  /** Its name. */
  readonly run: string
  /** When it began: ISO 8601, UTC. */
  readonly at: string
  readonly reasons: ReadonlyArray<Reason>
}

/** What is compared with where this machine has no last run, and what is forced. */
export interface Options {
  readonly lock?: Lock | undefined
  readonly force?: ReadonlyArray<string>
}

/**
 * The node and all nodes above it that are no hits, inputs first, so that the node itself is the last. With them the hits
 * whose results are other ones than the node's last result was made from, each with what changed for it since then.
 * Reads the store, changes nothing.
 */
export const why = Effect.fnUntraced(function* (
  bound: BoundStudy,
  target: string,
  { lock, force = [] }: Options = {}
): Effect.fn.Return<
  ReadonlyArray<Explained>,
  ArtifactReadError | CodeDigestError,
  ArtifactStore | CodeDigests | RunLog | SourceTexts
> {
  const log = yield* RunLog
  const lastKeys = yield* log.lastKeys(bound.study.name, bound.corpus.id)
  const planned = yield* plan(bound, [target], { force })
  const history = yield* historyOf(bound)
  const madeIn = madeInWith(history)
  const results = new Map<string, Readonly<Record<string, StoredOutput>>>()
  const chain: Array<Explained> = []
  for (const each of planned) {
    const { node } = each
    const baseline = yield* baselineOf(bound, node, lastKeys[node.name], lock, yield* codeOf(node))
    const through = nodesRead(node).filter((name) => !results.has(name))
    if (each.status === "hit") {
      results.set(node.name, each.record.outputs)
      if (node.name === target)
        chain.push({ planned: each, against: undefined, changes: [], through, ...(yield* madeIn(each)) })
      continue
    }
    const parts = yield* keyParts(bound, node, withOpen(node, results, baseline))
    const changes =
      baseline === undefined
        ? []
        : yield* withLengths(yield* keyChanges(baseline.parts, comparable(parts, baseline), node), history)
    const own = each.status === "run" ? yield* stateOf(node, parts, lastKeys[node.name], force, changes) : changes
    const changed = upstreamNodes(planned, own).filter((name) => !through.includes(name))
    chain.push({ planned: each, against: baseline?.of, changes: own, through: [...through, ...changed] })
  }
  const earlier = yield* earlierOf(planned, chain, history)
  return [...earlier, ...chain].sort((a, b) => planned.indexOf(a.planned) - planned.indexOf(b.planned))
})

type Hit = Extract<PlannedNode, { readonly status: "hit" }>

/** A key holds no lengths of files. */
const withLengths = (changes: ReadonlyArray<Change>, history: History) =>
  Effect.forEach(changes, (change): Effect.Effect<Change> => {
    if (change.kind !== "file" || change.before === null) return Effect.succeed(change)
    const { digest } = change.before
    return Effect.map(history.bytesOf(digest), (bytes) =>
      bytes === undefined ? change : { ...change, before: { digest, bytes } }
    )
  })

const madeInWith =
  (history: History) =>
  ({ node, record }: Hit) =>
    Effect.map(
      history.result(node.name, ({ status, key }) => status === "ran" && key === record.key),
      (found): { readonly madeIn?: MadeIn } =>
        found === undefined ? {} : { madeIn: { run: found.run, at: found.at, reasons: found.entry.reasons } }
    )

/** Hits that gave something else when the nodes of the chain were computed last, and what changed for them since; and so on upwards. */
const earlierOf = Effect.fnUntraced(function* (
  planned: ReadonlyArray<PlannedNode>,
  chain: ReadonlyArray<Explained>,
  history: History
): Effect.fn.Return<ReadonlyArray<Explained>, ArtifactReadError, ArtifactStore | SourceTexts> {
  const store = yield* ArtifactStore
  const found = new Map<string, Explained>()
  const open = [...chain]
  for (const each of open) {
    for (const change of each.changes) {
      if (change.kind !== "upstream" || change.before === null || change.after === null) continue
      const hit = planned.find(({ node }) => node.outputs.has(change.output))
      if (hit?.status !== "hit" || found.has(hit.node.name)) continue
      const before = yield* history.result(
        hit.node.name,
        ({ outputs }) => outputs[change.output]?.digest === change.before!.digest
      )
      const record = before === undefined ? undefined : yield* store.record(before.entry.key)
      if (record?.state !== "intact") continue
      const changes = yield* withLengths(yield* keyChanges(record.record.parts, hit.record.parts, hit.node), history)
      const explained: Explained = {
        planned: hit,
        against: "last-run",
        changes,
        through: upstreamNodes(planned, changes)
      }
      found.set(hit.node.name, explained)
      open.push(explained)
    }
  }
  return [...found.values()]
})

const upstreamNodes = (planned: ReadonlyArray<PlannedNode>, changes: ReadonlyArray<Change>): ReadonlyArray<string> =>
  planned
    .filter(({ node }) => changes.some((each) => each.kind === "upstream" && node.outputs.has(each.output)))
    .map(({ node }) => node.name)

const comparable = (parts: KeyParts, baseline: Baseline): KeyParts => (baseline.of === "lock" ? asLocked(parts) : parts)

/** The results that a node reads; those that are open stand as they were, so that they show no change. */
const withOpen = (
  node: BoundNode,
  results: ReadonlyMap<string, Readonly<Record<string, StoredOutput>>>,
  baseline: Baseline | undefined
) => {
  const all = new Map<string, Record<string, StoredOutput>>(
    Array.from(results, ([name, outputs]) => [name, { ...outputs }])
  )
  for (const [name, input] of node.inputs) {
    if (input.kind === "external" || results.has(input.node)) continue
    const digest = baseline?.parts.inputs[name]?.digest ?? ""
    const outputs = all.get(input.node) ?? {}
    all.set(input.node, { ...outputs, [input.output]: { kind: "file", digest, bytes: 0, extension: "" } })
  }
  return all
}

/** What the store says of a node that would run, before what changed in its key. */
const stateOf = Effect.fnUntraced(function* (
  node: BoundNode,
  parts: KeyParts,
  lastKey: string | undefined,
  force: ReadonlyArray<string>,
  changes: ReadonlyArray<Change>
) {
  const decision = yield* decide(parts, lastKey, force.includes(node.name))
  if (decision.status === "hit") return changes
  const found: Array<Change> = yield* Effect.forEach(decision.damage, (damage) =>
    describeDamage(node, decision.key, damage, decision.before?.outputs ?? {})
  )
  for (const { kind, detail } of decision.reasons) {
    if (kind === "forced") found.push({ kind: "forced" })
    if (kind === "missing" && decision.before !== undefined)
      found.push({ kind: "missing", of: "object", output: detail })
  }
  if (found.length > 0 || changes.length > 0) return [...found, ...changes]
  return [{ kind: "missing", of: lastKey === undefined ? "result" : "record", output: node.name } satisfies Change]
})

const describeDamage = Effect.fnUntraced(function* (
  node: BoundNode,
  key: string,
  damage: Damage,
  outputs: Readonly<Record<string, StoredOutput>>
): Effect.fn.Return<Change, never, ArtifactStore> {
  if (damage.kind === "record") {
    return { kind: "corrupt", of: "record", output: node.name, name: key, bytes: null, found: null }
  }
  const { output, digest } = damage
  const stored = outputs[output]
  const object = stored === undefined ? undefined : objectsOf(stored).find((each) => each.digest === digest)
  const found = yield* foundUnder(digest)
  return { kind: "corrupt", of: "object", output, name: digest, bytes: object?.bytes ?? null, found }
})

/** What stands in the place of an object; null where it cannot be read. */
const foundUnder = Effect.fnUntraced(function* (digest: string) {
  const store = yield* ArtifactStore
  const sha = incremental()
  let bytes = 0
  const read = Stream.runForEach(store.content(digest), (chunk) =>
    Effect.sync(() => {
      sha.update(chunk)
      bytes += chunk.length
    })
  )
  // At its end a damaged object fails without a cause, since nothing went wrong but its digest.
  const problem = yield* Effect.flip(Effect.andThen(read, Effect.fail({ cause: undefined })))
  return problem.cause === undefined ? { digest: sha.digest("hex"), bytes } : null
})
