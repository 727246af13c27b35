/**
 * A disk that is really full, of bytes or of files, and one that can only be read.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { type Drill, inFreshFolder, inFullCopy, type Kind, share } from "../Drill.ts"
import { faultyProblems, recovery } from "../oracle.ts"
import { planStudy, prepare, runStudy } from "../runStudy.ts"

/** The kind. */
export const disk: Kind = {
  name: "disk",
  minimum: 30,
  shards: 1,
  needsMounts: true,
  run: async (drill) => {
    for (const pages of share(drill, 4, 40, 4)) await full(drill, `a disk of ${pages * 4} kB`, `size=${pages * 4}k`)
    for (const files of share(drill, 10, 34, 4)) await full(drill, `a disk of ${files} files`, `nr_inodes=${files}`)
    await inFreshFolder(drill, (folder) => readOnly(drill, folder, "an empty folder"))
    await inFullCopy(drill, (folder) => readOnly(drill, folder, "a complete store"))
  }
}

const mount = (...words: ReadonlyArray<string>): void => void execFileSync("mount", words, { stdio: "pipe" })
const unmount = (folder: string): void => void execFileSync("umount", [folder], { stdio: "pipe" })

/** Why file systems cannot be mounted here; undefined where they can. */
export const mountProblem = (folder: string): string | undefined => {
  const probe = mkdtempSync(join(folder, "probe-"))
  try {
    mount("-t", "tmpfs", "-o", "size=16k", "praxis-drill", probe)
    unmount(probe)
    return undefined
  } catch (error) {
    return String((error as { readonly stderr?: Buffer }).stderr ?? error).trim()
  } finally {
    rmSync(probe, { recursive: true, force: true })
  }
}

const full = async (drill: Drill, name: string, limit: string): Promise<void> => {
  const folder = mkdtempSync(join(drill.folder, "full-"))
  mount("-t", "tmpfs", "-o", limit, "praxis-drill", folder)
  try {
    prepare(folder)
    const outcome = await runStudy({ folder })
    const problems = faultyProblems(folder, outcome, drill.clean)
    // All went in, and nothing had to be left out: no fault.
    if (outcome.ok && outcome.notes.length === 0) return
    mount("-o", "remount,size=64m,nr_inodes=4096", folder)
    const after = await recovery({ folder }, drill.clean)
    drill.tally.fault(name, outcome.ok ? "unharmed" : "error", [...problems, ...after.problems])
  } finally {
    unmount(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

const readOnly = async (drill: Drill, folder: string, name: string): Promise<void> => {
  mount("--bind", folder, folder)
  const problems: Array<string> = []
  let ok: boolean
  try {
    mount("-o", "remount,bind,ro", folder)
    const outcome = await runStudy({ folder })
    ok = outcome.ok
    problems.push(...faultyProblems(folder, outcome, drill.clean))
    if (name === "a complete store") {
      const planned = await planStudy({ folder })
      if (!planned.every(({ status }) => status === "hit")) problems.push("plan does not find the results")
    }
  } finally {
    unmount(folder)
  }
  const after = await recovery({ folder }, drill.clean)
  drill.tally.fault(`${name} on a read-only disk`, ok ? "unharmed" : "error", [...problems, ...after.problems])
}
