/**
 * `run`: computes what is missing, up to the report or the nodes that were named.
 */
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import type { Lock } from "@praxis/dataflow/Lock"
import * as Run from "@praxis/dataflow/Run"
import { RunLog } from "@praxis/dataflow/RunLog"
import { StoreLock } from "@praxis/dataflow/StoreLock"
import { Workers } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { writeAtomically } from "@praxis/dataflow/writeAtomically"
import { Effect, Option, Path } from "effect"
import { Command, Flag } from "effect/cli"
import { commandLine } from "../commandLine.ts"
import { FrozenMismatchError, UsageError } from "../errors.ts"
import { failureLines, runFailedError } from "../failures.ts"
import { json, selectionWithNodes, workers } from "../flags.ts"
import { lockFile, mismatchesWith, readLock, updateLock } from "../lock.ts"
import type { RunDisplay } from "../output/RunDisplay.ts"
import { runSummary } from "../output/runSummary.ts"
import { Screen } from "../Screen.ts"
import { forced, isSetting, type Selection, select } from "../selection.ts"
import { Verbose } from "../Verbose.ts"
import { version } from "../version.ts"
import { Workspace } from "../Workspace.ts"

const flags = {
  ...selectionWithNodes,
  force: Flag.Boolean("force").pipe(
    Flag.withDescription("Run the named nodes (without one, all) although their results are there"),
    Flag.withDefault(false)
  ),
  frozen: Flag.Boolean("frozen").pipe(
    Flag.withDescription(
      "Compare the outputs with the committed lock file and change nothing of it; exit 3 where they differ"
    ),
    Flag.withDefault(false)
  ),
  noWait: Flag.Boolean("no-wait").pipe(
    Flag.withDescription("Where another run writes the same store, end with exit 75 instead of waiting for it"),
    Flag.withDefault(false)
  ),
  trace: Flag.String("trace").pipe(
    Flag.withDescription("Write what ran when into this file, as spans of OpenTelemetry, one line of JSON each"),
    Flag.withMetavar("FILE"),
    Flag.optional
  ),
  workers,
  json
}

/** The command. */
export const run = Command.make(
  "run",
  flags,
  Effect.fnUntraced(function* (options) {
    const screen = yield* Screen
    if (options.frozen && (isSetting(options) || options.input.length > 0)) {
      return yield* new UsageError({
        problem: "--frozen repeats the study as it was committed; it takes neither --set nor --input"
      })
    }
    const selection = yield* select(options, false)
    const { bound, targets, outputs } = selection
    const locked = options.frozen ? yield* readLock(selection) : undefined
    const display = screen.runDisplay(options.json)
    if (!options.json) screen.line(heading(selection))
    for (const message of selection.notes) display.onEvent({ _tag: "RunNote", message })
    const traced = Option.isSome(options.trace) ? yield* tracedTo(options.trace.value, display) : undefined
    yield* Run.digestCode(bound, targets)
    const storeLock = yield* StoreLock
    yield* storeLock.hold({
      wait: !options.noWait,
      onWait: (holder) =>
        display.onEvent({ _tag: "RunNote", message: `waiting for ${holder}, which writes this store` })
    })
    const running = Run.run(bound, targets, {
      force: forced(options.force, selection),
      onEvent: display.onEvent,
      versions: { praxis: version },
      peakBytes: () => process.resourceUsage().maxRSS * 1024
    }).pipe(Effect.provideService(Workers, yield* WorkersThreads.make({ size: options.workers })))
    const summary = yield* (traced === undefined ? running : traced(running)).pipe(
      Effect.ensuring(Effect.sync(display.close))
    )
    const log = yield* RunLog
    yield* Effect.catch(log.rememberBinding(bound.study.name, selection.binding), ({ message }) =>
      Effect.sync(() => display.onEvent({ _tag: "RunNote", message: `this run cannot be remembered: ${message}` }))
    )
    const report = yield* publishReport(selection, summary)
    const error = summary.ok ? yield* mismatchError(selection, summary, locked) : runFailedError(summary)
    if (options.json) screen.json(runSummary(selection, summary, { report, error }))
    if (!summary.ok) for (const line of failureLines(summary, yield* Verbose)) screen.error(line)
    if (error !== undefined) return yield* error
    if (locked === undefined) yield* updateLock(selection, summary)
    if (options.json) return
    if (locked !== undefined) screen.line("Every output is as the lock file says.")
    screen.line(
      report === undefined
        ? `Done. Look at it: ${yield* commandLine("show", outputs[0] ?? bound.target, { ...selection, fromLastRun: true })}`
        : `Report: ${report}`
    )
  }, Effect.scoped)
).pipe(
  Command.withDescription("Compute what is missing, up to the report or the nodes that are named"),
  Command.withExamples([
    { command: "pnpm pipeline run", description: "The study on its simulated corpus, up to the report" },
    {
      command: "pnpm pipeline run --input export.csv",
      description: "The same on your own export; the report says which site it lacks"
    },
    {
      command: "pnpm pipeline run topics --input stackoverflow=a.csv --input ai.stackexchange.com-2017-03/Posts.xml",
      description: "Several files, each with its site; only up to the topics"
    },
    { command: "pnpm pipeline run --set topics.k=20", description: "With another parameter, for this run" },
    {
      command: "pnpm --silent pipeline run --json",
      description: "For machines: one JSON object a line, last a summary"
    },
    { command: "pnpm pipeline run --trace trace.jsonl", description: "Also write what ran when, for a trace viewer" },
    { command: "pnpm pipeline run --frozen", description: "Does this machine get the committed results?" }
  ])
)

const heading = ({ bound }: Selection): string =>
  `${bound.study.name} on ${bound.corpus.files.length > 0 ? bound.corpus.title : `the ${bound.corpus.id} corpus`}`

/** What gives an effect a tracer that writes to the file that was named. Loaded where it is asked for only. */
const tracedTo = Effect.fnUntraced(function* (file: string, display: RunDisplay) {
  const path = yield* Path.Path
  const { invokedFrom } = yield* Workspace
  const { tracerTo } = yield* Effect.promise(() => import("../trace.ts"))
  const onFailure = (message: string) => display.onEvent({ _tag: "RunNote", message })
  return Effect.withTracer(yield* tracerTo(path.resolve(invokedFrom, file), file, onFailure))
})

/** Copies a written file of the target, such as the report, to where people look for it; gives its path as it is shown. */
const publishReport = Effect.fnUntraced(function* ({ bound }: Selection, summary: Run.RunSummary) {
  const path = yield* Path.Path
  const workspace = yield* Workspace
  const store = yield* ArtifactStore
  const result = summary.results.find(({ node }) => node.name === bound.target)
  if (result === undefined || !("record" in result)) return undefined
  const [name, stored] = Object.entries(result.record.outputs)[0]!
  if (stored.kind !== "file") return undefined
  const folder = path.join(workspace.artifacts, "reports", bound.study.name, bound.corpus.id)
  const file = path.join(folder, `${name}${stored.extension}`)
  yield* writeAtomically(file, store.content(stored.digest))
  return workspace.shown(file)
})

const mismatchError = Effect.fnUntraced(function* (
  selection: Selection,
  summary: Run.RunSummary,
  locked: Lock | undefined
) {
  if (locked === undefined) return undefined
  const mismatches = mismatchesWith(locked, selection, summary)
  if (mismatches.length === 0) return undefined
  const { shown } = yield* Workspace
  return new FrozenMismatchError({ path: shown(yield* lockFile(selection.bound.study.name)), mismatches })
})
