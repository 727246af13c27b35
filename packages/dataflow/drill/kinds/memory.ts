/**
 * Too little memory for the process, and worker threads that end in the middle of a job.
 */
import { Effect, Layer, Stream } from "effect"
import * as Kernel from "../../src/Kernel.ts"
import { type KernelRunner, WorkerCrashError, Workers } from "../../src/Workers.ts"
import { make as makeThreads } from "../../src/WorkersThreads.ts"
import { startChild } from "../children.ts"
import type { crash } from "../crash.ts"
import { type Drill, inFreshFolder, type Kind, share } from "../Drill.ts"
import { faultyProblems, recovery } from "../oracle.ts"
import { runStudy } from "../runStudy.ts"

/** The kind. */
export const memory: Kind = {
  name: "memory",
  minimum: 10,
  shards: 1,
  run: async (drill) => {
    // From what Node cannot start with to what is enough.
    for (const megabytes of share(drill, 10, 25, 3)) await heapOf(drill, megabytes)
    for (const job of share(drill, 0, 5, 2)) {
      await crashed(drill, `a crash at job ${job}`, fails(job))
      for (const how of ["exit", "memory"] as const) {
        await crashed(drill, `a thread that ends by ${how} at job ${job}`, await endsThread(job, how))
      }
    }
  }
}

const heapOf = (drill: Drill, megabytes: number) =>
  inFreshFolder(drill, async (folder) => {
    const { code } = await startChild({ folder }, { node: [`--max-old-space-size=${megabytes}`] }).ended
    if (code === 0) return
    const { problems } = await recovery({ folder }, drill.clean)
    drill.tally.fault(`a heap of ${megabytes} MB`, "recomputed", problems)
  })

const crashed = (drill: Drill, name: string, workers: Layer.Layer<Workers>) =>
  inFreshFolder(drill, async (folder) => {
    const outcome = await runStudy({ folder, workers })
    const tags = outcome.errors.map(({ tag }) => tag)
    // This error names the kernel, not a path.
    const problems =
      tags.join() === "WorkerCrashError" ? [] : [`expected one WorkerCrashError, got ${JSON.stringify(outcome)}`]
    const after = await recovery({ folder }, drill.clean)
    const others = faultyProblems(
      folder,
      { ...outcome, errors: [{ tag: "WorkerCrashError", message: folder }] },
      drill.clean
    )
    drill.tally.fault(name, "error", [...problems, ...others, ...after.problems])
  })

/** A runner of which one job fails. */
const fails = (at: number): Layer.Layer<Workers> =>
  Layer.succeed(Workers, {
    size: 1,
    map: (kernel, _shared, jobs) =>
      Stream.mapEffect(Stream.zipWithIndex(jobs), ([, job]) =>
        job === at
          ? Effect.fail(new WorkerCrashError({ kernel: kernel.name, problem: "the drill ended it" }))
          : Effect.succeed(Uint32Array.of(job) as never)
      )
  })

/** Real threads that run a kernel that ends them. */
const endsThread = async (at: number, how: "memory" | "exit"): Promise<Layer.Layer<Workers>> => {
  const kernel = Kernel.make<typeof crash>(new URL("../crash.ts", import.meta.url), "crash")
  return Layer.effect(
    Workers,
    Effect.map(
      makeThreads({ size: 2, memoryMb: 32 }),
      (threads): KernelRunner => ({
        size: 2,
        map: (_kernel, _shared, jobs) =>
          threads.map(
            kernel,
            { at, how },
            Stream.map(Stream.zipWithIndex(jobs), ([, job]) => ({ job }))
          ) as never
      })
    )
  )
}
