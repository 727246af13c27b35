/**
 * What a command is about: a study bound to a corpus or files, and the outputs that were named.
 */
import { type Binding, type BoundStudy, bind, corpusIdOf, UnknownNameError } from "@praxis/dataflow/Bind"
import type { Source } from "@praxis/dataflow/Pipeline"
import { digestCode } from "@praxis/dataflow/Run"
import { type LastBinding, RunLog } from "@praxis/dataflow/RunLog"
import { ParameterError, parse, type Setting } from "@praxis/dataflow/Setting"
import type { Study } from "@praxis/dataflow/Study"
import { Effect, Option } from "effect"
import { acceptedSource } from "./accepted.ts"
import { quoted } from "./commandLine.ts"
import { LastRunError, UsageError } from "./errors.ts"
import { externalFiles, splitWords } from "./inputs.ts"
import { publishedInputs } from "./publishedInputs.ts"
import { asTyped, settingsOf } from "./shorthands.ts"
import { filesSource, namesOn } from "./sources.ts"
import { loadStudy } from "./studies.ts"

/** The options that all commands share. */
export interface SelectionOptions {
  readonly names: ReadonlyArray<string>
  readonly study: Option.Option<string>
  readonly corpus: Option.Option<string>
  readonly input: ReadonlyArray<string>
  readonly set: ReadonlyArray<string>
  readonly map: ReadonlyArray<string>
  readonly maxRejects: Option.Option<string>
}

/** True where a parameter was set, by whatever option. */
export const isSetting = ({ set, map, maxRejects }: Pick<SelectionOptions, "set" | "map" | "maxRejects">): boolean =>
  set.length > 0 || map.length > 0 || Option.isSome(maxRejects)

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
  /** What a person should know of the files that were named. */
  readonly notes: ReadonlyArray<string>
  /** True where new posts are placed in the model. */
  readonly placed: boolean
}

/** New posts as the person named them, and what was set for them alone. */
export type Placed = NonNullable<LastBinding["placed"]>

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
  const { names, inputs: namedFiles } = yield* splitWords(options.names, options.input, known)
  const published = Option.isSome(options.corpus) ? yield* publishedInputs(study, options.corpus.value) : undefined
  const inputs = published ?? namedFiles
  const log = yield* RunLog
  const last =
    inspecting && Option.isNone(options.corpus) && inputs.length === 0
      ? yield* log.lastBinding(study.name)
      : Option.none<LastBinding>()
  const fromLastRun = Option.isSome(last)
  const namedSettings = isSetting(options)
  const short = { map: options.map, maxRejects: Option.getOrUndefined(options.maxRejects) }
  const typedBySetting = yield* settingsOf(study, short, options.set)
  const named = [...options.set, ...typedBySetting.keys()]
  const settings = fromLastRun && !namedSettings ? last.value.settings : named
  const binding: LastBinding = fromLastRun
    ? { ...last.value, settings }
    : inputs.length > 0
      ? { inputs, settings }
      : { corpus: Option.getOrElse(options.corpus, () => study.defaultCorpus), settings }
  const placed = placementNamed(study, names) ? binding.placed : undefined
  if (placed === undefined && placementNamed(study, names)) {
    const problem = `${names.join(", ")} is of new posts in a model, and none were placed since the last run. Place them with: pnpm pipeline assign FILE…`
    return yield* new UsageError({ problem })
  }
  const { bound, notes } = yield* boundTo(study, binding, placed).pipe(
    Effect.mapError((error) => {
      if (fromLastRun && !namedSettings) return new LastRunError({ problem: error.message })
      return error._tag === "ParameterError" ? asTyped(error, typedBySetting) : error
    })
  )
  const outputs = yield* Effect.forEach(names, (name) => outputNamed(bound, name))
  return {
    bound,
    targets: outputs.length === 0 ? [bound.target] : [...new Set(outputs.map(({ node }) => node))],
    outputs: outputs.map(({ output }) => output),
    binding,
    fromLastRun,
    namedSettings,
    namedStudy: Option.getOrUndefined(options.study),
    notes,
    placed: placed !== undefined
  } satisfies Selection
})

/** The same with new posts beside what is bound already. */
export const withPlaced = Effect.fnUntraced(function* (selection: Selection, placed: Placed) {
  const binding = { ...selection.binding, placed }
  const { bound, notes } = yield* boundTo(selection.bound.study, binding, placed)
  return { ...selection, bound, binding, notes: [...selection.notes, ...notes], placed: true } satisfies Selection
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

/** Binds the files that were named, what was accepted for them, and new posts where they are asked for. */
const boundTo = Effect.fnUntraced(function* (study: Study, last: LastBinding, placed: Placed | undefined) {
  const parsed = yield* Effect.forEach([...last.settings, ...(placed?.settings ?? [])], parseSetting)
  const notes: Array<string> = []
  const filesOf = Effect.fnUntraced(function* (inputs: Placed["inputs"], source: Source | undefined) {
    if (source === undefined) return yield* new UsageError({ problem: "the study reads no files" })
    const found = yield* externalFiles(inputs, source)
    notes.push(...found.notes)
    return found.files
  })
  const main = "corpus" in last ? { corpus: last.corpus } : { files: yield* filesOf(last.inputs, filesSource(study)) }
  const accepted = yield* acceptedSource(study, corpusIdOf(main))
  const source = study.placement?.files.from as Source | undefined
  const sources = {
    ...accepted,
    ...(placed === undefined || source === undefined ? {} : { [source.name]: yield* filesOf(placed.inputs, source) })
  }
  return { bound: yield* bind(study, { ...main, sources } satisfies Binding, parsed), notes }
})

/** True where a name is of an output that is there only while new posts are. */
const placementNamed = (study: Study, names: ReadonlyArray<string>): boolean => {
  if (study.placement === undefined || names.length === 0) return false
  const outputs = namesOn(study, study.placement.files.from)
  return names.some((name) => outputs.has(name))
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
