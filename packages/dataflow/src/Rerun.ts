/**
 * Two computations of the same study, and the first value in which they differ.
 */
import { Effect } from "effect"
import type { AnyContract, ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore } from "./ArtifactStore.ts"
import * as Artifacts from "./Artifacts.ts"
import type { BoundNode, BoundStudy } from "./Bind.ts"
import { type Difference, firstDifference } from "./firstDifference.ts"
import { firstDifferingByte } from "./internal/firstDifferingByte.ts"
import type { ResultsByNode } from "./Key.ts"
import { needed } from "./Plan.ts"
import type { StoredFile, StoredFiles, StoredOutput } from "./Record.ts"
import { RunLog } from "./RunLog.ts"

/** What a computation left, and where. A node without an entry has no result. */
export interface Computation {
  readonly store: ArtifactStore["Service"]
  readonly results: ResultsByNode
}

/** Where an output differs. */
export type OutputDifference =
  | Difference
  /** The first byte of a file; of several files, in the one of this label. */
  | { readonly kind: "byte"; readonly file: string | undefined; readonly offset: number }
  /** The files have not the same labels and sites in the same order. */
  | { readonly kind: "files"; readonly a: ReadonlyArray<string>; readonly b: ReadonlyArray<string> }

/** The first node in data order of which two computations differ: nothing that it reads differs. */
export interface Deviation {
  readonly node: string
  readonly output: string
  /** Digests. */
  readonly a: string
  readonly b: string
  /** Missing where the bytes differ and no value does. */
  readonly difference: OutputDifference | undefined
  /** Nodes after it that differ too, which may follow from it. */
  readonly later: ReadonlyArray<string>
}

/** What the last run of the study left in the store and the run log of the context. */
export const lastComputation = Effect.fnUntraced(function* (
  bound: BoundStudy
): Effect.fn.Return<Computation, ArtifactReadError, ArtifactStore | RunLog> {
  const store = yield* ArtifactStore
  const log = yield* RunLog
  const results = new Map<string, Readonly<Record<string, StoredOutput>>>()
  for (const [node, key] of Object.entries(yield* log.lastKeys(bound.study.name, bound.corpus.id))) {
    const found = yield* store.record(key)
    if (found.state === "intact") results.set(node, found.record.outputs)
  }
  return { store, results }
})

/** The first deviation of the nodes that `targets` need; only nodes of which both have a result are compared. */
export const firstDeviation = Effect.fn("firstDeviation")(function* (
  bound: BoundStudy,
  targets: ReadonlyArray<string>,
  a: Computation,
  b: Computation
): Effect.fn.Return<Deviation | undefined, ArtifactReadError> {
  const differing = needed(bound, targets).flatMap((node) => {
    const output = differingOutput(node, a, b)
    return output === undefined ? [] : [{ node, ...output }]
  })
  const [first, ...others] = differing
  if (first === undefined) return undefined
  return {
    node: first.node.name,
    output: first.output,
    a: first.a.digest,
    b: first.b.digest,
    difference: yield* differenceOf(first.output, first.node.outputs.get(first.output)!, [a, first.a], [b, first.b]),
    later: others.map(({ node }) => node.name)
  }
})

const differingOutput = ({ name, outputs }: BoundNode, a: Computation, b: Computation) => {
  const [inA, inB] = [a.results.get(name), b.results.get(name)]
  if (inA === undefined || inB === undefined) return undefined
  for (const output of outputs.keys()) {
    const [x, y] = [inA[output], inB[output]]
    if (x !== undefined && y !== undefined && x.digest !== y.digest) return { output, a: x, b: y }
  }
  return undefined
}

type Stored = readonly [Computation, StoredOutput]

const differenceOf = Effect.fnUntraced(function* (name: string, contract: AnyContract, a: Stored, b: Stored) {
  const [[fromA, x], [fromB, y]] = [a, b]
  if (contract.kind === "table" && x.kind === "table" && y.kind === "table") {
    const open = ([{ store }, stored]: Stored) =>
      Artifacts.tableHandle(name, contract, stored as typeof x).pipe(Effect.provideService(ArtifactStore, store))
    return yield* firstDifference(yield* open([fromA, x]), yield* open([fromB, y]))
  }
  if (x.kind === "file" && y.kind === "file") return yield* byteIn(undefined, [fromA, x], [fromB, y])
  if (x.kind !== "files" || y.kind !== "files") return undefined
  const [inA, inB] = [labels(x), labels(y)]
  if (inA.join("\n") !== inB.join("\n")) return { kind: "files" as const, a: inA, b: inB }
  const i = x.files.findIndex((file, i) => file.digest !== y.files[i]!.digest)
  return i < 0 ? undefined : yield* byteIn(x.files[i]!.label, [fromA, x.files[i]!], [fromB, y.files[i]!])
})

const labels = ({ files }: StoredFiles): ReadonlyArray<string> =>
  files.map(({ label, site }) => (site === null ? label : `${label} (${site})`))

type Bytes = readonly [Computation, Pick<StoredFile, "digest" | "bytes">]

const byteIn = (file: string | undefined, [{ store: inA }, x]: Bytes, [{ store: inB }, y]: Bytes) =>
  Effect.map(
    firstDifferingByte(
      { store: inA, digest: x.digest, bytes: x.bytes },
      { store: inB, digest: y.digest, bytes: y.bytes }
    ),
    (offset) => (offset === undefined ? undefined : { kind: "byte" as const, file, offset })
  )
