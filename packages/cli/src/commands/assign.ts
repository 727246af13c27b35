/**
 * `assign`: new posts placed in the topics of a run, which stay as they are.
 */
import type { Source } from "@praxis/dataflow/Pipeline"
import * as Run from "@praxis/dataflow/Run"
import { RunLog } from "@praxis/dataflow/RunLog"
import { StoreLock } from "@praxis/dataflow/StoreLock"
import { Workers } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { commandLine } from "../commandLine.ts"
import { UsageError } from "../errors.ts"
import { failureLines, runFailedError } from "../failures.ts"
import { json, selectionWithNodes, workers } from "../flags.ts"
import { splitWords } from "../inputs.ts"
import { runSummary } from "../output/runSummary.ts"
import { printable, wrapped } from "../output/text.ts"
import { currentTables, wholeTable } from "../result.ts"
import { Screen } from "../Screen.ts"
import { lastRunNote, select, withPlaced } from "../selection.ts"
import { settingsOf } from "../shorthands.ts"
import { namesOn } from "../sources.ts"
import { loadStudy } from "../studies.ts"
import { Verbose } from "../Verbose.ts"
import { version } from "../version.ts"

const { names: _, ...selectionFlags } = selectionWithNodes

/** The command. */
export const assign = Command.make(
  "assign",
  {
    ...selectionFlags,
    files: Argument.String("FILE").pipe(
      Argument.withDescription("Exports or dumps with new posts, or folders of them; SITE=FILE as with --input"),
      Argument.variadic({ min: 0 })
    ),
    noWait: Flag.Boolean("no-wait").pipe(Flag.withDescription("As in run"), Flag.withDefault(false)),
    workers,
    json
  },
  Effect.fnUntraced(function* ({ files, ...options }) {
    const screen = yield* Screen
    const study = yield* loadStudy(Option.getOrUndefined(options.study))
    const { placement } = study
    if (placement === undefined)
      return yield* new UsageError({ problem: `the study ${study.name} says of no new posts where they belong` })
    if (files.length === 0) {
      const problem = "assign takes the files with the new posts, such as pnpm pipeline assign export-2024.csv"
      return yield* new UsageError({ problem })
    }
    const onNew = namesOn(study, placement.files.from)
    const isOfNew = (setting: string) => onNew.has(setting.split(".")[0]!)
    const short = { map: options.map, maxRejects: Option.getOrUndefined(options.maxRejects) }
    const typed = yield* settingsOf(study, short, options.set, placement.files.from as Source)
    const placed = {
      inputs: (yield* splitWords([], files, new Set())).inputs,
      settings: [...options.set.filter(isOfNew), ...typed.keys()]
    }
    const ofModel = { names: [], map: [], maxRejects: Option.none(), set: options.set.filter((text) => !isOfNew(text)) }
    const model = yield* select({ ...options, ...ofModel }, true)
    const modelTables = yield* currentTables(model, placement.model)
    const selection = yield* withPlaced(model, placed)
    const { bound } = selection
    const targets = [...new Set(placement.outputs.map(({ from }) => from.name))]
    const display = options.json ? undefined : screen.runDisplay(false)
    const onEvent = display?.onEvent ?? (() => {})
    if (!options.json)
      for (const line of wrapped(
        "",
        printable(`new posts in the topics of ${study.name} on ${bound.corpus.title}${lastRunNote(model)}`),
        screen.tableColumns
      ))
        screen.line(line)
    for (const message of selection.notes) onEvent({ _tag: "RunNote", message })
    yield* Run.digestCode(bound, targets)
    const storeLock = yield* StoreLock
    yield* storeLock.hold({
      wait: !options.noWait,
      onWait: (holder) => onEvent({ _tag: "RunNote", message: `waiting for ${holder}, which writes this store` })
    })
    const summary = yield* Run.run(bound, targets, {
      onEvent,
      versions: { praxis: version },
      peakBytes: () => process.resourceUsage().maxRSS * 1024
    }).pipe(
      Effect.provideService(Workers, yield* WorkersThreads.make({ size: options.workers })),
      Effect.ensuring(Effect.sync(() => display?.close()))
    )
    if (!summary.ok) {
      const error = runFailedError(summary)
      if (options.json) screen.json(runSummary(selection, summary, { report: undefined, error }))
      for (const line of failureLines(summary, yield* Verbose)) screen.error(line)
      return yield* error
    }
    const log = yield* RunLog
    yield* Effect.catch(log.rememberBinding(study.name, selection.binding), ({ message }) =>
      Effect.sync(() => onEvent({ _tag: "RunNote", message: `the new posts cannot be remembered: ${message}` }))
    )
    const tables = yield* Effect.forEach(placement.outputs, ({ name, from, contract }) => {
      const result = summary.results.find(({ node }) => node.name === from.name)
      if (result === undefined || !("record" in result)) throw new Error(`the node "${from.name}" has no result`)
      return wholeTable(name, contract, result.record)
    })
    const meaning = placement.describe(modelTables, tables)
    if (options.json) {
      screen.json({
        study: study.name,
        corpus: bound.corpus.id,
        ok: true,
        seconds: summary.seconds,
        outputs: placement.outputs.map(({ name }) => name),
        ...(meaning.json as object)
      })
      return
    }
    screen.line("")
    for (const line of meaning.lines) screen.line(printable(line))
    const toShow = { ...selection, bound: { ...bound, settings: [] }, fromLastRun: true }
    for (const { name } of placement.outputs) screen.line(`Look at it: ${yield* commandLine("show", name, toShow)}`)
  }, Effect.scoped)
).pipe(
  Command.withDescription(
    "Place the posts of new files in the topics of the last run (or of --corpus, --input and --set), which stay as they are, and say how well they fit"
  ),
  Command.withExamples([
    { command: "pnpm pipeline assign export-2024.csv", description: "New posts in the last run's topics" },
    {
      command: "pnpm pipeline assign --corpus simulated ai=later.csv",
      description: "In those of a corpus; the file's site named"
    },
    { command: "pnpm pipeline show assignments", description: "Afterwards: each post with its topic and its fit" }
  ])
)
