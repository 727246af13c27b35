/**
 * What must hold after any fault. Reads the folder by itself, without the engine, wherever that is possible.
 */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { type Outcome, runStudy, type Setting } from "./runStudy.ts"
import { inputs } from "./study.ts"

/** What a run in an empty folder, without faults, left. */
export interface Clean {
  readonly digests: Readonly<Record<string, string>>
  readonly journal: string
}

/** Runs the study in the folder, which must be empty but for its raw files. */
export const cleanRun = async (folder: string): Promise<Clean> => {
  const { ok, digests, errors } = await runStudy({ folder })
  if (!ok) throw new Error(`the clean run failed: ${JSON.stringify(errors)}`)
  return { digests, journal: lastJournal(folder).entries }
}

/** The plain run after a fault, and what is wrong with it or with what it left; no problem means that all holds. */
export const recovery = async (
  setting: Setting,
  clean: Clean
): Promise<{ readonly outcome: Outcome; readonly problems: ReadonlyArray<string> }> => {
  const { folder } = setting
  const outcome = await runStudy(setting)
  const problems = [
    ...(outcome.ok
      ? []
      : [`the next run failed: ${outcome.errors.map(({ tag, message }) => `${tag} ${message}`).join("; ")}`]),
    ...(outcome.ok ? differences(outcome.digests, clean.digests) : []),
    ...(outcome.ok ? brokenObjects(folder, outcome.digests) : []),
    ...temporaries(folder).map((name) => `${name} is left`),
    ...(outcome.ok ? journalProblems(folder, clean) : [])
  ]
  return { outcome, problems }
}

/** What is wrong with the run in which the fault happened: an error must be typed and name what it is about; a result must be the clean one. */
export const faultyProblems = (folder: string, outcome: Outcome, clean: Clean): ReadonlyArray<string> => [
  ...(outcome.ok ? differences(outcome.digests, clean.digests) : someDifferences(outcome.digests, clean.digests)),
  ...(!outcome.ok && outcome.errors.length === 0 ? ["it failed without an error"] : []),
  ...outcome.errors.flatMap(({ tag, message }) => {
    if (!typed.has(tag)) return [`an untyped error: ${tag} ${message}`]
    // Bytes that are not what they should be are named by their output.
    const named =
      message.includes(folder) ||
      Object.keys(inputs).some((name) => message.includes(name)) ||
      /does not (have the digest|hold what was written)/.test(message)
    return named ? [] : [`the error does not name the path: ${tag} ${message}`]
  })
]

const typed: ReadonlySet<string> = new Set([
  "ArtifactReadError",
  "ArtifactWriteError",
  "InputFileError",
  "StoreBusyError",
  "StoreVersionError",
  "WorkerCrashError"
])

const differences = (found: Outcome["digests"], clean: Outcome["digests"]): ReadonlyArray<string> =>
  Object.keys(clean).flatMap((name) =>
    found[name] === clean[name] ? [] : [`${name} has other bytes than the clean run's`]
  )

const someDifferences = (found: Outcome["digests"], clean: Outcome["digests"]): ReadonlyArray<string> =>
  differences({ ...clean, ...found }, clean)

const brokenObjects = (folder: string, digests: Outcome["digests"]): ReadonlyArray<string> =>
  Object.entries(digests).flatMap(([name, digest]) => {
    // The digest of a set of files is no object's; its files follow under `name 0`, `name 1`.
    if (!/ \d+$/.test(name)) return []
    const file = join(folder, "store", "objects", digest)
    if (!existsSync(file) || !statSync(file).isFile()) return [`${name} is not in the store`]
    const actual = createHash("sha256").update(readFileSync(file)).digest("hex")
    return actual === digest ? [] : [`the stored bytes of ${name} are wrong`]
  })

/** Temporary files under the folder, wherever they are. */
export const temporaries = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /(^|\/)\.tmp-|\.tmp$/.test(name))

const journalProblems = (folder: string, clean: Clean): ReadonlyArray<string> => {
  const { name, entries } = lastJournal(folder)
  return entries === clean.journal ? [] : [`the journal ${name} is not that of the clean run`]
}

/** The newest journal: its nodes with their keys and outputs, and its end; what differs from run to run is left out. */
const lastJournal = (folder: string): { readonly name: string; readonly entries: string } => {
  const runs = join(folder, "runs")
  const journals = existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith(".jsonl")) : []
  const times = new Map(journals.map((name) => [name, statSync(join(runs, name), { bigint: true }).mtimeNs]))
  const name = journals.toSorted((a, b) => (times.get(a)! < times.get(b)! ? -1 : 1)).at(-1) ?? "(none)"
  if (journals.length === 0) return { name, entries: "" }
  const lines = readFileSync(join(runs, name), "utf8").trimEnd().split("\n")
  const nodes = lines.map((line) => {
    const { event, node, key, outputs, ok, inputs: files } = JSON.parse(line) as Record<string, unknown>
    return JSON.stringify({ event, node, key, outputs, ok, files })
  })
  return { name, entries: nodes.toSorted().join("\n") }
}
