/**
 * A worker thread's side: loads kernels and calls them, one job after the other. It imports as little as it can, since
 * each thread loads it when it starts.
 */
import { parentPort } from "node:worker_threads"
import type { KernelFunction } from "../Kernel.ts"
import type { FromThread, ToThread } from "./kernelMessages.ts"
import { loadKernel } from "./loadKernel.ts"
import { moved, pack, unpack } from "./portable.ts"

interface Session {
  readonly run: Promise<KernelFunction<unknown, unknown, unknown>>
  readonly shared: unknown
}

const port = parentPort!
const sessions = new Map<number, Session>()

const answer = async (session: number, packedJob: unknown, memory: ReadonlyArray<ArrayBuffer>): Promise<void> => {
  const moves = new Set<ArrayBuffer>()
  let message: FromThread
  try {
    const { run, shared } = sessions.get(session)!
    message = { kind: "result", value: pack(await (await run)(shared, unpack(packedJob)), moved(moves)) }
  } catch (error) {
    moves.clear()
    message = { kind: "thrown", error: asCloneable(error) }
  }
  port.postMessage(message, Array.from(moves))
  // Else it waits for a collection, of which a thread whose jobs are typed arrays makes few.
  for (const buffer of memory) if (!buffer.detached) buffer.transfer(0)
}

/** What the pool is told: name, message and stack. Other fields might hold what cannot be cloned. */
const asCloneable = (error: unknown): Error => {
  if (!(error instanceof Error)) return new Error(String(error))
  const { name, message, stack } = error
  return Object.assign(new Error(message), { name, stack })
}

port.on("message", (message: ToThread) => {
  switch (message.kind) {
    case "open": {
      const run = loadKernel(message.module, message.name)
      // It is told with the first job.
      run.catch(() => {})
      sessions.set(message.session, { run, shared: unpack(message.shared) })
      break
    }
    case "job":
      void answer(message.session, message.job, message.memory)
      break
    case "close":
      sessions.delete(message.session)
  }
})
// A job that cannot be read ends the thread, and is told as a crash.
port.on("messageerror", (error) => {
  throw error
})
