/**
 * Runs parts of the drill as processes, as many at once as there are cores.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import type { Drill } from "./Drill.ts"
import { type Count, empty } from "./Tally.ts"

/** A share of a kind's faults. */
export interface Part {
  readonly kind: string
  readonly size: Drill["size"]
  readonly index: number
  readonly of: number
  /** The folder with the code that is drilled; this one where it is not given. */
  readonly code?: string
}

const running = new Set<ChildProcess>()
// A part whose parent has gone would go on, in a folder that is removed.
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL")
})

/** What a part counted. A part that could not do its work has a problem of its own. */
export const runPart = async (part: Part, folder: string): Promise<Count> => {
  const program =
    part.code === undefined ? fileURLToPath(new URL("./part.ts", import.meta.url)) : `${part.code}/drill/part.ts`
  const child = spawn(process.execPath, [program, part.kind, part.size, `${part.index}`, `${part.of}`, folder], {
    stdio: ["ignore", "pipe", "pipe"],
    // Children are killed before they could fill a cache of compiled code; this process's children do.
    env: { ...process.env, NODE_COMPILE_CACHE: `${folder}/compiled` }
  })
  let stdout = ""
  let stderr = ""
  child.stdout.on("data", (chunk) => (stdout += chunk))
  child.stderr.on("data", (chunk) => (stderr += chunk))
  running.add(child)
  const [code] = await once(child, "close")
  running.delete(child)
  const last = stdout.trimEnd().split("\n").at(-1) ?? ""
  if (code === 0 && last.startsWith("{")) return JSON.parse(last) as Count
  return { ...empty, wrong: 1, problems: [`${part.kind} ended with ${code}: ${stderr.trim().slice(0, 600)}`] }
}

/** `use` of all values, several at once, in the order of the values as far as they begin. */
export const severalAtOnce = async <A>(values: ReadonlyArray<A>, use: (value: A) => Promise<void>): Promise<void> => {
  const waiting = values.values()
  const work = async () => {
    for (const value of waiting) await use(value)
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
}
