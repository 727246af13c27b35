/**
 * What the pool of threads costs: to start, a job that does nothing, and a mebibyte passed there and back, beside the
 * same in this thread: `node bench/workers.ts [threads]` (2).
 */
import { Effect, Stream } from "effect"
import { Utf8Column } from "../src/Column.ts"
import * as Kernel from "../src/Kernel.ts"
import { inline, type KernelRunner } from "../src/Workers.ts"
import { make } from "../src/WorkersThreads.ts"
import type { identity } from "../test/support/kernels.ts"

const size = Number(process.argv[2] ?? 2)
const nJobs = 2000
const nLarge = 200
const kernel = Kernel.make<typeof identity>(new URL("../test/support/kernels.ts", import.meta.url), "identity")

const timed = (runner: KernelRunner, jobs: ReadonlyArray<unknown>) =>
  Effect.gen(function* () {
    const from = performance.now()
    const results = yield* Stream.runCollect(runner.map(kernel, null, Stream.fromIterable(jobs)))
    return { ms: performance.now() - from, results }
  })

const small = Array.from({ length: nJobs }, (_, i) => i)
const rows = Array.from({ length: 1024 }, (_, i) => `${i} ${"x".repeat(1015)}`)
const large = Array.from({ length: nLarge }, () => Utf8Column.from(rows))

await Effect.runPromise(
  Effect.scoped(
    Effect.gen(function* () {
      const threads = yield* make({ size })
      const start = yield* timed(threads, small.slice(0, size))
      yield* timed(threads, small)
      yield* timed(inline, small)
      const [empty, emptyHere] = [yield* timed(threads, small), yield* timed(inline, small)]
      yield* timed(threads, large.slice(0, 2 * size))
      const passed = yield* timed(threads, large)
      if (empty.results.some((result, i) => result !== i)) throw new Error("a job gave another result")
      if (passed.results.some((result, i) => (result as Utf8Column).at(1023) !== large[i]!.at(1023)))
        throw new Error("a column came back changed")
      const each = (ms: number, n: number) => `${(ms / n).toFixed(3)} ms`
      console.log(`${size} threads started, first results: ${start.ms.toFixed(0)} ms`)
      console.log(
        `a job that does nothing: ${each(empty.ms, nJobs)} (in this thread ${each(emptyHere.ms, nJobs)}; limit 5 ms)`
      )
      console.log(`1 MiB of text there and back: ${each(passed.ms, nLarge)}`)
    })
  )
)
