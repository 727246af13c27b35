import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import { sharedFlush } from "../src/internal/sharedFlush.ts"

/** A flush that ends when it is told to; `begun` counts. */
const gated = () => {
  const gates: Array<Deferred.Deferred<void, string>> = []
  const flush = Effect.suspend(() => {
    const gate = Deferred.makeUnsafe<void, string>()
    gates.push(gate)
    return Deferred.await(gate)
  })
  return { gates, flush: sharedFlush(flush) }
}

const settle = Effect.forEach(Array.from({ length: 20 }), () => Effect.yieldNow, { discard: true })

describe("sharedFlush", () => {
  it.effect("serves callers that come during a flush by one flush that begins after it", () =>
    Effect.gen(function* () {
      const { gates, flush } = gated()
      const first = yield* Effect.forkChild(flush)
      yield* settle
      const others = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(flush))
      yield* settle
      assert.lengthOf(gates, 1)
      yield* Deferred.succeed(gates[0]!, undefined)
      yield* Fiber.join(first)
      yield* settle
      assert.lengthOf(gates, 2)
      assert.isTrue(others.every((fiber) => fiber.pollUnsafe() === undefined))
      yield* Deferred.succeed(gates[1]!, undefined)
      yield* Effect.forEach(others, Fiber.join)
      assert.lengthOf(gates, 2)
    })
  )

  it.effect("fails for all who share a flush that fails, and flushes again for the next caller", () =>
    Effect.gen(function* () {
      const { gates, flush } = gated()
      const first = yield* Effect.forkChild(flush)
      yield* settle
      const others = yield* Effect.forEach([1, 2], () => Effect.forkChild(flush))
      yield* settle
      yield* Deferred.succeed(gates[0]!, undefined)
      yield* Fiber.join(first)
      yield* settle
      yield* Deferred.fail(gates[1]!, "disk full")
      for (const fiber of others) assert.deepStrictEqual(yield* Fiber.await(fiber), Exit.fail("disk full"))
      const later = yield* Effect.forkChild(flush)
      yield* settle
      yield* Deferred.succeed(gates[2]!, undefined)
      yield* Fiber.join(later)
    })
  )

  it.effect("goes on with another caller where the one that runs it is interrupted", () =>
    Effect.gen(function* () {
      const { gates, flush } = gated()
      const first = yield* Effect.forkChild(flush)
      yield* settle
      const second = yield* Effect.forkChild(flush)
      yield* settle
      const third = yield* Effect.forkChild(flush)
      yield* settle
      yield* Fiber.interrupt(second)
      yield* Deferred.succeed(gates[0]!, undefined)
      yield* Fiber.join(first)
      yield* settle
      yield* Deferred.succeed(gates[1]!, undefined)
      yield* Fiber.join(third)
      assert.lengthOf(gates, 2)
    })
  )
})
