/**
 * One run of the drill's study in a process of its own: `node child.ts '{"folder": …}'`. The last line is the outcome as
 * JSON; the exit code is 0 when it is ok, 1 when it failed, and 130 or 143 after a signal.
 */
import { writeSync } from "node:fs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Effect, Exit } from "effect"
import type { Call, Fault } from "../src/Faults.ts"
import type { ChildOptions } from "./children.ts"
import { failedWith, program } from "./runStudy.ts"

const {
  folder,
  wait = true,
  killAt,
  killWhen = "before",
  pauseAt,
  workers
} = JSON.parse(process.argv[2]!) as ChildOptions

const say = (line: unknown): void => void writeSync(1, `${JSON.stringify(line)}\n`)

/** Says at which call it is, and waits until it is told to go on or to end; a region that cannot be interrupted goes on too. */
const pause = (at: number): Effect.Effect<void> =>
  Effect.callback<void>((resume) => {
    for (const each of ["SIGUSR2", "SIGINT", "SIGTERM"] as const) process.once(each, () => resume(Effect.void))
    say({ paused: at })
  })

const plan = ({ index }: Call): Fault | undefined => {
  if (index === killAt) {
    return {
      kind: "stop",
      when: killWhen,
      action: Effect.sync(() => process.kill(process.pid, "SIGKILL"))
    }
  }
  if (index !== pauseAt) return undefined
  return {
    kind: "stop",
    when: "before",
    action: pause(index)
  }
}

let signal: "SIGINT" | "SIGTERM" | undefined
for (const each of ["SIGINT", "SIGTERM"] as const) process.once(each, () => (signal ??= each))

const threads =
  workers === undefined ? {} : { workers: (await import("../src/WorkersThreads.ts")).layerThreads({ size: workers }) }

program({ folder, plan, wait, ...threads }).pipe(
  Effect.onExit((exit) => Effect.sync(() => say(Exit.isSuccess(exit) ? exit.value : failedWith(exit.cause)))),
  NodeRuntime.runMain({
    disableErrorReporting: true,
    teardown: (exit, onExit) => onExit(signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : succeeded(exit) ? 0 : 1)
  })
)

const succeeded = (exit: Exit.Exit<unknown, unknown>): boolean =>
  Exit.isSuccess(exit) && (exit.value as { readonly ok: boolean }).ok
