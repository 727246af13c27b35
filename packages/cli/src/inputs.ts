/**
 * The person's own files: what the words of a command line name, and their digests.
 */
import type { ExternalFile } from "@praxis/dataflow/Bind"
import { InputFiles, labelsOf } from "@praxis/dataflow/InputFiles"
import type { Source } from "@praxis/dataflow/Pipeline"
import type { LastBinding } from "@praxis/dataflow/RunLog"
import { Effect, FileSystem, Path } from "effect"
import { InputsError, UsageError } from "./errors.ts"
import { Workspace } from "./Workspace.ts"

/** A file as the person named it; the path is absolute. */
export type NamedInput = Extract<LastBinding, { readonly inputs: unknown }>["inputs"][number]

/**
 * Several files may follow one `--input`: of the other words, those that are no output's name and name something on
 * disk, or look like a path, are files too.
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

/** Hashes the files. Fails with all their problems at once, or where two names lead to one file. */
export const externalFiles = Effect.fnUntraced(function* (inputs: ReadonlyArray<NamedInput>, source: Source) {
  const fs = yield* FileSystem.FileSystem
  const { shown } = yield* Workspace
  const inputFiles = yield* InputFiles
  const labels = labelsOf(inputs.map(({ path }) => path))
  const hashed = yield* Effect.forEach(inputs, ({ path }) => Effect.result(inputFiles.digest(path)))
  const problems = hashed.flatMap((each) => (each._tag === "Failure" ? [each.failure.message] : []))
  if (problems.length > 0) return yield* new InputsError({ problems })
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
  return hashed.flatMap((each, i): ReadonlyArray<ExternalFile> => {
    if (each._tag === "Failure") return []
    const { path, site } = inputs[i]!
    return [{ label: labels[i]!, site: site ?? source.siteOf(path) ?? null, path, ...each.success }]
  })
})
