/** Kernels of the contract suite. */
import type { AnyColumn } from "../../src/Column.ts"

/** The job, after a time that falls with it: the first of several ends last. */
export const slowFirst = ({ jobs }: { readonly jobs: number }, job: number): number => {
  let sum = 0
  for (let i = 0; i < (jobs - job) * 1e5; i++) sum += Math.sqrt(i)
  return sum < 0 ? -1 : job
}

/** What it was given. */
export const identity = (_shared: unknown, job: unknown): unknown => job

/** What all jobs share, and the job. */
export const both = (shared: unknown, job: unknown): unknown => [shared, job]

/** The text of each row, by the column's own method. */
export const texts = (_shared: unknown, { column }: { readonly column: AnyColumn }): ReadonlyArray<string> =>
  Array.from(column as unknown as Iterable<string>)

/** Where the memory of an array lies. */
export const memoryOf = ({ values }: { readonly values: Float64Array }, job: number) => ({
  isShared: values.buffer instanceof SharedArrayBuffer,
  value: values[job]
})

/** A view on a larger buffer, and an array that has its memory for itself. */
export const views = (_shared: null, start: number) => {
  const all = Float64Array.from({ length: 10 }, (_, i) => i)
  return { all: Float64Array.from(all), part: all.subarray(start, start + 3), same: all.subarray(start, start + 3) }
}

/** Throws at one job. */
export const throwsAt = ({ at }: { readonly at: number }, job: number): number => {
  if (job === at) throw new RangeError(`job ${job} is not to be`, { cause: () => "what cannot be cloned" })
  return job
}

/** Throws what is no error, and what no clone can hold. */
export const throwsOddly = (_shared: null, job: number): never => {
  throw job === 0 ? "a text" : Object.assign(() => {}, { toString: () => "a function" })
}

/** Throws at jobs 0 and 1, at 1 sooner. */
export const throwsLater = (_shared: null, job: number): never => {
  slowFirst({ jobs: 20 }, job === 0 ? 0 : 20)
  throw new Error(`job ${job}`)
}

/** Ends its thread at one job. */
export const exitsAt = ({ at, code }: { readonly at: number; readonly code: number }, job: number): number => {
  if (job === at) process.exit(code)
  return job
}

/** Fills the memory of its thread. */
export const fillsMemory = (_shared: null, _job: number): number => {
  const all: Array<Array<number>> = []
  for (;;) all.push(Array.from({ length: 1e5 }, (_, i) => i + all.length))
}

/** Counts for ever. */
export const never = ({ count }: { readonly count: Int32Array }, _job: number): number => {
  for (;;) Atomics.add(count, 0, 1)
}

/** Counts its calls, each of which takes some milliseconds. */
export const counts = ({ count }: { readonly count: Int32Array }, job: number): number => {
  Atomics.add(count, 0, 1)
  return slowFirst({ jobs: 20 }, 0) + job
}

/** What its thread can read of the environment. */
export const environment = (_shared: null, _job: number): ReadonlyArray<string> => Object.keys(process.env)

/** The number of its thread, and how many jobs that thread had. */
let jobs = 0
export const threadOf = (_shared: null, _job: number): number => ++jobs

/** No plain data. */
export const returnsMap = (_shared: null, _job: number): unknown => new Map()
