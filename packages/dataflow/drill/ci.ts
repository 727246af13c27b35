/**
 * The fault suite: injects every kind of fault into runs of a small study and into its store, runs again, and compares.
 *
 *     node drill/ci.ts [--long] [--kinds KIND,…] [--mutants] [--no-mounts]
 *
 * Prints a line a kind, the mistakes in the store's code that the kinds were shown to find, and last how many faults were
 * injected. Exits with 1 where an artifact was wrong, a kind had fewer faults than its minimum, or a mistake was not
 * found. `--mutants` does nothing but the mistakes. Mounts small file systems, for which it must be root; `--no-mounts`
 * leaves these faults out and says so.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import type { Kind } from "./Drill.ts"
import { mountProblem } from "./kinds/disk.ts"
import { allKinds } from "./kinds/kinds.ts"
import { copyWith, type Mutant, mutants } from "./mutants.ts"
import { runPart, severalAtOnce } from "./parts.ts"
import { add, type Count, empty, lineOf } from "./Tally.ts"

const { values: flags } = parseArgs({
  options: {
    long: { type: "boolean", default: false },
    kinds: { type: "string" },
    mutants: { type: "boolean", default: false },
    "no-mounts": { type: "boolean", default: false }
  }
})

/** Faults in all below which the drill has failed. */
const minimumInAll = 5000

const failures: Array<string> = []
// In memory where there is such a folder: so many flushes would take a disk long and tell nothing more.
const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "praxis-drill-"))
process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1))

/** The kinds to be run; says which cannot be. */
const chosenKinds = (): ReadonlyArray<Kind> => {
  const names = flags.kinds?.split(",") ?? allKinds.map(({ name }) => name)
  const unknown = names.filter((name) => !allKinds.some((kind) => kind.name === name))
  if (unknown.length > 0) {
    console.error(
      `there is no kind ${unknown.join(", ")}; the kinds are ${allKinds.map(({ name }) => name).join(", ")}`
    )
    process.exit(2)
  }
  const problem = mountProblem(folder)
  return allKinds.filter(({ name, needsMounts }) => {
    if (!names.includes(name)) return false
    if (needsMounts !== true || (problem === undefined && !flags["no-mounts"])) return true
    console.log(`${name.padEnd(12)} NOT DONE: ${flags["no-mounts"] ? "--no-mounts" : problem}`)
    if (!flags["no-mounts"])
      failures.push(`${name}: nothing can be mounted here; run as root, or leave it out with --no-mounts`)
    return false
  })
}

/** Runs the kinds in parts and gives the number of faults; the parts of one kind are added up before its line is printed. */
const injectAll = async (kinds: ReadonlyArray<Kind>): Promise<Count> => {
  const counts = new Map(kinds.map((kind) => [kind, { count: empty, open: kind.shards }]))
  const parts = kinds.flatMap((kind) => Array.from({ length: kind.shards }, (_, index) => ({ kind, index })))
  await severalAtOnce(parts, async ({ kind, index }) => {
    const size = flags.long ? "long" : "usual"
    const part = await runPart({ kind: kind.name, size, index, of: kind.shards }, folder)
    const state = counts.get(kind)!
    state.count = add(state.count, part)
    state.open--
    if (state.open === 0) report(kind, state.count)
  })
  return Array.from(counts.values(), ({ count }) => count).reduce(add, empty)
}

const report = ({ name, minimum }: Kind, count: Count): void => {
  console.log(lineOf(name, count, minimum))
  for (const problem of count.problems) console.log(`  ${problem}`)
  if (count.wrong > 0) failures.push(`${name}: ${count.wrong} wrong`)
  if (count.injected < minimum) failures.push(`${name}: ${count.injected} faults are fewer than ${minimum}`)
}

/** Every mistake must be found by the kind that is there for it; that kind must find nothing without the mistake. */
const findMutants = async (): Promise<void> => {
  const sound = new Map<string, Promise<Count>>()
  const few = (kind: string, code?: string) =>
    runPart({ kind, size: "few", index: 0, of: 1, ...(code === undefined ? {} : { code }) }, folder)
  await severalAtOnce(mutants, async (mutant: Mutant) => {
    const { name, kind } = mutant
    try {
      const found = await few(kind, copyWith(mutant, folder))
      sound.set(kind, sound.get(kind) ?? few(kind))
      const without = await sound.get(kind)!
      const isFound = found.wrong > 0 && found.injected > 0 && without.wrong === 0
      console.log(
        `mistake: ${name}: ${isFound ? `found by ${kind}, ${found.wrong} of ${found.injected} faults` : "NOT FOUND"}`
      )
      if (!isFound)
        failures.push(
          `the mistake "${name}" was not found by ${kind}: ${[...found.problems, ...without.problems].join("; ")}`
        )
    } catch (error) {
      failures.push((error as Error).message)
    }
  })
}

const all = flags.mutants ? undefined : await injectAll(chosenKinds())
if (flags.kinds === undefined) await findMutants()
if (all !== undefined && flags.kinds === undefined && all.injected < minimumInAll)
  failures.push(`fewer than ${minimumInAll} faults in all`)
for (const failure of failures) console.error(`failed: ${failure}`)
if (all !== undefined) console.log(`${all.injected} faults injected, ${all.wrong} wrong artifacts`)
if (failures.length > 0) process.exitCode = 1
