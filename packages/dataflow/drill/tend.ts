/**
 * What others do to a store beside a run: they verify it, and drop what nothing needs.
 */
import { Effect } from "effect"
import { drop, survey } from "../src/Gc.ts"
import { StoreLock } from "../src/StoreLock.ts"
import { verify } from "../src/Verify.ts"
import { services } from "./runStudy.ts"

/** Verifies the store without its lock, as the command does; gives what is not as it should be. */
export const verifyStore = (folder: string): Promise<ReadonlyArray<unknown>> =>
  verify().pipe(
    Effect.map(({ findings }) => findings),
    Effect.provide(services({ folder })),
    Effect.runPromise
  )

/** Takes the lock and drops all results: nothing names any. */
export const dropAll = (folder: string): Promise<void> =>
  Effect.gen(function* () {
    yield* (yield* StoreLock).hold({ wait: true, onWait: () => {} })
    const nothing = new Set<string>()
    yield* drop(
      yield* survey({ keys: nothing, locked: nothing, since: Number.POSITIVE_INFINITY, runs: 0, lockFiles: [] })
    )
  }).pipe(Effect.scoped, Effect.provide(services({ folder })), Effect.runPromise)
