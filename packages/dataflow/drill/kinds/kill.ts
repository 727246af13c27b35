/**
 * A process is killed before and after every call of the file system; and whole process groups at random times.
 */

import { seededRandom } from "../../src/internal/seededRandom.ts"
import { startChild } from "../children.ts"
import { type Drill, inFreshFolder, type Kind, share } from "../Drill.ts"
import { recovery } from "../oracle.ts"
import { callsOf } from "./errno.ts"

/** The kind. */
export const kill: Kind = {
  name: "kill",
  minimum: 300,
  shards: 4,
  run: async (drill) => {
    const { length: calls } = await callsOf(drill)
    // A few more than there are: the run that nothing kills any more ends the numbering.
    for (const at of share(drill, 1, calls + 2, 10)) {
      for (const when of ["before", "after"] as const) await killAt(drill, at, when)
    }
    const random = seededRandom(drill.shard.index + 1)
    const times = { few: 2, usual: 8, long: 100 }[drill.size]
    for (let i = 0; i < times; i++) await killGroup(drill, Math.round(random() * 1500))
  }
}

const killAt = (drill: Drill, killAt: number, killWhen: "before" | "after") =>
  inFreshFolder(drill, async (folder) => {
    const { signal, code, stderr } = await startChild({ folder, killAt, killWhen }).ended
    // The order of calls differs a little from run to run: there may be fewer.
    if (code === 0) return
    const died =
      signal === "SIGKILL" ? [] : [`it ended with ${code ?? signal} before it was killed: ${stderr.slice(0, 300)}`]
    const { outcome, problems } = await recovery({ folder }, drill.clean)
    const ending = Object.values(outcome.status).includes("ran") ? "recomputed" : "unharmed"
    drill.tally.fault(`killed ${killWhen} call ${killAt}`, ending, [...died, ...problems])
  })

const killGroup = (drill: Drill, afterMillis: number) =>
  inFreshFolder(drill, async (folder) => {
    const child = startChild({ folder }, { group: true })
    const timer = setTimeout(() => process.kill(-child.process.pid!, "SIGKILL"), afterMillis)
    const { signal } = await child.ended
    clearTimeout(timer)
    if (signal !== "SIGKILL") return
    const { outcome, problems } = await recovery({ folder }, drill.clean)
    const ending = Object.values(outcome.status).includes("ran") ? "recomputed" : "unharmed"
    drill.tally.fault(`a process group killed after ${afterMillis} ms`, ending, problems)
  })
