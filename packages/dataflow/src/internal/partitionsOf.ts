/**
 * The partitions of a mapped stage's work: what each task is about, and what of it enters the task's key.
 */
import { Effect, type Schema } from "effect"
import type { ArtifactReadError } from "../Artifact.ts"
import type { ArtifactStore } from "../ArtifactStore.ts"
import type { BoundNode, ExternalFile } from "../Bind.ts"
import { canonicalJson, sha256 } from "../Digest.ts"
import type { InputFiles } from "../InputFiles.ts"
import type { ResultsByNode } from "../Key.ts"
import type { RawFileEntry, StoredTable } from "../Record.ts"
import { cellName } from "./cellName.ts"
import { openRawFile, openTable } from "./openInput.ts"

/** One partition. */
export interface Partition {
  /** For messages; unique among the partitions of a node. */
  readonly name: string
  /** SHA-256 of all that its task's result depends on beyond code, parameters and shared inputs. */
  readonly digest: string
  /** What the task is given. */
  readonly open: Effect.Effect<unknown, ArtifactReadError, ArtifactStore | InputFiles>
  /** Length of the file that it is. */
  readonly bytes?: number
  /** The person's file that it is. */
  readonly file?: ExternalFile
}

/** The partitions of a node in the order of its input; `results` holds every node that it reads. */
export const partitionsOf = (node: BoundNode, results: ResultsByNode): ReadonlyArray<Partition> => {
  const { over } = node.stage.mapping!
  switch (over.kind) {
    case "cells":
      return cellsOf(over.cells(node.params))
    case "files":
      return filesOf(node, over.input, results)
    case "batches":
      return batchesOf(node, over.input, results)
  }
}

const cellsOf = (cells: ReadonlyArray<Schema.Json>): ReadonlyArray<Partition> => {
  for (const cell of cells) requireFinite(cell)
  const cellByJson = new Map(cells.map((cell) => [canonicalJson(cell), cell]))
  return Array.from(cellByJson, ([json, cell]) => ({
    name: cellName(cell),
    digest: sha256(json),
    // What was hashed: with no other order of names, no −0, and nothing that another task holds.
    open: Effect.sync(() => JSON.parse(json))
  }))
}

/** JSON would take them for null. */
const requireFinite = (cell: Schema.Json): void => {
  if (typeof cell === "number" && !Number.isFinite(cell)) throw new RangeError(`a cell holds ${cell}, which is no JSON`)
  if (typeof cell === "object" && cell !== null) Object.values(cell).forEach(requireFinite)
}

const filesOf = (node: BoundNode, name: string, results: ResultsByNode): ReadonlyArray<Partition> => {
  const input = cutOf(node, name)
  const entries: ReadonlyArray<RawFileEntry> =
    input.kind === "external" ? input.files : storedOf(node, name, results, "files").files
  return entries.map(({ label, site, digest, bytes }, i) => ({
    name: label,
    bytes,
    digest: sha256(canonicalJson([label, site, digest])),
    open: openRawFile(input, results, i),
    ...(input.kind === "external" ? { file: input.files[i]! } : {})
  }))
}

const batchesOf = (node: BoundNode, name: string, results: ResultsByNode): ReadonlyArray<Partition> => {
  const stored: StoredTable = storedOf(node, name, results, "table")
  let firstRow = 0
  return stored.blocks.map((block, i) => {
    const before = firstRow
    firstRow += block.rows
    return {
      name: `batch ${i}`,
      digest: sha256(canonicalJson([stored.headDigest, block.digest, before])),
      open: Effect.gen(function* () {
        const table = yield* openTable(node.stage, name, cutOf(node, name), results)
        return { batch: yield* table.batch(i), firstRow: before }
      })
    }
  })
}

/** The input that is cut. */
const cutOf = (node: BoundNode, name: string) => {
  const input = node.inputs.get(name)
  if (input === undefined) throw new Error(`stage "${node.stage.name}" is mapped over ${name}, which is not wired`)
  return input
}

const storedOf = <K extends "table" | "files">(
  node: BoundNode,
  name: string,
  results: ResultsByNode,
  kind: K
): Extract<NonNullable<ReturnType<ResultsByNode["get"]>>[string], { readonly kind: K }> => {
  const input = cutOf(node, name)
  const stored = input.kind === "output" ? results.get(input.node)![input.output]! : undefined
  if (stored?.kind !== kind) throw new Error(`stage "${node.stage.name}" is mapped over ${name}, which is no ${kind}`)
  return stored as never
}
