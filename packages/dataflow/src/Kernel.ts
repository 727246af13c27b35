/**
 * A kernel: a pure function, perhaps asynchronous, that a worker thread can run, named by the module that exports it.
 */

/** What a kernel's module exports: what all jobs share, and one job, to a result. */
export type KernelFunction<Shared, Job, Result> = (shared: Shared, job: Job) => Result | Promise<Result>

/** A function by its module and export; its code enters the key of every stage that names it. */
export interface Kernel<Shared, Job, Result> {
  /** `new URL("./tokeniseRows.ts", import.meta.url)`, written out where the kernel is named. */
  readonly module: URL
  /** The export. */
  readonly name: string
  /** The function's type, for the compiler only. */
  readonly "~function"?: KernelFunction<Shared, Job, Result>
}

/**
 * Names a kernel: `Kernel.make<typeof tokeniseRows>(new URL("./tokeniseRows.ts", import.meta.url), "tokeniseRows")`,
 * with `tokeniseRows` imported as a type.
 *
 * Shared values, jobs and results are plain objects, arrays, strings, numbers, typed arrays, and columns and tables of
 * this package; anything else throws, with any number of threads. A kernel reads no clock, environment, locale or
 * unseeded randomness, keeps nothing between jobs that could change a result, writes to nothing that it is given, and
 * uses neither a job's nor a result's memory again. Its module imports only what it needs: each thread loads it.
 */
export const make = <F extends KernelFunction<any, any, any>>(
  module: URL,
  name: string
): Kernel<Parameters<F>[0], Parameters<F>[1], Awaited<ReturnType<F>>> => ({ module, name })
