/**
 * Runs this program once more, in a process with other surroundings.
 */
import { spawn } from "node:child_process"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Effect } from "effect"
import { RerunError } from "./errors.ts"
import type { Selection } from "./selection.ts"

/** What a process finds around it. */
export interface Surroundings {
  readonly timeZone: string
  readonly locale: string
  readonly umask: number
  readonly workers: number
}

const program = fileURLToPath(new URL("./main.ts", import.meta.url))

/** Runs the selection from nothing into an artifacts folder, which is made; its home and current folder are empty ones beside it. */
export const runElsewhere = (
  selection: Selection,
  { timeZone, locale, umask, workers }: Surroundings,
  folder: string
): Effect.Effect<void, RerunError> =>
  Effect.callback((resume) => {
    const [home, current] = [`${folder}-home`, join(`${folder}-current`, "folder")]
    for (const each of [home, current]) mkdirSync(each, { recursive: true })
    const { INIT_CWD: _, ...inherited } = process.env
    const env = { ...inherited, TZ: timeZone, LANG: locale, LC_ALL: locale, HOME: home }
    const words = [...wordsOf(selection), "--workers", `${workers}`, "--artifacts", folder]
    // A child takes the mask of the moment at which it is started.
    const before = process.umask(umask)
    const child = spawn(process.execPath, [program, ...words], {
      cwd: current,
      env,
      stdio: ["ignore", "ignore", "pipe"]
    })
    process.umask(before)
    let said = ""
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000)
    })
    child.on("error", ({ message }) => resume(Effect.fail(failure(message))))
    child.on("close", (code, signal) =>
      resume(code === 0 ? Effect.void : Effect.fail(failure(said.trim() || `it ended with ${signal ?? code}`)))
    )
    return Effect.callback<void>((ended) => {
      if (child.exitCode !== null || child.signalCode !== null) return ended(Effect.void)
      child.on("close", () => ended(Effect.void))
      child.kill("SIGTERM")
    })
  })

const failure = (problem: string) => new RerunError({ problem })

/** The command line of the selection, with nothing left to a last run. */
const wordsOf = ({ bound, outputs, binding }: Selection): ReadonlyArray<string> => [
  "run",
  ...outputs,
  "--study",
  bound.study.name,
  ...("inputs" in binding
    ? binding.inputs.flatMap(({ site, path }) => ["--input", site === null ? path : `${site}=${path}`])
    : ["--corpus", binding.corpus]),
  ...binding.settings.flatMap((setting) => ["--set", setting])
]
