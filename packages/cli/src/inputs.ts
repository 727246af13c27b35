/**
 * The person's own files: what the words of a command line name, and their digests.
 */
import type { ExternalFile } from "@praxis/dataflow/Bind"
import { wholeOfPart } from "@praxis/dataflow/fileParts"
import { InputFiles } from "@praxis/dataflow/InputFiles"
import { labelsOf } from "@praxis/dataflow/labelsOf"
import type { Source } from "@praxis/dataflow/Pipeline"
import type { LastBinding } from "@praxis/dataflow/RunLog"
import { Effect, FileSystem, Path } from "effect"
import { InputsError, UsageError } from "./errors.ts"
import { folderInputs } from "./folderInputs.ts"
import { Workspace } from "./Workspace.ts"

/** A file or folder as the person named it; the path is absolute. An archive in parts has the path of the whole. */
export type NamedInput = Extract<LastBinding, { readonly inputs: unknown }>["inputs"][number]

/**
 * Several files may follow one `--input`: of the other words, those that are no output's name and name something on
 * disk, or look like a path, are files too. The parts of one archive are one input, by whichever of them it is named.
 */
export const splitWords = Effect.fnUntraced(function* (
  words: ReadonlyArray<string>,
  input: ReadonlyArray<string>,
  outputNames: ReadonlySet<string>
) {
  const fs = yield* FileSystem.FileSystem
  const names: Array<string> = []
  const files = [...input]
  for (const word of words) {
    const { path } = yield* namedInput(word)
    const isFile =
      input.length > 0 &&
      !outputNames.has(word) &&
      (/[/.=]/.test(word) || (yield* Effect.orElseSucceed(fs.exists(path), () => false)))
    if (isFile) files.push(word)
    else names.push(word)
  }
  const inputs: Array<NamedInput> = []
  const joined = new Set<string>()
  for (const file of files) {
    const named = yield* namedInput(file)
    const whole = yield* wholeOf(named)
    if (whole === undefined) inputs.push(named)
    else if (!joined.has(whole.path)) inputs.push(whole)
    if (whole !== undefined) joined.add(whole.path)
  }
  return { names, inputs }
})

/** `SITE=FILE` or `FILE`; a file whose own name holds `=` is taken as a file where it exists. */
const namedInput = Effect.fnUntraced(function* (text: string) {
  const path = yield* Path.Path
  const { invokedFrom } = yield* Workspace
  const whole: NamedInput = { site: null, path: path.resolve(invokedFrom, text) }
  const match = /^([A-Za-z0-9][A-Za-z0-9.-]*)=(.+)$/s.exec(text)
  if (match === null || (yield* isThere(whole.path))) return whole
  return { site: match[1]!.toLowerCase(), path: path.resolve(invokedFrom, match[2]!) } satisfies NamedInput
})

/** The archive that a part belongs to; `posts.7z.*` too, since a shell leaves it as it is after `SITE=`. */
const wholeOf = Effect.fnUntraced(function* ({ site, path }: NamedInput) {
  const { shown } = yield* Workspace
  const isPattern = path.endsWith(".*")
  const whole = wholeOfPart(isPattern ? `${path.slice(0, -1)}001` : path)
  if (whole === undefined || (yield* isThere(path)) === isPattern) return undefined
  if (!(yield* isThere(whole))) return { site, path: whole } satisfies NamedInput
  return yield* new UsageError({
    problem: `${shown(path)} is a part of ${shown(whole)}, which is there whole. Name ${shown(whole)}, or move it away to read its parts`
  })
})

const isThere = (path: string) =>
  Effect.flatMap(FileSystem.FileSystem, (fs) => Effect.orElseSucceed(fs.exists(path), () => false))

/** The files that one named input stands for: itself, or those of a folder. `note` says what of a folder is not read. */
export const filesNamed = Effect.fnUntraced(function* (input: NamedInput) {
  const fs = yield* FileSystem.FileSystem
  const { shown } = yield* Workspace
  const isFolder = yield* fs.stat(input.path).pipe(
    Effect.map(({ type }) => type === "Directory"),
    Effect.orElseSucceed(() => false)
  )
  if (!isFolder) return { files: [input], note: undefined }
  const { paths, passedOver } = yield* folderInputs(input.path)
  return {
    files: paths.map((path): NamedInput => ({ site: input.site, path })),
    note: passedOver === undefined ? undefined : `${shown(input.path)}: passed over are ${passedOver}`
  }
})

/**
 * Hashes the files; `notes` say what of folders is not read. Fails with all their problems at once, or where two names
 * lead to one file, or one site is given to dumps of several.
 */
export const externalFiles = Effect.fnUntraced(function* (named: ReadonlyArray<NamedInput>, source: Source) {
  const hashed = yield* Effect.forEach(named, hashNamed)
  const problems = hashed.flatMap((each) => each.problems)
  if (problems.length > 0) return yield* new InputsError({ problems })
  const found = hashed.flatMap(({ files }) => files)
  yield* requireDistinct(found)
  yield* requireOneSite(
    hashed.map(({ input, files }) => ({ ...input, told: files.flatMap(({ path }) => source.siteOf(path) ?? []) }))
  )
  const labels = labelsOf(
    found.map(({ path }) => path),
    source.siteOf
  )
  return {
    files: found.map(
      (file, i): ExternalFile => ({ ...file, label: labels[i]!, site: file.site ?? source.siteOf(file.path) ?? null })
    ),
    notes: hashed.flatMap(({ note }) => note ?? [])
  }
})

/** The files of one named input with their digests, or what is wrong with each. */
const hashNamed = Effect.fnUntraced(function* (input: NamedInput) {
  const inputFiles = yield* InputFiles
  const listed = yield* Effect.result(filesNamed(input))
  if (listed._tag === "Failure") return { input, files: [], note: undefined, problems: [listed.failure.message] }
  const digests = yield* Effect.forEach(listed.success.files, (file) =>
    Effect.result(Effect.map(inputFiles.digest(file.path), (hashed) => ({ ...file, ...hashed })))
  )
  return {
    input,
    files: digests.flatMap((each) => (each._tag === "Success" ? [each.success] : [])),
    note: listed.success.note,
    problems: digests.flatMap((each) => (each._tag === "Failure" ? [each.failure.message] : []))
  }
})

const requireDistinct = Effect.fnUntraced(function* (inputs: ReadonlyArray<NamedInput>) {
  const fs = yield* FileSystem.FileSystem
  const { shown } = yield* Workspace
  const seen = new Set<string>()
  for (const { path } of inputs) {
    const real = yield* fs.realPath(path).pipe(Effect.orElseSucceed(() => path))
    if (seen.has(real)) {
      return yield* new UsageError({
        problem: `${shown(path)} is named twice; its posts would be counted twice. Name each file once`
      })
    }
    seen.add(real)
  }
})

/** The posts of several sites under one would be taken for one another, since their ids are the same; `told` are the sites that the paths of an input's files tell. */
const requireOneSite = Effect.fnUntraced(function* (
  inputs: ReadonlyArray<NamedInput & { readonly told: ReadonlyArray<string> }>
) {
  const { shown } = yield* Workspace
  for (const { site, path, told } of inputs) {
    const sites = [...new Set(told)]
    if (site === null || sites.length < 2) continue
    const first = `${sites.slice(0, 3).join(", ")}${sites.length > 3 ? ", …" : ""}`
    return yield* new UsageError({
      problem: `${site}=${shown(path)}: the folder holds dumps of several sites (${first}). Leave ${site}= away: each dump's folder names its site`
    })
  }
})
