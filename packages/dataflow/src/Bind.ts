/**
 * Binds a study to a corpus or to the person's files, and to the parameters that were set.
 */
import { Effect, Schema } from "effect"
import type { AnyContract } from "./Artifact.ts"
import { canonicalJson, sha256 } from "./Digest.ts"
import { applySettings } from "./internal/applySettings.ts"
import { provenanceFacts } from "./internal/provenanceFacts.ts"
import { suggestion } from "./nearest.ts"
import type { AnyRef, Node, ProvenanceSource, Source } from "./Pipeline.ts"
import { provenanceStage } from "./Provenance.ts"
import type { RawFileEntry } from "./Record.ts"
import { ParameterError, type Setting } from "./Setting.ts"
import * as Stage from "./Stage.ts"
import type { Corpus, Study } from "./Study.ts"

/** A study has no corpus, node or output of the name that was asked for. */
export class UnknownNameError extends Schema.TaggedError<UnknownNameError>()("UnknownNameError", {
  what: Schema.Literals(["corpus", "node", "study"]),
  name: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  override get message() {
    return `there is no ${this.what} "${this.name}"${suggestion(this.name, this.known)}`
  }
}

/** A raw file of the person's: what a key holds of it, and where it is. */
export interface ExternalFile extends RawFileEntry {
  /** Absolute; never in a key, an artifact or a report. */
  readonly path: string
}

/** How the id of a set of own files begins. */
export const ownFilesPrefix = "input-"

/** What takes the place of a study's sources. */
export type Binding = { readonly corpus: string } | { readonly files: ReadonlyArray<ExternalFile> }

/** Where an input of a bound node comes from. */
export type BoundInput =
  | { readonly kind: "output"; readonly node: string; readonly output: string }
  | { readonly kind: "external"; readonly name: string; readonly files: ReadonlyArray<ExternalFile> }

/** A node whose inputs and parameters are decided. */
export interface BoundNode {
  readonly name: string
  readonly stage: Stage.Any
  readonly params: unknown
  /** The parameters as JSON. */
  readonly paramsJson: Schema.Json
  /** Wired inputs by name; an absent optional input has no entry. */
  readonly inputs: ReadonlyMap<string, BoundInput>
  readonly outputs: ReadonlyMap<string, AnyContract>
}

/** A study that is ready to be planned and run. */
export interface BoundStudy {
  readonly study: Study
  readonly corpus: {
    /** Names the folder of reports: the corpus, or `input-` and a digest of labels and sites. */
    readonly id: string
    readonly title: string
    readonly simulated: boolean
    readonly files: ReadonlyArray<ExternalFile>
  }
  readonly settings: ReadonlyArray<Setting>
  /** Inputs before what needs them. */
  readonly nodes: ReadonlyArray<BoundNode>
  /** The node whose output is the study's target. */
  readonly target: string
}

/** Resolves sources and parameters, and sorts the nodes so that inputs come first. */
export const bind = Effect.fnUntraced(function* (
  study: Study,
  binding: Binding,
  settings: ReadonlyArray<Setting> = []
): Effect.fn.Return<BoundStudy, UnknownNameError | ParameterError> {
  const corpus = yield* corpusOf(study, binding)
  const resolve = resolver(corpus, binding)
  const nodes = inDataOrder([...study.outputs, study.target], resolve)
  const known = nodes.flatMap((node) => (node.kind === "node" ? [node.name] : []))
  for (const { node, text } of settings) {
    if (!known.includes(node)) {
      return yield* new ParameterError({
        setting: text,
        problem: `there is no node "${node}"${suggestion(node, known)}`
      })
    }
  }
  const wire = (inputs: Node["inputs"]) => boundInputs(inputs, resolve, corpus.files)
  const bound = new Map<Node, BoundNode>()
  for (const node of nodes) {
    if (node.kind === "node") bound.set(node, yield* bindNode(node, wire, settings))
  }
  const described = withoutReadersOf(
    nodes.flatMap((node) => (node.kind === "provenance" ? [node.name] : [])),
    [...bound.values()]
  )
  const facts = provenanceFacts(study, corpus, described)
  const all = nodes.map((node) => (node.kind === "node" ? bound.get(node)! : bindProvenance(node, wire, facts)))
  requireUniqueOutputs(all)
  return {
    study,
    corpus,
    settings,
    nodes: all,
    target: study.target.from.name
  }
})

/** The nodes that a node reads, each once. */
export const nodesRead = ({ inputs }: Pick<BoundNode, "inputs">): ReadonlyArray<string> => [
  ...new Set([...inputs.values()].flatMap((input) => (input.kind === "output" ? [input.node] : [])))
]

const requireUniqueOutputs = (nodes: ReadonlyArray<BoundNode>): void => {
  const nodeByOutput = new Map<string, string>()
  for (const { name, outputs } of nodes) {
    for (const output of outputs.keys()) {
      const other = nodeByOutput.get(output)
      if (other !== undefined) throw new Error(`the nodes "${other}" and "${name}" both have an output "${output}"`)
      nodeByOutput.set(output, name)
    }
  }
}

const corpusOf = (
  study: Study,
  binding: Binding
): Effect.Effect<BoundStudy["corpus"] & { readonly definition?: Corpus }, UnknownNameError> => {
  if ("files" in binding) {
    const id = `${ownFilesPrefix}${sha256(canonicalJson(binding.files.map(({ label, site }) => [label, site]))).slice(0, 8)}`
    return Effect.succeed({
      id,
      title: titleOf(binding.files),
      simulated: false,
      files: binding.files
    })
  }
  const definition = study.corpora.find(({ name }) => name === binding.corpus)
  return definition === undefined
    ? Effect.fail(
        new UnknownNameError({ what: "corpus", name: binding.corpus, known: study.corpora.map(({ name }) => name) })
      )
    : Effect.succeed({
        id: definition.name,
        title: definition.title,
        simulated: definition.simulated,
        files: [],
        definition
      })
}

/** A corpus of more files is named by so many of them. */
const mostLabels = 6

const titleOf = (files: ReadonlyArray<ExternalFile>): string => {
  const named = files.slice(0, files.length > mostLabels ? mostLabels - 1 : mostLabels)
  const more = files.length > named.length ? ` and ${files.length - named.length} more` : ""
  return named.map(({ label }) => label).join(", ") + more
}

/** What a reference is read from once sources are bound: a node, the person's files, or nothing. */
type Resolved =
  | { readonly ref: AnyRef; readonly from: Node | ProvenanceSource }
  | { readonly external: Source }
  | undefined
type Resolve = (ref: AnyRef) => Resolved

const resolver =
  (corpus: { readonly definition?: Corpus }, binding: Binding): Resolve =>
  (ref) => {
    if (ref.from.kind !== "source") return { ref, from: ref.from }
    const { from } = ref
    const replaced = corpus.definition?.sources[from.name]
    if (replaced !== undefined) return resolver(corpus, binding)(replaced)
    if ("files" in binding && from.contract.kind === "files") return { external: from }
    if (from.optional) return undefined
    throw new Error(`the corpus does not bind the source "${from.name}"`)
  }

const refsOf = (node: Node | ProvenanceSource): ReadonlyArray<AnyRef> =>
  node.kind === "provenance"
    ? [node.files]
    : Object.values(node.inputs).flatMap((ref) => (ref === undefined ? [] : [ref]))

/** The nodes above the targets, inputs first. Names that are used twice, of nodes or of outputs, are a mistake of the study. */
const inDataOrder = (targets: ReadonlyArray<AnyRef>, resolve: Resolve): ReadonlyArray<Node | ProvenanceSource> => {
  const seen = new Map<Node | ProvenanceSource, string>()
  const visit = (ref: AnyRef): void => {
    const resolved = resolve(ref)
    if (resolved === undefined || "external" in resolved || seen.has(resolved.from)) return
    for (const above of refsOf(resolved.from)) visit(above)
    if ([...seen.values()].includes(resolved.from.name)) {
      throw new Error(
        `two nodes are named "${resolved.from.name}"; give one another name: Pipeline.node(…, { name: "…", … })`
      )
    }
    seen.set(resolved.from, resolved.from.name)
  }
  for (const target of targets) visit(target)
  return [...seen.keys()]
}

const boundInputs = (inputs: Node["inputs"], resolve: Resolve, files: ReadonlyArray<ExternalFile>) => {
  const bound = new Map<string, BoundInput>()
  for (const [name, ref] of Object.entries(inputs)) {
    const resolved = ref === undefined ? undefined : resolve(ref)
    if (resolved === undefined) continue
    bound.set(
      name,
      "external" in resolved
        ? { kind: "external", name: resolved.external.name, files }
        : { kind: "output", node: resolved.from.name, output: resolved.ref.name }
    )
  }
  return bound
}

type Wire = (inputs: Node["inputs"]) => ReadonlyMap<string, BoundInput>

const bindNode = Effect.fnUntraced(function* (
  { name, stage, params, inputs }: Node,
  wire: Wire,
  settings: ReadonlyArray<Setting>
): Effect.fn.Return<BoundNode, ParameterError> {
  const applied = yield* applySettings(
    stage.params,
    params,
    settings.filter((setting) => setting.node === name)
  )
  return { name, stage, ...applied, inputs: wire(inputs), outputs: Stage.outputsByName(stage, name) }
})

const bindProvenance = (source: ProvenanceSource, wire: Wire, facts: ReturnType<typeof provenanceFacts>): BoundNode => {
  const stage = provenanceStage(source.contract)
  return {
    name: source.name,
    stage,
    params: facts,
    paramsJson: facts as unknown as Schema.Json,
    inputs: wire({ files: source.files }),
    outputs: Stage.outputsByName(stage, source.name)
  }
}

/** The nodes that provenance can describe: those that do not read it. `nodes` are in data order. */
const withoutReadersOf = (
  provenance: ReadonlyArray<string>,
  nodes: ReadonlyArray<BoundNode>
): ReadonlyArray<BoundNode> => {
  const readers = new Set(provenance)
  return nodes.filter((node) => {
    const reads = nodesRead(node).some((name) => readers.has(name))
    if (reads) readers.add(node.name)
    return !reads
  })
}
