/**
 * `accept`: keeps the topics of a run as those by which later runs number and name theirs.
 */
import { writeAtomically } from "@praxis/dataflow/writeAtomically"
import { Effect, FileSystem } from "effect"
import { Command, Flag } from "effect/cli"
import { acceptedFile } from "../accepted.ts"
import { UsageError } from "../errors.ts"
import { json, selectionWithNodes } from "../flags.ts"
import { printable } from "../output/text.ts"
import { currentTables } from "../result.ts"
import { Screen } from "../Screen.ts"
import { lastRunNote, select } from "../selection.ts"
import { Workspace } from "../Workspace.ts"

const { names: _, ...selectionFlags } = selectionWithNodes

/** The command. */
export const accept = Command.make(
  "accept",
  {
    ...selectionFlags,
    name: Flag.String("name").pipe(
      Flag.withDescription(
        'Names a topic by its number, such as 3="missing modules"; 3= takes the name away. May be repeated'
      ),
      Flag.withMetavar("NUMBER=NAME"),
      Flag.atLeast(0)
    ),
    json
  },
  Effect.fnUntraced(function* ({ name, ...options }) {
    const screen = yield* Screen
    const fs = yield* FileSystem.FileSystem
    const { shown } = yield* Workspace
    const names = yield* namesGiven(name)
    const selection = yield* select({ ...options, names: [] }, true)
    const { study, corpus } = selection.bound
    const { acceptance } = study
    if (acceptance === undefined)
      return yield* new UsageError({ problem: `the study ${study.name} has nothing that keeps its numbers over runs` })
    const tables = yield* currentTables(selection, acceptance.outputs)
    const file = yield* acceptedFile(study.name, corpus.id)
    const before = (yield* fs.exists(file)) ? yield* fs.readFileString(file) : undefined
    const accepted = acceptance.accept(tables, { names, before })
    if ("problem" in accepted) return yield* new UsageError({ problem: accepted.problem })
    const changed = accepted.text !== before
    if (changed) yield* writeAtomically(file, accepted.text)
    if (options.json) {
      screen.json({ study: study.name, corpus: corpus.id, file: shown(file), changed, ...(accepted.json as object) })
      return
    }
    screen.line(printable(`${study.name} on ${corpus.title}${lastRunNote(selection)}`))
    for (const line of accepted.lines) screen.line(printable(line))
    screen.line(
      changed
        ? `Accepted: ${shown(file)}. Commit it; the next run takes its numbers and names from it`
        : `Nothing changed: ${shown(file)} says so already`
    )
  })
).pipe(
  Command.withDescription(
    "Accept the topics of the last run (or of --corpus, --input and --set): later runs find them again by their posts and keep their numbers and names"
  ),
  Command.withExamples([
    { command: "pnpm pipeline accept", description: "Keep the numbers of the last run's topics" },
    { command: 'pnpm pipeline accept --name 3="missing modules"', description: "And give topic 3 a name" }
  ])
)

const namesGiven = Effect.fnUntraced(function* (given: ReadonlyArray<string>) {
  const names = new Map<number, string>()
  for (const text of given) {
    const [, number, name] = /^(\d+)=(.*)$/s.exec(text) ?? []
    if (number === undefined || name === undefined)
      return yield* new UsageError({
        problem: `--name ${text}: expected a number and a name, such as 3="missing modules"`
      })
    if (names.has(Number(number))) return yield* new UsageError({ problem: `--name: topic ${number} is named twice` })
    if (/\p{Cc}/u.test(name) || name.length > 100)
      return yield* new UsageError({ problem: `--name ${number}: a name is one line of at most 100 characters` })
    names.set(Number(number), name)
  }
  return names
})
