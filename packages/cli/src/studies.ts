/**
 * Finds the studies of the project: every `pipelines/<name>/src/pipeline.ts` exports one as `study`.
 */
import { UnknownNameError } from "@praxis/dataflow/Bind"
import type { Study } from "@praxis/dataflow/Study"
import { Effect, FileSystem, Path, Schema } from "effect"
import { UsageError } from "./errors.ts"
import { Workspace } from "./Workspace.ts"

/** A study's module cannot be loaded. */
export class StudyLoadError extends Schema.TaggedError<StudyLoadError>()("StudyLoadError", {
  path: Schema.String,
  cause: Schema.Defect()
}) {
  override get message() {
    return `${this.path} cannot be loaded: ${this.cause instanceof Error ? this.cause.message : String(this.cause)}`
  }
}

/** The names of all studies, sorted. */
export const studyNames = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { root } = yield* Workspace
  const folder = path.join(root, "pipelines")
  const entries = yield* Effect.orDie(fs.readDirectory(folder))
  const found = yield* Effect.filter(entries, (name) =>
    Effect.orDie(fs.exists(path.join(folder, name, "src", "pipeline.ts")))
  )
  return found.sort()
})

/** The study of the given name, or the only one. */
export const loadStudy = Effect.fnUntraced(function* (
  name: string | undefined
): Effect.fn.Return<
  Study,
  UnknownNameError | UsageError | StudyLoadError,
  FileSystem.FileSystem | Path.Path | Workspace
> {
  const path = yield* Path.Path
  const { root } = yield* Workspace
  const names = yield* studyNames
  const wanted = name ?? (names.length === 1 ? names[0]! : undefined)
  if (wanted === undefined)
    return yield* new UsageError({ problem: `there are several studies; name one: --study ${names.join(" | ")}` })
  if (!names.includes(wanted)) return yield* new UnknownNameError({ what: "study", name: wanted, known: names })
  const file = path.join(root, "pipelines", wanted, "src", "pipeline.ts")
  const url = yield* Effect.orDie(path.toFileUrl(file))
  const module = yield* Effect.tryPromise({
    try: () => import(url.href) as Promise<{ readonly study?: Study }>,
    catch: (cause) => new StudyLoadError({ path: file, cause })
  })
  return module.study ?? (yield* new StudyLoadError({ path: file, cause: new Error("it exports no `study`") }))
})
