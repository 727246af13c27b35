/**
 * What a report may say of the run, known before the run.
 */
import type { Schema } from "effect"
import type { BoundNode, BoundStudy } from "../Bind.ts"
import { nodeVersion } from "../nodeVersion.ts"
import type { KnownFacts } from "../Provenance.ts"
import { formatVersion } from "../Record.ts"
import type { Study } from "../Study.ts"

/** Study, corpus, the parameters of `nodes` as JSON by `node.path`, and versions. */
export const provenanceFacts = (
  study: Study,
  corpus: BoundStudy["corpus"],
  nodes: ReadonlyArray<BoundNode>
): KnownFacts => ({
  study: { name: study.name, title: study.title, seed: String(study.seed) },
  corpus: {
    name: corpus.files.length > 0 ? "own files" : corpus.id,
    title: corpus.title,
    simulated: String(corpus.simulated)
  },
  parameter: Object.fromEntries(nodes.flatMap((node) => leaves(node.name, node.paramsJson))),
  version: { node: nodeVersion, "engine format": String(formatVersion) }
})

const leaves = (path: string, json: Schema.Json): ReadonlyArray<readonly [string, string]> =>
  typeof json === "object" && json !== null && !Array.isArray(json)
    ? Object.entries(json).flatMap(([key, value]) => leaves(`${path}.${key}`, value))
    : [[path, JSON.stringify(json)]]
