/**
 * A kernel: a pure, synchronous function that a worker thread can run, named by the module that exports it.
 */

/** What a kernel's module exports: what all jobs share, and one job, to a result. */
export type KernelFunction<Shared, Job, Result> = (shared: Shared, job: Job) => Result

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
 * Shared values, jobs and results consist of what structured cloning copies (typed arrays, plain objects and arrays,
 * strings, numbers) and of the columns and tables of this package. A kernel reads no clock, environment, locale or
 * unseeded randomness, keeps nothing between jobs that could change a result, and does not write to what is shared.
 */
export const make = <F extends KernelFunction<any, any, any>>(
  module: URL,
  name: string
): Kernel<Parameters<F>[0], Parameters<F>[1], ReturnType<F>> => ({ module, name })
