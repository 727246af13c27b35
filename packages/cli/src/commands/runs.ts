/**
 * `runs`: the runs that left a journal.
 */
import { type Journal, journalVersion, type ReadJournal } from "@praxis/dataflow/Journal"
import { shortIds } from "@praxis/dataflow/RunId"
import { RunLog } from "@praxis/dataflow/RunLog"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { UsageError } from "../errors.ts"
import { json, study } from "../flags.ts"
import { aligned } from "../output/aligned.ts"
import { aboutText, beganText, countsOf, endText } from "../output/runLine.ts"
import { count, duration, plural, printable, roughSize, wrapped } from "../output/text.ts"
import { Screen } from "../Screen.ts"

/** The command. */
export const runs = Command.make(
  "runs",
  {
    study,
    limit: Flag.Int("limit").pipe(
      Flag.withDescription("How many runs, counted from the newest; 20 without it"),
      Flag.withMetavar("N"),
      Flag.withDefault(20)
    ),
    json
  },
  Effect.fnUntraced(function* (options) {
    const screen = yield* Screen
    const log = yield* RunLog
    if (options.limit < 1) return yield* new UsageError({ problem: `--limit ${options.limit}: expected 1 or more` })
    const names = yield* log.journals
    const ids = shortIds(names)
    const found: Array<Journal> = []
    let read = 0
    for (; read < names.length && found.length < options.limit; read++) {
      const journal = yield* log.readJournal(names[read]!)
      if (isOf(journal, Option.getOrUndefined(options.study))) found.push(journal)
    }
    found.reverse()
    if (options.json) {
      for (const journal of found) screen.json(jsonOf(journal, ids.get(journal.name)!))
      return
    }
    if (found.length === 0) {
      const of = Option.match(options.study, { onNone: () => "", onSome: (name) => ` of ${name}` })
      screen.line(`No run${of} has left a journal here yet. Start one with: pnpm pipeline run`)
      return
    }
    if (read < names.length)
      screen.line(`${plural(names.length - read, "older journal")}: --limit ${count(names.length)} shows all`)
    for (const line of tableLines(found.filter(isRead), ids, Math.min(screen.tableColumns, most))) screen.line(line)
    for (const line of found.flatMap((journal) => notesOf(journal, ids))) screen.line(line)
  })
).pipe(
  Command.withDescription(
    "List the runs that left a journal, the newest last. Name one by its id, by the beginning of its journal's name, or as last, last~1, last~2"
  ),
  Command.withExamples([
    { command: "pnpm pipeline runs", description: "What ran here, on what, and how it ended" },
    { command: "pnpm pipeline compare last~1 last", description: "How the last two differ" },
    { command: "pnpm --silent pipeline runs --limit 1 --json", description: "The last run, for machines" }
  ])
)

const most = 160

/** A journal that cannot be read may be any study's. */
const isOf = (journal: Journal, study: string | undefined): boolean =>
  study === undefined || journal.state !== "read" || journal.begin.study === study

const isRead = (journal: Journal): journal is ReadJournal => journal.state === "read"

const head = ["id", "began (UTC)", "hit", "ran", "took", "memory", "end", "on"]

const tableLines = (
  journals: ReadonlyArray<ReadJournal>,
  ids: ReadonlyMap<string, string>,
  columns: number
): ReadonlyArray<string> => {
  if (journals.length === 0) return []
  const studies = new Set(journals.map(({ begin }) => begin.study))
  const rows = journals.map((journal) => {
    const { hit, ran } = countsOf(journal)
    const { end } = journal
    return [
      ids.get(journal.name)!,
      beganText(journal),
      count(hit),
      count(ran),
      end === undefined ? "" : duration(end.seconds),
      end === undefined || end.peakBytes === 0 ? "" : roughSize(end.peakBytes),
      endText(journal)
    ]
  })
  // A last cell that is never blank keeps the width of what stands before it.
  const aligner = aligned([head, ...rows.map((row) => [...row, "on"])], new Set([2, 3, 4, 5]))
  const texts = journals.map((journal) =>
    printable(`${studies.size > 1 ? `${journal.begin.study} on ` : ""}${aboutText(journal)}`)
  )
  return aligner.flatMap((line, i) => (i === 0 ? [line] : wrapped(line.slice(0, -"on".length), texts[i - 1]!, columns)))
}

/** What must be said of a journal beside its row. */
const notesOf = (journal: Journal, ids: ReadonlyMap<string, string>): ReadonlyArray<string> => {
  const { name } = journal
  const id = ids.get(name)!
  switch (journal.state) {
    case "damaged":
      return [`${id}  the journal ${name} cannot be read: ${journal.problem}`]
    case "other-version": {
      const of = journal.version === 0 ? "an older version" : `version ${journal.version}`
      return [`${id}  the journal ${name} is of ${of}; this program reads version ${journalVersion}`]
    }
    case "read": {
      const { end, cutShort, unreadable } = journal
      return [
        ...failuresOf(journal).map(({ node, error }) => `${id}  ${node} failed: ${error}`),
        ...(end === undefined && !cutShort ? [`${id}  no end: it was stopped or killed, or is still running`] : []),
        ...(cutShort ? [`${id}  ends in the middle of a line: it was killed, or is still running`] : []),
        ...(unreadable === 0 ? [] : [`${id}  ${plural(unreadable, "line")} of its journal cannot be read`])
      ]
    }
  }
}

const failuresOf = ({ nodes }: ReadJournal) =>
  nodes.flatMap((line) =>
    line.status === "failed" ? [{ node: line.node, error: line.error, message: line.message }] : []
  )

const jsonOf = (journal: Journal, id: string) => {
  if (journal.state !== "read") {
    const { name, ...rest } = journal
    return { id, journal: name, ...rest }
  }
  const { name, state, begin, end, cutShort, unreadable } = journal
  const { event: _, journal: version, ...facts } = begin
  return {
    id,
    journal: name,
    state,
    version,
    ...facts,
    nodes: countsOf(journal),
    failures: failuresOf(journal),
    ended: end !== undefined,
    ok: end?.ok ?? null,
    seconds: end?.seconds ?? null,
    peakBytes: end === undefined || end.peakBytes === 0 ? null : end.peakBytes,
    cutShort,
    unreadable
  }
}
