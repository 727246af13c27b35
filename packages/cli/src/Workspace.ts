/**
 * Where things are: the project, its artifacts, and the folder in which the person typed the command.
 */
import { Context, Effect, FileSystem, Layer, Path, Schema } from "effect"

/** The folders that a command works with; all absolute. */
export class Workspace extends Context.Service<
  Workspace,
  {
    /** The project: the folder with pnpm-workspace.yaml. */
    readonly root: string
    /** Where the person stands: relative paths are taken from here, also when a script runner changed the folder. */
    readonly invokedFrom: string
    /** Holds store, runs and reports. */
    readonly artifacts: string
    /** The project's own folder of that kind; it holds the lock files, which are committed. */
    readonly ownArtifacts: string
    /** A path as the person would write it from where they stand. */
    readonly shown: (path: string) => string
  }
>()("@praxis/cli/Workspace") {}

/** No folder above this program holds a workspace. */
export class WorkspaceError extends Schema.TaggedError<WorkspaceError>()("WorkspaceError", { from: Schema.String }) {
  override get message() {
    return `no folder above ${this.from} holds pnpm-workspace.yaml; run the command from a clone of the project`
  }
}

/** Where the person stands, and the folder that takes the place of the project's own artifacts. */
export interface Options {
  readonly invokedFrom: string
  readonly artifacts: string | undefined
}

/** The project that this program is part of. */
export const layer = ({
  invokedFrom,
  artifacts
}: Options): Layer.Layer<Workspace, WorkspaceError, FileSystem.FileSystem | Path.Path> =>
  Layer.effect(
    Workspace,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const program = yield* Effect.orDie(path.fromFileUrl(new URL(import.meta.url)))
      let root = path.dirname(program)
      while (!(yield* Effect.orElseSucceed(fs.exists(path.join(root, "pnpm-workspace.yaml")), () => false))) {
        if (path.dirname(root) === root) return yield* new WorkspaceError({ from: program })
        root = path.dirname(root)
      }
      const ownArtifacts = path.join(root, "artifacts")
      return Workspace.of({
        root,
        invokedFrom,
        artifacts: artifacts === undefined ? ownArtifacts : path.resolve(invokedFrom, artifacts),
        ownArtifacts,
        shown: (target) => {
          const relative = path.relative(invokedFrom, target)
          return relative === "" ? "." : relative.startsWith("..") ? target : relative
        }
      })
    })
  )
