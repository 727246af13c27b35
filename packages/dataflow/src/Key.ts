/**
 * The parts of a node's key, once the content of its inputs is known.
 */
import { Effect } from "effect"
import type { AnyContract } from "./Artifact.ts"
import type { BoundNode, BoundStudy } from "./Bind.ts"
import { type CodeDigest, type CodeDigestError, CodeDigests } from "./CodeDigest.ts"
import { nodeVersion } from "./nodeVersion.ts"
import { digestOfFiles, formatVersion, type KeyInput, type KeyParts, type StoredOutput } from "./Record.ts"
import * as Stage from "./Stage.ts"
import * as Table from "./Table.ts"

/** The outputs of nodes that have a result, by node. */
export type ResultsByNode = ReadonlyMap<string, Readonly<Record<string, StoredOutput>>>

const engineCode: CodeDigest = { digest: "engine", files: {}, packages: {} }
const engineFolder = new URL("./", import.meta.url).href

/** True for a stage of this package: its code counts by the engine's format version. */
export const isEngineStage = (stage: { readonly module: string }): boolean => stage.module.startsWith(engineFolder)

/** The code of a node's stage. */
export const codeOf = Effect.fnUntraced(function* ({
  stage
}: BoundNode): Effect.fn.Return<CodeDigest, CodeDigestError, CodeDigests> {
  const codeDigests = yield* CodeDigests
  return isEngineStage(stage) ? engineCode : yield* codeDigests.of(stage.module)
})

/** The parts of a node's key. `results` holds every node that it reads. */
export const keyParts = Effect.fnUntraced(function* (
  bound: BoundStudy,
  node: BoundNode,
  results: ResultsByNode
): Effect.fn.Return<KeyParts, CodeDigestError, CodeDigests> {
  return {
    format: formatVersion,
    node: nodeVersion,
    stage: node.stage.name,
    code: yield* codeOf(node),
    params: node.paramsJson,
    contract: describeContracts(node.outputs),
    seed: node.stage.seeded ? bound.study.seed : null,
    inputs: Object.fromEntries(Array.from(node.inputs, ([name, input]) => [name, keyInput(input, results)]))
  }
})

/** The parts of the key of one task of a mapped node, whose own are `parts`. The whole of the input that is cut is not in it. */
export const taskParts = (
  { name, stage }: BoundNode,
  parts: KeyParts,
  { name: partition, digest }: { readonly name: string; readonly digest: string }
): KeyParts => {
  const { over, part } = stage.mapping!
  const cut = Stage.cutInput(stage)
  return {
    ...parts,
    params: over.kind === "cells" ? null : parts.params,
    contract: describeContracts(Stage.contractsByName(part, name)),
    inputs: Object.fromEntries(Object.entries(parts.inputs).filter(([input]) => input !== cut)),
    partition: { name: partition, digest }
  }
}

const keyInput = (
  input: BoundNode["inputs"] extends ReadonlyMap<string, infer I> ? I : never,
  results: ResultsByNode
): KeyInput => {
  if (input.kind === "external") {
    return {
      digest: digestOfFiles(input.files),
      from: input.name,
      external: true,
      files: Object.fromEntries(input.files.map(({ label, digest }) => [label, digest]))
    }
  }
  const stored = results.get(input.node)![input.output]!
  const rows = stored.kind === "table" ? { rows: stored.rows } : {}
  return { digest: stored.digest, from: input.output, external: false, ...rows }
}

const describeContracts = (contracts: ReadonlyMap<string, AnyContract>): string =>
  Array.from(contracts, ([name, contract]) => `${name}: ${describeContract(contract)}`).join("\n")

const describeContract = (contract: AnyContract): string => {
  switch (contract.kind) {
    case "table":
      return `table ${contract.name} (${Table.describe(contract)})`
    case "file":
      return `file ${contract.name}${contract.extension}`
    case "files":
      return `files ${contract.name}`
  }
}
