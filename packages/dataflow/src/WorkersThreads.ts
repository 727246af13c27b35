/**
 * Kernels in a pool of worker threads.
 */
import { getHeapStatistics } from "node:v8"
import { Effect, Layer, Option, type Scope, Stream } from "effect"
import { KernelThreads, type Outcome, type Session } from "./internal/KernelThreads.ts"
import { requirePortable } from "./internal/portable.ts"
import type { Kernel } from "./Kernel.ts"
import { inline, type KernelRunner, type MapOptions, WorkerCrashError, Workers } from "./Workers.ts"

/** Options of {@link make}. */
export interface ThreadsOptions {
  /** Threads at most; 1 runs kernels in this thread, as `inline` does. */
  readonly size: number
  /** Mebibytes that the values of each thread may take, typed arrays not counted; where it is not given, as many as in this thread. */
  readonly memoryMb?: number
}

/** Mebibytes for the new values of each thread. By default V8 lets a kernel's short-lived values pile up to 40 MB more, without being faster. */
const maxYoungGenerationSizeMb = 12

/**
 * A pool whose threads start with the first jobs that need them and end with the scope. A map call with one job runs it
 * in this thread unless its jobs are long. A thread that ends takes its job with it; the next job starts another.
 */
export const make = ({ memoryMb, size }: ThreadsOptions): Effect.Effect<KernelRunner, never, Scope.Scope> => {
  if (size === 1) return Effect.succeed(inline)
  const limits = {
    maxOldGenerationSizeMb: memoryMb ?? Math.floor(getHeapStatistics().heap_size_limit / 1024 ** 2),
    maxYoungGenerationSizeMb
  }
  const start = Effect.sync(() => new KernelThreads(size, limits))
  const end = (threads: KernelThreads) => Effect.sync(() => threads.end())
  return Effect.map(Effect.acquireRelease(start, end), (threads) => runnerOf(threads, size))
}

/** {@link make} as a layer. */
export const layerThreads = (options: ThreadsOptions): Layer.Layer<Workers> => Layer.effect(Workers, make(options))

const runnerOf = (threads: KernelThreads, size: number): KernelRunner => ({
  size,
  map: <Shared, Job, Result, E>(
    kernel: Kernel<Shared, Job, Result>,
    shared: Shared,
    jobs: Stream.Stream<Job, E>,
    { movesJobs = false, longJobs = false }: MapOptions = {}
  ) =>
    Stream.unwrap(
      Effect.gen(function* () {
        const { module, name } = kernel
        let session: Session | undefined
        requirePortable(shared)
        yield* Effect.addFinalizer(() => Effect.sync(() => session && threads.close(session)))
        const run = (value: Job) =>
          Effect.callback<Result, WorkerCrashError>((resume) => {
            session ??= threads.open(module.href, name, shared, movesJobs)
            const job = { session, value, settle: (outcome: Outcome) => resume(asEffect(name, outcome)) }
            threads.run(job)
            return Effect.promise(() => threads.cancel(job))
          })
        const runHere = (job: Job) =>
          Effect.map(Stream.runCollect(inline.map(kernel, shared, Stream.make(job))), ([result]) => result!)
        return Stream.zipWithNext(jobs).pipe(
          // An exit each, so that of several failures the first job's is told, not the quickest one's.
          Stream.mapEffect(
            ([job, next], i) => Effect.exit(!longJobs && i === 0 && Option.isNone(next) ? runHere(job) : run(job)),
            { concurrency: 2 * size }
          ),
          Stream.mapEffect((exit) => exit)
        )
      })
    )
})

const asEffect = (kernel: string, outcome: Outcome): Effect.Effect<any, WorkerCrashError> => {
  switch (outcome.kind) {
    case "result":
      return Effect.succeed(outcome.value)
    case "thrown":
      return Effect.die(outcome.error)
    case "crashed":
      return Effect.fail(new WorkerCrashError({ kernel, problem: outcome.problem }))
  }
}
