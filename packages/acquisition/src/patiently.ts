/**
 * Tries again what may pass.
 */
import { Duration, Effect } from "effect"
import { FetchUnreachableError } from "./FetchError.ts"
import type { FetchEvent } from "./FetchEvent.ts"
import { type Patience, waits } from "./Patience.ts"
import { TransientError } from "./request.ts"

/** What {@link patiently} is told. */
export interface PatientlyOptions {
  /** The file that is fetched, for events. */
  readonly name: string
  readonly patience: Patience
  readonly onEvent: (event: FetchEvent) => void
}

/** Tries again while the failure may pass: after the wait that the host asks for, else that of the schedule. What fails again and again is unreachable. */
export const patiently = <A, E, R>(
  attempt: Effect.Effect<A, E | TransientError, R>,
  { name, patience, onEvent }: PatientlyOptions
) =>
  attempt.pipe(
    Effect.tapError((error) => {
      if (!(error instanceof TransientError)) return Effect.void
      onEvent({ _tag: "FetchRetry", file: name, because: error.problem, seconds: error.wait ?? 0 })
      return obeyWait(error, patience)
    }),
    Effect.retry({ schedule: waits(patience), while: (error) => error instanceof TransientError }),
    Effect.mapError((error) =>
      error instanceof TransientError
        ? new FetchUnreachableError({ url: error.url, problem: `${error.problem}, again and again` })
        : (error as Exclude<E, TransientError>)
    )
  )

/** Waits as long as a host asked for; fails where that is longer than anyone waits. Then the failure goes on to the schedule. */
const obeyWait = Effect.fnUntraced(function* ({ url, problem, wait }: TransientError, patience: Patience) {
  if (wait === null) return
  if (wait > patience.longestWait) {
    return yield* new FetchUnreachableError({ url, problem: `${problem} and asks to wait for ${Math.ceil(wait)} s` })
  }
  yield* Effect.sleep(Duration.seconds(wait))
})
