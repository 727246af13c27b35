/**
 * The lock file of a study: when a run writes it, and how `run --frozen` compares with it.
 */
import * as Lock from "@praxis/dataflow/Lock"
import type { Record as RunRecord } from "@praxis/dataflow/Record"
import type { RunSummary } from "@praxis/dataflow/Run"
import { writeAtomically } from "@praxis/dataflow/writeAtomically"
import { Effect, FileSystem, Path, Schema } from "effect"
import { UsageError } from "./errors.ts"
import type { Selection } from "./selection.ts"
import { Workspace } from "./Workspace.ts"

/** There is no lock file to compare with, or it cannot be read. */
export class LockFileError extends Schema.TaggedError<LockFileError>()("LockFileError", {
  path: Schema.String,
  problem: Schema.String,
  remedy: Schema.String
}) {
  override get message() {
    return `${this.path}: ${this.problem}. ${this.remedy}`
  }
}

/** The lock that `flag` compares with; read before anything runs. */
export const readLock = Effect.fnUntraced(function* ({ bound }: Selection, flag: "--frozen" | "--lock" = "--frozen") {
  const fs = yield* FileSystem.FileSystem
  const { shown } = yield* Workspace
  const file = yield* lockFile(bound.study.name)
  const repair = "Take the committed one with git checkout, or write it anew with a run of the study without --frozen"
  const text = yield* fs.readFileString(file).pipe(
    Effect.mapError((error) =>
      error.reason._tag === "NotFound"
        ? new LockFileError({
            path: shown(file),
            problem: "there is no lock file to compare with",
            remedy: "A run of the study without --frozen writes it"
          })
        : new LockFileError({ path: shown(file), problem: `cannot be read (${error.message})`, remedy: repair })
    )
  )
  const lock = yield* Lock.decode(text).pipe(
    Effect.mapError(() => {
      const problem = /^(<{7}|>{7}) /m.test(text) ? "holds the marks of a merge conflict" : "is no lock file"
      return new LockFileError({ path: shown(file), problem, remedy: repair })
    })
  )
  if (lock.corpus !== bound.corpus.id) {
    return yield* new UsageError({
      problem: `${flag} compares with ${shown(file)}, which is of the corpus ${lock.corpus}; it takes no other --corpus`
    })
  }
  return lock
})

/** Outputs of a finished run that are not those of the lock; only those of named nodes where nodes were named. */
export const mismatchesWith = (
  locked: Lock.Lock,
  { bound, outputs }: Pick<Selection, "bound" | "outputs">,
  summary: RunSummary
): ReadonlyArray<Lock.Mismatch> => {
  const fresh = Lock.make(bound, recordsOf(summary))
  if (outputs.length === 0) return Lock.mismatches(locked, fresh)
  const nodes = Object.fromEntries(Object.entries(locked.nodes).filter(([name]) => name in fresh.nodes))
  return Lock.mismatches({ ...locked, nodes }, fresh)
}

/** Writes the lock where a run was the study's default one, ended well, and is in the project's own artifacts folder. */
export const updateLock = Effect.fnUntraced(function* (
  { bound, outputs }: Pick<Selection, "bound" | "outputs">,
  summary: RunSummary
) {
  const fs = yield* FileSystem.FileSystem
  const isDefaultRun =
    bound.corpus.id === bound.study.defaultCorpus && bound.settings.length === 0 && outputs.length === 0
  if (!summary.ok || !isDefaultRun || !(yield* isProjectsOwnFolder)) return
  const file = yield* lockFile(bound.study.name)
  const text = Lock.encode(Lock.make(bound, recordsOf(summary)))
  const before = yield* fs.readFileString(file).pipe(Effect.orElseSucceed(() => ""))
  if (before !== text) yield* writeAtomically(file, text)
})

/** The path of a study's lock. */
export const lockFile = Effect.fnUntraced(function* (study: string) {
  const path = yield* Path.Path
  const { ownArtifacts } = yield* Workspace
  return path.join(ownArtifacts, `${study}.lock.json`)
})

const isProjectsOwnFolder = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const { artifacts, ownArtifacts } = yield* Workspace
  const real = (folder: string) => fs.realPath(folder).pipe(Effect.orElseSucceed(() => folder))
  return (yield* real(artifacts)) === (yield* real(ownArtifacts))
})

const recordsOf = (summary: RunSummary): ReadonlyMap<string, RunRecord> =>
  new Map(summary.results.flatMap((result) => ("record" in result ? [[result.node.name, result.record] as const] : [])))
