/**
 * `compare`: two runs side by side.
 */
import { compareRuns, namesIn, type RunComparison } from "@praxis/dataflow/CompareRuns"
import type { ReadJournal } from "@praxis/dataflow/Journal"
import { meaningsOf, type NamedMeaning } from "@praxis/dataflow/Meanings"
import { suggestion } from "@praxis/dataflow/nearest"
import { findRun, looksLikeRun, shortIds } from "@praxis/dataflow/RunId"
import { RunLog } from "@praxis/dataflow/RunLog"
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { UsageError } from "../errors.ts"
import { json } from "../flags.ts"
import { comparisonLines } from "../output/comparisonLines.ts"
import { plural, printable, wrapped } from "../output/text.ts"
import { Screen } from "../Screen.ts"
import { loadStudy, studyNames } from "../studies.ts"

/** The command. */
export const compare = Command.make(
  "compare",
  {
    words: Argument.String("RUN").pipe(
      Argument.withDescription(
        "The older run A and the newer run B, as pnpm pipeline runs names them; then nodes or outputs, if not all. Without a run, the last two; with one, that and the last"
      ),
      Argument.variadic({ min: 0 })
    ),
    json
  },
  Effect.fnUntraced(function* ({ words, json }) {
    const screen = yield* Screen
    const log = yield* RunLog
    const names = yield* log.journals
    const { a, b, rest } = yield* chosenRuns(names, words)
    const [before, after] = [yield* readable(a), yield* readable(b)]
    const known = [...namesIn(before, after)]
    for (const name of rest) {
      if (known.includes(name)) continue
      return yield* new UsageError({
        problem: `${name === words[0] ? `there is no run "${name}" (pnpm pipeline runs lists them), and ` : ""}these runs have no node or output "${name}"${suggestion(name, known)}`
      })
    }
    const comparison = yield* compareRuns(before, after, new Set(rest))
    const meanings = yield* meaningsIn(before, after, new Set(rest))
    const ids = shortIds(names)
    const [idOfA, idOfB] = [ids.get(a)!, ids.get(b)!]
    if (json) {
      screen.json({ ...jsonOf(comparison, { id: idOfA, journal: a }, { id: idOfB, journal: b }), meanings })
      return
    }
    const told = { a: { id: idOfA, journal: before }, b: { id: idOfB, journal: after } }
    const columns = Math.min(screen.tableColumns, most)
    for (const line of comparisonLines(comparison, told, columns)) screen.line(line)
    for (const line of meanings.flatMap((meaning) => meaningLines(meaning, columns))) screen.line(line)
  })
).pipe(
  Command.withDescription(
    "Compare two runs: parameters, code, inputs, rows added and lost, values that moved and by how much, and what that means for the topics. Exits with 0 whether they differ or not"
  ),
  Command.withExamples([
    { command: "pnpm pipeline compare", description: "The last two runs" },
    { command: "pnpm pipeline compare last~3 last topics topic-terms", description: "Only these nodes or outputs" },
    { command: "pnpm pipeline compare 3f2a 91c0", description: "By the ids that pnpm pipeline runs lists" },
    { command: "pnpm --silent pipeline compare --json", description: "Everything, for machines" }
  ])
)

const most = 120

/** The runs that lead the words, and what follows them. */
const chosenRuns = Effect.fnUntraced(function* (names: ReadonlyArray<string>, words: ReadonlyArray<string>) {
  const runs: Array<string> = []
  while (runs.length < 2 && runs.length < words.length) {
    const word = words[runs.length]!
    const found = yield* Effect.result(findRun(names, word))
    if (found._tag === "Success") runs.push(found.success)
    else if (looksLikeRun(word) || found.failure.candidates.length > 0) return yield* found.failure
    else break
  }
  const rest = words.slice(runs.length)
  const [a = yield* findRun(names, "last~1"), b = yield* findRun(names, "last")] = runs
  return { a, b, rest }
})

const readable = Effect.fnUntraced(function* (name: string): Effect.fn.Return<ReadJournal, UsageError, RunLog> {
  const log = yield* RunLog
  const journal = yield* log.readJournal(name)
  if (journal.state === "read") return journal
  const problem = journal.state === "damaged" ? journal.problem : "it was written by another version of this program"
  return yield* new UsageError({ problem: `the journal ${name} cannot be compared: ${problem}` })
})

/** What the study of both runs says of them; nothing where the runs are of two studies, or of one that is not here. */
const meaningsIn = Effect.fnUntraced(function* (a: ReadJournal, b: ReadJournal, only: ReadonlySet<string>) {
  if (a.begin.study !== b.begin.study || !(yield* studyNames).includes(a.begin.study)) return []
  return yield* meaningsOf(yield* loadStudy(a.begin.study), a, b, only)
})

/** How many lines of a meaning are printed; the rest is in the JSON. */
const mostMeant = 60

const meaningLines = (meaning: NamedMeaning, columns: number): ReadonlyArray<string> => {
  const head = ["", `What it means: ${meaning.name}`]
  if ("notCompared" in meaning)
    return [...head, ...wrapped("  ", `not compared: ${printable(meaning.notCompared)}`, columns)]
  const { lines } = meaning
  const left = lines.length - mostMeant
  return [
    ...head,
    ...lines.slice(0, mostMeant).flatMap((line) => wrapped("  ", printable(line), columns)),
    ...(left > 0 ? [`  and ${plural(left, "more line")}: --json has all`] : [])
  ]
}

interface Named {
  readonly id: string
  readonly journal: string
}

const jsonOf = (comparison: RunComparison, a: Named, b: Named) => {
  const { event: _a, journal: _x, ...ofA } = comparison.a
  const { event: _b, journal: _y, ...ofB } = comparison.b
  return { ...comparison, a: { ...a, ...ofA }, b: { ...b, ...ofB } }
}
