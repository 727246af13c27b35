import { join } from "node:path"
import { Effect, type Scope } from "effect"
import { FetchBusyError, FetchDiskError } from "./FetchError.ts"

/** The code of SQLite for a file that another process has locked. */
const sqliteBusy = 5

/** The right to fetch into a folder until the scope closes; the kernel frees it where the process dies. Fails at once where another has it. */
export const holdFolder = (folder: string): Effect.Effect<void, FetchBusyError | FetchDiskError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: async () => {
        const { DatabaseSync } = await import("node:sqlite")
        const database = new DatabaseSync(join(folder, ".fetch.lock"), { timeout: 0 })
        try {
          database.exec("BEGIN EXCLUSIVE")
        } catch (error) {
          database.close()
          throw error
        }
        return database
      },
      catch: (cause) =>
        (cause as { readonly errcode?: number }).errcode === sqliteBusy
          ? new FetchBusyError({ folder })
          : new FetchDiskError({
              path: folder,
              problem: `cannot be written (${(cause as Error).message})`,
              remedy: "Check its permissions, or name another folder with --to"
            })
    }),
    (database) => Effect.sync(() => database.close())
  ).pipe(Effect.asVoid)
