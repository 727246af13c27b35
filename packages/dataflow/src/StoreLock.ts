/**
 * One run at a time writes a store.
 *
 * The lock is SQLite's on a file of its own, so the kernel frees it when its holder dies, however that happens. Any
 * close of that file in the holder's process would drop the lock: nothing else may open it. Readers take no lock.
 */
import { Context, Effect, FileSystem, Layer, Path, type PlatformError, Schema, type Scope } from "effect"
import { ArtifactWriteError } from "./Artifact.ts"
import { diskProblem } from "./internal/diskProblem.ts"
import { isTemporary } from "./internal/temporaryName.ts"
import { writeAtomically } from "./writeAtomically.ts"

/** Another process writes the store, and waiting was not wanted. */
export class StoreBusyError extends Schema.TaggedError<StoreBusyError>()("StoreBusyError", {
  folder: Schema.String,
  holder: Schema.String
}) {
  override get message() {
    return `${this.folder} is in use by ${this.holder}. Wait for it, or run without --no-wait, which waits`
  }
}

/** How to take the lock. */
export interface HoldOptions {
  /** Fail at once where another process holds it. */
  readonly wait: boolean
  /** Called once where another process holds it, with what it says of itself. */
  readonly onWait: (holder: string) => void
}

/** The right to write a store. */
export class StoreLock extends Context.Service<
  StoreLock,
  {
    /** Holds the lock until the scope closes. Whoever takes it first removes what dead writers left half written. */
    readonly hold: (options: HoldOptions) => Effect.Effect<void, StoreBusyError | ArtifactWriteError, Scope.Scope>
  }
>()("@praxis/dataflow/StoreLock") {}

/** Between two tries while another process holds the lock. */
const tryEvery = "100 millis"

/** The code of SQLite for a file that another process has locked. */
const sqliteBusy = 5

/**
 * The lock of the store in `folder`; `self` is what others are told while they wait: `process 4711, "run topics"`. What dead
 * writers left half written is removed from the store and from the folders `besides` it.
 */
export const layerFiles = (
  folder: string,
  self: string,
  besides: ReadonlyArray<string> = []
): Layer.Layer<StoreLock, never, FileSystem.FileSystem | Path.Path> =>
  Layer.effect(
    StoreLock,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const services = yield* Effect.context<FileSystem.FileSystem | Path.Path>()
      const lockFile = path.join(folder, "lock.sqlite")
      const holderFile = path.join(folder, "lock.holder")

      const holder = fs.readFileString(holderFile).pipe(
        Effect.map((text) => text.trim()),
        Effect.orElseSucceed(() => "another process")
      )

      /** One try: a function that frees the lock, or none where another process has it. */
      const tryToLock = Effect.tryPromise({
        try: async () => {
          const { DatabaseSync } = await import("node:sqlite")
          const database = new DatabaseSync(lockFile, { timeout: 0 })
          try {
            database.exec("BEGIN EXCLUSIVE")
          } catch (error) {
            database.close()
            if ((error as { readonly errcode?: number }).errcode === sqliteBusy) return undefined
            throw error
          }
          return () => database.close()
        },
        catch: (cause) =>
          new ArtifactWriteError({
            artifact: "the lock of the store",
            problem: `${lockFile}: ${(cause as Error).message}. It holds nothing: remove it while no run goes on, and run again`,
            cause
          })
      })

      const sweep = Effect.gen(function* () {
        const places = [folder, path.join(folder, "objects"), path.join(folder, "records")]
        for (const place of places) yield* sweepNames(place, yield* fs.readDirectory(place))
        for (const place of besides) {
          if (yield* fs.exists(place)) yield* sweepNames(place, yield* fs.readDirectory(place, { recursive: true }))
        }
      })
      const sweepNames = (place: string, names: ReadonlyArray<string>) =>
        Effect.forEach(
          names.filter((name) => isTemporary(path.basename(name))),
          (name) => fs.remove(path.join(place, name), { force: true }),
          { discard: true }
        )

      const acquire = Effect.fnUntraced(function* ({ wait, onWait }: HoldOptions) {
        let said = false
        while (true) {
          const free = yield* tryToLock
          if (free !== undefined) return free
          const by = yield* holder
          if (!wait) return yield* new StoreBusyError({ folder, holder: by })
          if (!said) onWait(by)
          said = true
          yield* Effect.sleep(tryEvery)
        }
      })

      return StoreLock.of({
        hold: Effect.fnUntraced(function* (options: HoldOptions) {
          yield* Effect.acquireRelease(acquire(options), (free) => Effect.sync(free), { interruptible: true })
          yield* Effect.andThen(sweep, writeAtomically(holderFile, `${self}\n`)).pipe(
            Effect.provideContext(services),
            Effect.mapError(
              (cause: PlatformError.PlatformError) =>
                new ArtifactWriteError({ artifact: "the store", problem: diskProblem(cause, folder), cause })
            )
          )
        })
      })
    })
  )
