import { Cause, Deferred, Effect, Exit } from "effect"

/**
 * A flush that callers share: each is served by a flush that began after its call, and all who wait meanwhile share the
 * next one. A flush that fails fails for all who share it; where the caller that runs it is interrupted, another runs it.
 */
export const sharedFlush = <E>(flush: Effect.Effect<void, E>): Effect.Effect<void, E> => {
  /** Completed when the flush that is under way ends. */
  let underWay: Deferred.Deferred<void> | undefined
  /** Shared by all who wait for the next flush; `undefined` where its runner was interrupted. */
  let next: Deferred.Deferred<Exit.Exit<void, E> | undefined> | undefined

  const run = Effect.fnUntraced(function* () {
    const mine = Deferred.makeUnsafe<Exit.Exit<void, E> | undefined>()
    next = mine
    const ended = Deferred.makeUnsafe<void>()
    return yield* Effect.gen(function* () {
      if (underWay !== undefined) yield* Deferred.await(underWay)
      underWay = ended
      next = undefined
      yield* flush
    }).pipe(
      Effect.onExit((exit) =>
        Effect.sync(() => {
          if (next === mine) next = undefined
          if (underWay === ended) underWay = undefined
          Deferred.doneUnsafe(ended, Exit.void)
          const interrupted = Exit.isFailure(exit) && Cause.hasInterrupts(exit.cause)
          Deferred.doneUnsafe(mine, Exit.succeed(interrupted ? undefined : exit))
        })
      )
    )
  })

  const share: Effect.Effect<void, E> = Effect.suspend(() => {
    if (next === undefined) return run()
    return Effect.flatMap(Deferred.await(next), (exit) => exit ?? share)
  })
  return share
}
