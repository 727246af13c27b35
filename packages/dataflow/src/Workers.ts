/**
 * Where kernels run: in this thread, or in a pool of worker threads.
 *
 * Results never depend on which: a stage cuts its work into jobs of fixed size, and takes the results in the order of
 * the jobs. Every layer passes the contract suite in `test/WorkersContract.ts`.
 */
import { Context, Effect, Layer, Schema, Stream } from "effect"
import { loadKernel } from "./internal/loadKernel.ts"
import { requirePortable } from "./internal/portable.ts"
import type { Kernel } from "./Kernel.ts"

/** A worker thread ended while it had a job: it ran out of memory, or something ended it. */
export class WorkerCrashError extends Schema.TaggedError<WorkerCrashError>()("WorkerCrashError", {
  kernel: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `a worker thread that ran ${this.kernel} ended: ${this.problem}. Nothing was stored of its stage; run again, with fewer threads (--workers 1) or more memory where it ran out`
  }
}

/** How the jobs of a map call are passed. */
export interface MapOptions {
  /** True where nobody reads a job after it was given: its typed arrays are then moved to the thread instead of copied, and are empty here. */
  readonly movesJobs?: boolean
  /** True where a job takes so long that even a single one should leave this thread free. By default a single job runs in this thread, which saves a thread's start. */
  readonly longJobs?: boolean
}

/** Runs kernels. */
export interface KernelRunner {
  /** How many jobs can run at once. No result may depend on it. */
  readonly size: number
  /**
   * The results of all jobs, in the order of the jobs. About twice as many jobs are taken as can run, so that memory holds
   * some of them only. What `shared` holds reaches every thread once, its typed arrays in shared memory. A job is copied
   * where it goes to another thread (or moved, see {@link MapOptions}), a slice of a column without the rows around it, and
   * its memory there is freed when the kernel has returned; results are moved. A kernel that
   * throws is a mistake in its code: the stream dies with what the first such job threw. Interrupting the stream ends the
   * threads that run its jobs.
   */
  readonly map: <Shared, Job, Result, E>(
    kernel: Kernel<Shared, Job, Result>,
    shared: Shared,
    jobs: Stream.Stream<Job, E>,
    options?: MapOptions
  ) => Stream.Stream<Result, E | WorkerCrashError>
}

/** The kernel runner of a run. */
export class Workers extends Context.Service<Workers, KernelRunner>()("@praxis/dataflow/Workers") {}

/** Runs kernels in this thread, one job after the other. What could not be passed to another thread throws here too. */
export const inline: KernelRunner = {
  size: 1,
  map: <Shared, Job, Result, E>(
    { module, name }: Kernel<Shared, Job, Result>,
    shared: Shared,
    jobs: Stream.Stream<Job, E>
  ) =>
    Stream.unwrap(
      Effect.map(
        Effect.promise(() => loadKernel(module.href, name)),
        (run) => {
          requirePortable(shared)
          const runJob = (job: Job) =>
            Effect.suspend(() => {
              requirePortable(job)
              const result = run(shared, job)
              return result instanceof Promise
                ? Effect.map(
                    Effect.promise(() => result),
                    portable<Result>
                  )
                : Effect.succeed(portable<Result>(result))
            })
          // Between jobs the event loop turns, so that signals and other stages get their turn.
          return Stream.mapEffect(jobs, (job) => Effect.andThen(Effect.yieldNow, runJob(job)))
        }
      )
    )
}

const portable = <Result>(result: unknown): Result => {
  requirePortable(result)
  return result as Result
}

/** {@link inline} as a layer. */
export const layerInline: Layer.Layer<Workers> = Layer.succeed(Workers, inline)
