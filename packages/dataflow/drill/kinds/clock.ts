/**
 * A clock that is a year off, times of files at random, and raw files that are edited before and while they are read.
 */
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from "node:fs"
import { join } from "node:path"
import { seededRandom } from "../../src/internal/seededRandom.ts"
import { type Drill, inFreshFolder, inFullCopy, type Kind, share } from "../Drill.ts"
import { type Clean, cleanRun, faultyProblems, recovery } from "../oracle.ts"
import { type Outcome, runStudy } from "../runStudy.ts"

const year = 365 * 24 * 3600 * 1000

/** The kind. */
export const clock: Kind = {
  name: "clock",
  minimum: 50,
  shards: 1,
  run: async (drill) => {
    const edited = await inFreshFolder(drill, async (folder) => {
      editInPlace(input(folder))
      return cleanRun(folder)
    })
    for (const first of [0, year, -year]) {
      for (const second of [0, year, -year]) {
        await twoClocks(drill, first, second)
        await editedBetween(drill, edited, first, second)
      }
    }
    const random = seededRandom(7)
    const rounds = { few: 1, usual: 10, long: 100 }[drill.size]
    for (let i = 0; i < rounds; i++) await randomTimes(drill, random)
    const reads = await readsOfInput(drill)
    for (const at of share(drill, 1, reads, 5)) {
      for (const edit of Object.keys(edits) as ReadonlyArray<keyof typeof edits>) await editedWhileRead(drill, at, edit)
    }
  }
}

const input = (folder: string): string => join(folder, "in", "a.txt")

/** Another word of the same length, so that the size tells nothing. */
const editInPlace = (file: string): void => {
  writeFileSync(file, readFileSync(file, "utf8").replace("save", "sAve"))
}

const edits = {
  "one letter": editInPlace,
  "more at its end": (file: string) => appendFileSync(file, " and then\n"),
  "less at its end": (file: string) => truncateSync(file, 10),
  "another file in its place": (file: string) => {
    const other = `${file}.new`
    writeFileSync(other, "something else\n")
    renameSync(other, file)
  }
} as const

const ran = ({ status }: Outcome): boolean => Object.values(status).includes("ran")

const twoClocks = (drill: Drill, first: number, second: number) =>
  inFreshFolder(drill, async (folder) => {
    const outcome = await runStudy({ folder, clockAhead: first })
    const after = await runStudy({ folder, clockAhead: second })
    const { problems } = await recovery({ folder }, drill.clean)
    drill.tally.fault(`clocks ${first} and ${second} ms ahead`, "unharmed", [
      ...faultyProblems(folder, outcome, drill.clean),
      ...faultyProblems(folder, after, drill.clean),
      ...(outcome.ok && after.ok && !ran(after) ? [] : ["the second run is not all hits"]),
      ...problems
    ])
  })

/** The times of the edited file are put back, as a copying tool does. */
const editedBetween = (drill: Drill, edited: Clean, first: number, second: number) =>
  inFreshFolder(drill, async (folder) => {
    await runStudy({ folder, clockAhead: first })
    const { atime, mtime } = statSync(input(folder))
    editInPlace(input(folder))
    utimesSync(input(folder), atime, mtime)
    const outcome = await runStudy({ folder, clockAhead: second })
    const { problems } = await recovery({ folder }, edited)
    drill.tally.fault(`an edit between clocks ${first} and ${second} ms ahead`, "recomputed", [
      ...faultyProblems(folder, outcome, edited),
      ...problems
    ])
  })

const randomTimes = (drill: Drill, random: () => number) =>
  inFullCopy(drill, async (folder) => {
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (name.startsWith("runs/")) continue
      const [atime, mtime] = [0, 0].map(() => new Date(Date.now() + (random() * 2 - 1) * year))
      utimesSync(join(folder, name), atime!, mtime!)
    }
    const outcome = await runStudy({ folder })
    const { problems } = await recovery({ folder }, drill.clean)
    drill.tally.fault("times of all files at random", "unharmed", [
      ...faultyProblems(folder, outcome, drill.clean),
      ...(ran(outcome) ? ["a result was computed again"] : []),
      ...problems
    ])
  })

const isRead = (method: string, path: string, folder: string) => method.startsWith("read") && path === input(folder)

const readsOfInput = (drill: Drill) =>
  inFreshFolder(drill, async (folder) => {
    let reads = 0
    await runStudy({
      folder,
      plan: ({ method, path }) => {
        if (isRead(method, path, folder)) reads++
        return undefined
      }
    })
    return reads
  })

/** The run gives the result of the old bytes or of the new, or says that the file changed; the next gives that of the new. */
const editedWhileRead = (drill: Drill, at: number, edit: keyof typeof edits) =>
  inFreshFolder(drill, async (folder) => {
    let reads = 0
    const outcome = await runStudy({
      folder,
      plan: ({ method, path }) => {
        if (isRead(method, path, folder) && ++reads === at) edits[edit](input(folder))
        return undefined
      }
    })
    const edited = await inFreshFolder(drill, async (fresh) => {
      writeFileSync(input(fresh), readFileSync(input(folder)))
      return cleanRun(fresh)
    })
    const { problems } = await recovery({ folder }, edited)
    const old = faultyProblems(folder, outcome, drill.clean)
    drill.tally.fault(`${edit} changed at read ${at} of an input`, outcome.ok ? "recomputed" : "error", [
      ...(old.length === 0 ? [] : faultyProblems(folder, outcome, edited)),
      ...problems
    ])
  })
