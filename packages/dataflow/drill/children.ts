/**
 * Starts runs as processes of their own.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Outcome } from "./runStudy.ts"

/** What a child is told. */
export interface ChildOptions {
  readonly folder: string
  readonly wait?: boolean
  /** The call of the file system at which it kills itself. */
  readonly killAt?: number
  readonly killWhen?: "before" | "after"
  /** The call at which it says so and waits for SIGUSR2. */
  readonly pauseAt?: number
  /** Worker threads; kernels run in the main thread where it is not given. */
  readonly workers?: number
}

/** What surrounds the process. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Options of Node. */
  readonly node?: ReadonlyArray<string>
  /** A program that starts Node, and its arguments. */
  readonly wrapper?: ReadonlyArray<string>
  /** Its own process group, so that all of it can be killed. */
  readonly group?: boolean
}

/** A child, and how it ended. */
export interface Running {
  readonly process: ChildProcess
  /** Settles when it waits at a call, or ends. */
  readonly paused: Promise<boolean>
  readonly ended: Promise<{
    readonly code: number | null
    readonly signal: NodeJS.Signals | null
    readonly outcome: Outcome | undefined
    readonly stderr: string
  }>
}

const childFile = fileURLToPath(new URL("./child.ts", import.meta.url))

/** Starts a run. */
export const startChild = (
  options: ChildOptions,
  { env, cwd, node = [], wrapper = [], group = false }: Surroundings = {}
): Running => {
  const words = [...wrapper, process.execPath, ...node, childFile, JSON.stringify(options)]
  const child = spawn(words[0]!, words.slice(1), {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    detached: group
  })
  let stdout = ""
  let stderr = ""
  child.stderr!.on("data", (chunk) => (stderr += chunk))
  const closed = once(child, "close")
  const paused = new Promise<boolean>((resolve) => {
    child.stdout!.on("data", (chunk) => {
      stdout += chunk
      if (stdout.includes('"paused"')) resolve(true)
    })
    void closed.then(() => resolve(false))
  })
  const ended = closed.then(([code, signal]) => {
    const last = stdout.trimEnd().split("\n").at(-1) ?? ""
    return { code, signal, outcome: last.startsWith('{"ok"') ? (JSON.parse(last) as Outcome) : undefined, stderr }
  })
  return { process: child, paused, ended }
}
