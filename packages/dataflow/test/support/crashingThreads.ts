/** Ends threads in the middle of jobs, again and again, in a process that nothing else keeps alive; then says so. */
import { make } from "@praxis/dataflow/WorkersThreads"
import { Effect, Stream } from "effect"
import { crashingKernel } from "./crashingKernel.ts"

const round = Effect.gen(function* () {
  const threads = yield* make({ size: 2 })
  yield* Effect.exit(Stream.runDrain(threads.map(crashingKernel, null, Stream.fromIterable([0, 1, 2, 3, 4, 5]))))
}).pipe(Effect.scoped)

for (let i = 0; i < 40; i++) await Effect.runPromise(round)
console.log("done")
