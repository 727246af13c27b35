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
export type Binding = ({ readonly corpus: string } | { readonly files: ReadonlyArray<ExternalFile> }) & {
  /** The files of optional sources, by the source's name. */
  readonly sources?: Readonly<Record<string, ReadonlyArray<ExternalFile>>>
}

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
  const nodes = inDataOrder(study, resolve)
  const known = nodes.flatMap((node) => (node.kind === "node" ? [node.name] : []))
  for (const { node, text } of settings) {
    if (!known.includes(node)) {
      return yield* new ParameterError({
        setting: text,
        problem: `there is no node "${node}"${suggestion(node, known)}`
      })
    }
  }
  const isThere = (ref: AnyRef) => {
    const resolved = resolve(ref)
    return resolved !== undefined && ("external" in resolved || nodes.includes(resolved.from))
  }
  const wire = (inputs: Node["inputs"]) => boundInputs(inputs, (ref) => (isThere(ref) ? resolve(ref) : undefined))
  const bound = new Map<Node, BoundNode>()
  for (const node of nodes) {
    if (node.kind === "node") bound.set(node, yield* bindNode(node, wire, settings))
  }
  const onOptional = onOptionalFiles(nodes, resolve)
  const described = withoutReadersOf(
    nodes.flatMap((node) => (node.kind === "provenance" ? [node.name] : [])),
    [...bound.values()].filter(({ name }) => !onOptional.has(name))
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

/** Names the corpus, or a set of own files by their labels and sites: what {@link BoundStudy} has as the id of its corpus. */
export const corpusIdOf = (binding: Binding): string =>
  "corpus" in binding
    ? binding.corpus
    : `${ownFilesPrefix}${sha256(canonicalJson(binding.files.map(({ label, site }) => [label, site]))).slice(0, 8)}`

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
    return Effect.succeed({
      id: corpusIdOf(binding),
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
  | { readonly external: Source; readonly files: ReadonlyArray<ExternalFile> }
  | undefined
type Resolve = (ref: AnyRef) => Resolved

const resolver =
  (corpus: { readonly definition?: Corpus }, binding: Binding): Resolve =>
  (ref) => {
    if (ref.from.kind !== "source") return { ref, from: ref.from }
    const { from } = ref
    const replaced = corpus.definition?.sources[from.name]
    if (replaced !== undefined) return resolver(corpus, binding)(replaced)
    const named = binding.sources?.[from.name]
    if (named !== undefined) return { external: from, files: named }
    if (from.optional) return undefined
    if ("files" in binding && from.contract.kind === "files") return { external: from, files: binding.files }
    throw new Error(`the corpus does not bind the source "${from.name}"`)
  }

/** What a node reads, and whether it can do without. */
const refsOf = (node: Node | ProvenanceSource): ReadonlyArray<{ readonly ref: AnyRef; readonly optional: boolean }> =>
  node.kind === "provenance"
    ? [{ ref: node.files, optional: false }]
    : Object.entries(node.inputs).flatMap(([name, ref]) =>
        ref === undefined ? [] : [{ ref, optional: node.stage.inputs[name]?.kind === "optional" }]
      )

/**
 * The nodes of the study, inputs first. One that needs a source that is not bound is not among them, nor what needs it in
 * turn. Names that are used twice, of nodes or of outputs, are a mistake of the study.
 */
const inDataOrder = ({ outputs, target }: Study, resolve: Resolve): ReadonlyArray<Node | ProvenanceSource> => {
  const seen = new Map<Node | ProvenanceSource, boolean>()
  /** Whether there is anything to be read. */
  const visit = (ref: AnyRef): boolean => {
    const resolved = resolve(ref)
    if (resolved === undefined) return false
    if ("external" in resolved) return true
    const { from } = resolved
    const known = seen.get(from)
    if (known !== undefined) return known
    let isThere = true
    for (const above of refsOf(from)) if (!visit(above.ref) && !above.optional) isThere = false
    if (isThere && [...seen].some(([other, there]) => there && other.name === from.name)) {
      throw new Error(`two nodes are named "${from.name}"; give one another name: Pipeline.node(…, { name: "…", … })`)
    }
    seen.set(from, isThere)
    return isThere
  }
  for (const each of [...outputs, target]) visit(each)
  if (!visit(target)) throw new Error(`"${target.name}", the target of the study, needs a source that is not bound`)
  return [...seen].flatMap(([node, isThere]) => (isThere ? [node] : []))
}

/** The nodes that are there only because files of an optional source are: they are no part of what the run is about. */
const onOptionalFiles = (nodes: ReadonlyArray<Node | ProvenanceSource>, resolve: Resolve): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const node of nodes) {
    const isOne = refsOf(node).some(({ ref, optional }) => {
      const resolved = optional ? undefined : resolve(ref)
      if (resolved === undefined) return false
      return "external" in resolved ? resolved.external.optional : found.has(resolved.from.name)
    })
    if (isOne) found.add(node.name)
  }
  return found
}

const boundInputs = (inputs: Node["inputs"], resolve: Resolve) => {
  const bound = new Map<string, BoundInput>()
  for (const [name, ref] of Object.entries(inputs)) {
    const resolved = ref === undefined ? undefined : resolve(ref)
    if (resolved === undefined) continue
    bound.set(
      name,
      "external" in resolved
        ? { kind: "external", name: resolved.external.name, files: resolved.files }
        : { kind: "output", node: resolved.from.name, output: resolved.ref.name }
    )
  }
  return bound
}

type Wire = (inputs: Node["inputs"]) => ReadonlyMap<string, BoundInput>

const bindNode = Effect.fnUntraced(function* (
  { name, stage, params, inputs, follows, fixed }: Node,
  wire: Wire,
  settings: ReadonlyArray<Setting>
): Effect.fn.Return<BoundNode, ParameterError> {
  const followed = follows.flatMap(({ node, path, as }) =>
    settings
      .filter((setting) => setting.node === node && path.every((part, i) => setting.path[i] === part))
      .map((setting) => ({ ...setting, path: [...as, ...setting.path.slice(path.length)] }))
  )
  const own = settings.filter((setting) => setting.node === name)
  const applied = yield* applySettings(stage.params, params, [...followed, ...own])
  const decided =
    fixed === undefined ? applied : yield* applySettings(stage.params, { ...(applied.params as object), ...fixed }, [])
  return { name, stage, ...decided, inputs: wire(inputs), outputs: Stage.outputsByName(stage, name) }
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
