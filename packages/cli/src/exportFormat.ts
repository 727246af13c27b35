/**
 * The format of an export: what was asked for, or what the name of the file says.
 */
import { Effect, FileSystem, Option, Path } from "effect"
import { UsageError } from "./errors.ts"
import type { Result } from "./result.ts"
import { Workspace } from "./Workspace.ts"

/** The formats of a table. */
export const formats = ["csv", "json", "arrow"] as const
export type Format = (typeof formats)[number]

const formatByExtension: ReadonlyMap<string, Format> = new Map([
  [".csv", "csv"],
  [".json", "json"],
  [".jsonl", "json"],
  [".ndjson", "json"],
  [".arrow", "arrow"],
  [".feather", "arrow"]
])

/** The format to write; fails where file, format and output do not go together. A written file, such as the report, has its own. */
export const exportFormat = Effect.fnUntraced(function* (
  { output, stored }: Pick<Result, "output" | "stored">,
  asked: Option.Option<Format>,
  target: Option.Option<string>
) {
  const path = yield* Path.Path
  if (Option.isSome(target)) yield* refuseFolder(target.value)
  const extension = Option.match(target, { onNone: () => "", onSome: (file) => path.extname(file).toLowerCase() })
  const told = formatByExtension.get(extension)
  if (stored.kind === "file") {
    const wrong = Option.isSome(asked) ? `--format ${asked.value}` : told === undefined ? undefined : extension
    if (wrong === undefined) return "csv"
    return yield* new UsageError({
      problem: `${output} is no table but a file ${stored.extension}: ${wrong} does not apply`
    })
  }
  if (Option.isSome(asked)) {
    if (told === undefined || told === asked.value) return asked.value
    return yield* new UsageError({
      problem: `--format ${asked.value} and a file ${extension} contradict each other; leave one of them out or change it`
    })
  }
  if (Option.isNone(target)) return "csv"
  if (told !== undefined) return told
  const known = [...formatByExtension.keys()].join(", ")
  return yield* new UsageError({
    problem: `${target.value}: its name does not say the format. Let it end in ${known}, or add --format ${formats.join(" | ")}`
  })
})

const refuseFolder = Effect.fnUntraced(function* (target: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { invokedFrom } = yield* Workspace
  const isFolder =
    target.endsWith("/") ||
    (yield* fs.stat(path.resolve(invokedFrom, target)).pipe(
      Effect.map(({ type }) => type === "Directory"),
      Effect.orElseSucceed(() => false)
    ))
  if (isFolder)
    return yield* new UsageError({
      problem: `${target} is a folder; name the file, such as ${path.join(target, "topics.csv")}`
    })
})
