/**
 * What a command is about: a study bound to a corpus or files, and the outputs that were named.
 */
import { type Binding, type BoundStudy, bind, type ExternalFile, UnknownNameError } from "@praxis/dataflow/Bind"
import { InputFiles, labelsOf } from "@praxis/dataflow/InputFiles"
import type { AnyRef, Source } from "@praxis/dataflow/Pipeline"
import { type LastBinding, RunLog } from "@praxis/dataflow/RunLog"
import { ParameterError, parse, type Setting } from "@praxis/dataflow/Setting"
import type { Study } from "@praxis/dataflow/Study"
import { Effect, FileSystem, Option, Path } from "effect"
import { InputsError, UsageError } from "./errors.ts"
import { loadStudy } from "./studies.ts"
import { Workspace } from "./Workspace.ts"

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
}

/** Resolves the options. Commands that look at results (`inspecting`) take the last run's corpus where none is named. */
export const select = Effect.fnUntraced(function* (options: SelectionOptions, inspecting: boolean) {
  const study = yield* loadStudy(Option.getOrUndefined(options.study))
  const settings = yield* Effect.forEach(options.set, parseSetting)
  if (Option.isSome(options.corpus) && options.input.length > 0) {
    return yield* new UsageError({
      problem: "--corpus and --input exclude each other: a run reads a corpus of the study or your own files"
    })
  }
  const { names, inputs } = yield* splitNames(options, study)
  const log = yield* RunLog
  const last =
    inspecting && Option.isNone(options.corpus) && inputs.length === 0
      ? yield* log.lastBinding(study.name)
      : Option.none<LastBinding>()
  const binding: LastBinding = Option.getOrElse(last, () =>
    inputs.length > 0 ? { inputs } : { corpus: Option.getOrElse(options.corpus, () => study.defaultCorpus) }
  )
  const bound = yield* bind(study, yield* toBinding(study, binding), settings)
  const outputs = yield* Effect.forEach(names, (name) => outputNamed(bound, name))
  return {
    bound,
    targets: outputs.length === 0 ? [bound.target] : [...new Set(outputs.map(({ node }) => node))],
    outputs: outputs.map(({ output }) => output),
    binding,
    fromLastRun: Option.isSome(last)
  } satisfies Selection
})

const parseSetting = (text: string): Effect.Effect<Setting, ParameterError> => {
  const setting = parse(text)
  return setting === undefined
    ? Effect.fail(new ParameterError({ setting: text, problem: "expected node.parameter=value, such as topics.k=20" }))
    : Effect.succeed(setting)
}

type NamedInput = Extract<LastBinding, { readonly inputs: unknown }>["inputs"][number]

/** Files may follow one `--input` without repeating it: names that are no outputs but files count as inputs. */
const splitNames = Effect.fnUntraced(function* (options: SelectionOptions, study: Study) {
  const fs = yield* FileSystem.FileSystem
  const known = new Set(study.outputs.map(({ name }) => name))
  const names: Array<string> = []
  const files = [...options.input]
  for (const name of options.names) {
    const { path } = yield* namedInput(name)
    const isFile =
      options.input.length > 0 && !known.has(name) && (yield* Effect.orElseSucceed(fs.exists(path), () => false))
    if (isFile) files.push(name)
    else names.push(name)
  }
  return { names, inputs: yield* Effect.forEach(files, namedInput) }
})

/** `SITE=FILE` or `FILE`; a file whose own name holds `=` is taken as a file where it exists. */
const namedInput = Effect.fnUntraced(function* (text: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { invokedFrom } = yield* Workspace
  const whole: NamedInput = { site: null, path: path.resolve(invokedFrom, text) }
  const match = /^([A-Za-z0-9][A-Za-z0-9.-]*)=(.+)$/s.exec(text)
  if (match === null || (yield* Effect.orElseSucceed(fs.exists(whole.path), () => false))) return whole
  return { site: match[1]!.toLowerCase(), path: path.resolve(invokedFrom, match[2]!) } satisfies NamedInput
})

const toBinding = Effect.fnUntraced(function* (study: Study, last: LastBinding) {
  if ("corpus" in last) return { corpus: last.corpus } satisfies Binding
  const source = filesSource(study)
  if (source === undefined)
    return yield* new UsageError({ problem: `the study ${study.name} reads no files; --input does not apply` })
  const inputFiles = yield* InputFiles
  const labels = labelsOf(last.inputs.map(({ path }) => path))
  const hashed = yield* Effect.forEach(last.inputs, ({ path }) => Effect.result(inputFiles.digest(path)))
  const problems = hashed.flatMap((each) => (each._tag === "Failure" ? [each.failure.message] : []))
  if (problems.length > 0) return yield* new InputsError({ problems })
  const files = hashed.flatMap((each, i): ReadonlyArray<ExternalFile> => {
    if (each._tag === "Failure") return []
    const { path, site } = last.inputs[i]!
    return [{ label: labels[i]!, site: site ?? source.siteOf(path) ?? null, path, ...each.success }]
  })
  return { files } satisfies Binding
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

const outputNamed = (bound: BoundStudy, name: string) => {
  const all = bound.nodes.flatMap((node) => [
    { name: node.name, node: node.name, output: [...node.outputs.keys()][0]! },
    ...Array.from(node.outputs.keys(), (output) => ({ name: output, node: node.name, output }))
  ])
  const found = all.findLast((each) => each.name === name)
  return found === undefined
    ? Effect.fail(new UnknownNameError({ what: "node", name, known: [...new Set(all.map((each) => each.name))] }))
    : Effect.succeed(found)
}
