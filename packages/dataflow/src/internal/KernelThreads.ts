/**
 * A pool of worker threads that run kernels: a thread starts when a job finds none idle, and has one job at a time.
 */
import { getCompileCacheDir } from "node:module"
import { dirname } from "node:path"
import { type ResourceLimits, Worker } from "node:worker_threads"
import type { FromThread, ToThread } from "./kernelMessages.ts"
import { copied, moved, pack, shared, unpack } from "./portable.ts"

/** What the jobs of one map call have in common. */
export interface Session {
  readonly id: number
  readonly module: string
  readonly name: string
  /** What they share, packed. */
  readonly shared: unknown
  /** Whether jobs are moved to their thread, or copied. */
  readonly movesJobs: boolean
}

/** What became of a job. */
export type Outcome =
  | { readonly kind: "result"; readonly value: unknown }
  | { readonly kind: "thrown"; readonly error: unknown }
  /** Its thread ended. */
  | { readonly kind: "crashed"; readonly problem: string }

/** One job that waits or runs. `settle` is called once, unless the job is taken back. */
export interface Job {
  readonly session: Session
  readonly value: unknown
  readonly settle: (outcome: Outcome) => void
}

interface Thread {
  readonly worker: Worker
  /** Those whose shared value it holds. */
  readonly sessions: Set<number>
  job: Job | undefined
  /** What it said before it ended. */
  problem: string | undefined
}

const program = new URL("./kernelWorker.ts", import.meta.url)

/** The pool. It keeps no process alive while no job runs. */
export class KernelThreads {
  readonly #size: number
  readonly #limits: ResourceLimits
  readonly #threads = new Set<Thread>()
  readonly #waiting: Array<Job> = []
  #sessions = 0

  /** At most `size` threads, each within `limits`. */
  constructor(size: number, limits: ResourceLimits) {
    this.#size = size
    this.#limits = limits
  }

  /** Begins a map call. The shared value's arrays are copied to shared memory. */
  open(module: string, name: string, value: unknown, movesJobs: boolean): Session {
    return { id: this.#sessions++, module, name, shared: pack(value, shared), movesJobs }
  }

  /** Ends a map call, none of whose jobs waits or runs any more. */
  close({ id }: Session): void {
    for (const { sessions, worker } of this.#threads)
      if (sessions.delete(id)) post(worker, { kind: "close", session: id })
  }

  /** Takes a job; jobs run in the order in which they come. */
  run(job: Job): void {
    this.#waiting.push(job)
    this.#assign()
  }

  /** Takes a job back. A thread that runs it is ended, since nothing else stops a kernel; done when that is so. */
  async cancel(job: Job): Promise<void> {
    const at = this.#waiting.indexOf(job)
    if (at >= 0) this.#waiting.splice(at, 1)
    const thread = Array.from(this.#threads).find((each) => each.job === job)
    if (thread === undefined) return
    this.#threads.delete(thread)
    await thread.worker.terminate()
    this.#assign()
  }

  /** Ends all threads at once. */
  end(): void {
    this.#waiting.length = 0
    for (const { worker } of this.#threads) void worker.terminate()
    this.#threads.clear()
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const idle = Array.from(this.#threads).find(({ job }) => job === undefined)
      if (idle === undefined && this.#threads.size >= this.#size) return
      const job = this.#waiting.shift()!
      const thread = idle ?? this.#started(job)
      if (thread === undefined) continue
      try {
        give(thread, job)
      } catch (error) {
        job.settle({ kind: "thrown", error })
      }
    }
  }

  /** A new thread; none where the system gives none, which is the end of the job. */
  #started(job: Job): Thread | undefined {
    try {
      return this.#start()
    } catch (error) {
      job.settle({ kind: "crashed", problem: `no thread could be started (${(error as Error).message})` })
      return undefined
    }
  }

  #start(): Thread {
    // How this process was started does not reach a kernel: neither environment nor options.
    const worker = new Worker(program, { env: compileCache(), execArgv: [], resourceLimits: this.#limits })
    const thread: Thread = { worker, sessions: new Set(), job: undefined, problem: undefined }
    this.#threads.add(thread)
    worker.unref()
    worker.on("message", (message: FromThread) => {
      // Of a thread that is being ended: to let go of it would end a process that waits for just that.
      if (!this.#threads.has(thread)) return
      const { job } = thread
      thread.job = undefined
      worker.unref()
      this.#assign()
      job?.settle(message.kind === "result" ? { kind: "result", value: unpack(message.value) } : message)
    })
    worker.on("error", (error) => {
      thread.problem = problemOf(error)
    })
    // A result that cannot be read would leave its job waiting for ever.
    worker.on("messageerror", (error) => {
      thread.problem = problemOf(error)
      void worker.terminate()
    })
    worker.on("exit", (code) => {
      if (!this.#threads.delete(thread)) return
      thread.job?.settle({ kind: "crashed", problem: thread.problem ?? `it exited with code ${code}` })
      this.#assign()
    })
    return thread
  }
}

/** Where this process caches compiled code, if it does: the one variable that a thread is given. It saves most of a start. */
const compileCache = (): Record<string, string> => {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) }
}

const give = (thread: Thread, job: Job): void => {
  const { id: session, module, name, shared, movesJobs } = job.session
  const moves = new Set<ArrayBuffer>()
  const value = pack(job.value, (movesJobs ? moved : copied)(moves))
  if (!thread.sessions.has(session)) post(thread.worker, { kind: "open", session, module, name, shared })
  thread.sessions.add(session)
  thread.worker.ref()
  const memory = Array.from(moves)
  post(thread.worker, { kind: "job", session, job: value, memory }, memory)
  thread.job = job
}

const post = (worker: Worker, message: ToThread, moves: ReadonlyArray<ArrayBuffer> = []): void =>
  worker.postMessage(message, moves)

const problemOf = (error: unknown): string => {
  if (!(error instanceof Error)) return `uncaught ${String(error)}`
  return (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
    ? `it ran out of memory (${error.message})`
    : `uncaught ${error.name}: ${error.message}`
}
