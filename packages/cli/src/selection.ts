/**
 * What a command is about: a study bound to a corpus or files, and the outputs that were named.
 */
import { type Binding, type BoundStudy, bind, UnknownNameError } from "@praxis/dataflow/Bind"
import type { AnyRef, Source } from "@praxis/dataflow/Pipeline"
import { digestCode } from "@praxis/dataflow/Run"
import { type LastBinding, RunLog } from "@praxis/dataflow/RunLog"
import { ParameterError, parse, type Setting } from "@praxis/dataflow/Setting"
import type { Study } from "@praxis/dataflow/Study"
import { Effect, Option } from "effect"
import { quoted } from "./commandLine.ts"
import { LastRunError, UsageError } from "./errors.ts"
import { externalFiles, splitWords } from "./inputs.ts"
import { loadStudy } from "./studies.ts"

/** The options that all commands share. */
export interface SelectionOptions {
  readonly names: ReadonlyArray<string>
  readonly study: Option.Option<string>
  readonly corpus: Option.Option<string>
  readonly input: ReadonlyArray<string>
  readonly set: ReadonlyArray<string>
}

/** A bound study, and the outputs that the person named. */
export interface Selection {
  readonly bound: BoundStudy
  /** The nodes of the outputs that were named; the study's target where none was. */
  readonly targets: ReadonlyArray<string>
  /** The outputs that were named. */
  readonly outputs: ReadonlyArray<string>
  /** To be remembered as the last run's. */
  readonly binding: LastBinding
  /** True where neither corpus nor files were named and the last run's were taken. */
  readonly fromLastRun: boolean
  /** True where the person set parameters, so that none are the last run's. */
  readonly namedSettings: boolean
  /** The study, where the person named one. */
  readonly namedStudy: string | undefined
}

/**
 * Resolves the options. Commands that look at results (`inspecting`) take the corpus or files of the last run where
 * none are named, and its settings too where none are set.
 */
export const select = Effect.fnUntraced(function* (options: SelectionOptions, inspecting: boolean) {
  const study = yield* loadStudy(Option.getOrUndefined(options.study))
  if (Option.isSome(options.corpus) && options.input.length > 0) {
    return yield* new UsageError({
      problem: "--corpus and --input exclude each other: a run reads a corpus of the study or your own files"
    })
  }
  const source = filesSource(study)
  if (source === undefined && options.input.length > 0)
    return yield* new UsageError({ problem: `the study ${study.name} reads no files; --input does not apply` })
  const onFiles = options.input.length > 0 ? yield* bind(study, { files: [] }) : undefined
  // To hash files may take minutes, in which the code may be edited.
  if (onFiles !== undefined && !inspecting)
    yield* digestCode(
      onFiles,
      onFiles.nodes.map(({ name }) => name)
    )
  const known = new Set(onFiles === undefined ? [] : namesOf(onFiles).map(({ name }) => name))
  const { names, inputs } = yield* splitWords(options.names, options.input, known)
  const log = yield* RunLog
  const last =
    inspecting && Option.isNone(options.corpus) && inputs.length === 0
      ? yield* log.lastBinding(study.name)
      : Option.none<LastBinding>()
  const fromLastRun = Option.isSome(last)
  const settings = fromLastRun && options.set.length === 0 ? last.value.settings : options.set
  const binding: LastBinding = fromLastRun
    ? { ...last.value, settings }
    : inputs.length > 0
      ? { inputs, settings }
      : { corpus: Option.getOrElse(options.corpus, () => study.defaultCorpus), settings }
  const parsed = yield* Effect.forEach(settings, parseSetting)
  const bound = yield* Effect.flatMap(toBinding(source, binding), (to) => bind(study, to, parsed)).pipe(
    Effect.mapError((error) =>
      fromLastRun && options.set.length === 0 ? new LastRunError({ problem: error.message }) : error
    )
  )
  const outputs = yield* Effect.forEach(names, (name) => outputNamed(bound, name))
  return {
    bound,
    targets: outputs.length === 0 ? [bound.target] : [...new Set(outputs.map(({ node }) => node))],
    outputs: outputs.map(({ output }) => output),
    binding,
    fromLastRun,
    namedSettings: options.set.length > 0,
    namedStudy: Option.getOrUndefined(options.study)
  } satisfies Selection
})

/** The same for a command about the result of one output. */
export const selectOne = Effect.fnUntraced(function* (options: SelectionOptions, verb: "show" | "export" | "why") {
  const selection = yield* select(options, true)
  const { outputs } = selection
  if (outputs.length === 1) return selection
  const found = outputs.length === 0 ? "none" : outputs.join(", ")
  return yield* new UsageError({
    problem: `${verb} takes exactly one output, such as pnpm pipeline ${verb} topics; named: ${found}`
  })
})

/** The nodes that `--force` runs although their results are there: those that were named, else all. */
export const forced = (
  force: boolean,
  { bound, targets, outputs }: Pick<Selection, "bound" | "targets" | "outputs">
) => (force ? (outputs.length > 0 ? targets : bound.nodes.map(({ name }) => name)) : [])

/**
 * ` (as in the last run: --set topics.k=20)` where the last run's corpus or files were taken; `, but with --set …` where
 * the settings were named.
 */
export const lastRunNote = ({
  binding,
  fromLastRun,
  namedSettings
}: Pick<Selection, "binding" | "fromLastRun" | "namedSettings">): string => {
  if (!fromLastRun) return ""
  const settings = binding.settings.map((setting) => ` --set ${quoted(setting)}`).join("")
  return ` (as in the last run${settings === "" ? "" : `${namedSettings ? ", but with" : ":"}${settings}`})`
}

const parseSetting = (text: string): Effect.Effect<Setting, ParameterError> => {
  const setting = parse(text)
  return setting === undefined
    ? Effect.fail(new ParameterError({ setting: text, problem: "expected node.parameter=value, such as topics.k=20" }))
    : Effect.succeed(setting)
}

const toBinding = Effect.fnUntraced(function* (source: Source | undefined, last: LastBinding) {
  if ("corpus" in last) return { corpus: last.corpus } satisfies Binding
  if (source === undefined) return yield* new UsageError({ problem: "the study reads no files" })
  return { files: yield* externalFiles(last.inputs, source) } satisfies Binding
})

const filesSource = (study: Study): Source | undefined => {
  const seen = new Set<unknown>()
  const find = (ref: AnyRef): Source | undefined => {
    if (seen.has(ref.from)) return undefined
    seen.add(ref.from)
    if (ref.from.kind === "source") return ref.contract.kind === "files" ? ref.from : undefined
    const above = ref.from.kind === "provenance" ? [ref.from.files] : Object.values(ref.from.inputs)
    for (const input of above) {
      const found = input === undefined ? undefined : find(input)
      if (found !== undefined) return found
    }
    return undefined
  }
  return [...study.outputs, study.target].map(find).find((source) => source !== undefined)
}

/** What can be named: nodes (by their first output), and outputs. */
const namesOf = (bound: BoundStudy) =>
  bound.nodes.flatMap((node) => [
    { name: node.name, node: node.name, output: [...node.outputs.keys()][0]! },
    ...Array.from(node.outputs.keys(), (output) => ({ name: output, node: node.name, output }))
  ])

const outputNamed = (bound: BoundStudy, name: string) => {
  const all = namesOf(bound)
  const found = all.findLast((each) => each.name === name)
  return found === undefined
    ? Effect.fail(new UnknownNameError({ what: "node", name, known: [...new Set(all.map((each) => each.name))] }))
    : Effect.succeed(found)
}
