/**
 * What passes between the pool and a worker thread. Values are packed.
 */

/** To a thread: a value that the jobs of a session share, one job, or the end of a session. */
export type ToThread =
  | {
      readonly kind: "open"
      readonly session: number
      readonly module: string
      readonly name: string
      readonly shared: unknown
    }
  /** `memory` is what the job's typed arrays lie in: the thread's own, to be freed after the job. */
  | {
      readonly kind: "job"
      readonly session: number
      readonly job: unknown
      readonly memory: ReadonlyArray<ArrayBuffer>
    }
  | { readonly kind: "close"; readonly session: number }

/** From a thread: what became of its job. */
export type FromThread =
  | { readonly kind: "result"; readonly value: unknown }
  /** What the kernel threw, or what was thrown while it was loaded. */
  | { readonly kind: "thrown"; readonly error: unknown }
