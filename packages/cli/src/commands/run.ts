/**
 * `run`: computes what is missing, up to the report or the nodes that were named.
 */
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as Lock from "@praxis/dataflow/Lock"
import type { Record as RunRecord } from "@praxis/dataflow/Record"
import * as Run from "@praxis/dataflow/Run"
import { RunLog } from "@praxis/dataflow/RunLog"
import { Effect, FileSystem, Option, Path, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import { exitCodeOf, exitCodes, FrozenMismatchError, RunFailedError, UsageError } from "../errors.ts"
import { json, selectionWithNodes } from "../flags.ts"
import { runSummary } from "../output/runSummary.ts"
import { Screen } from "../Screen.ts"
import { type Selection, select } from "../selection.ts"
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
  json
}

/** The command. */
export const run = Command.make(
  "run",
  flags,
  Effect.fnUntraced(function* (options) {
    const screen = yield* Screen
    if (options.frozen && (options.set.length > 0 || options.input.length > 0)) {
      return yield* new UsageError({
        problem: "--frozen repeats the study as it was committed; it takes neither --set nor --input"
      })
    }
    const selection = yield* select(options, false)
    const { bound, targets, outputs } = selection
    const display = screen.runDisplay(options.json)
    if (!options.json) screen.line(heading(selection))
    const force = options.force ? (outputs.length > 0 ? targets : bound.nodes.map(({ name }) => name)) : []
    const summary = yield* Run.run(bound, targets, { force, onEvent: display.onEvent }).pipe(
      Effect.ensuring(Effect.sync(display.close))
    )
    const log = yield* RunLog
    yield* log.rememberBinding(bound.study.name, selection.binding)
    const report = yield* publishReport(selection, summary)
    if (options.json) screen.line(JSON.stringify(runSummary(selection, summary, report)))
    if (!summary.ok) return yield* fail(summary, screen)
    yield* lock(selection, summary, options)
    if (!options.json) {
      screen.line("")
      if (options.frozen) screen.line("Every output is as the lock file says.")
      screen.line(
        report === undefined
          ? `Done. Look at it: pnpm pipeline show ${outputs[0] ?? bound.target}`
          : `Report: ${report}`
      )
    }
  })
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
    { command: "pnpm pipeline run --frozen", description: "Does this machine get the committed results?" }
  ])
)

const heading = ({ bound, fromLastRun }: Selection): string =>
  `${bound.study.name} on ${bound.corpus.files.length > 0 ? bound.corpus.title : `the ${bound.corpus.id} corpus`}${fromLastRun ? " (as in the last run)" : ""}`

/** Copies a written file of the target, such as the report, to where people look for it; gives its path as it is shown. */
const publishReport = Effect.fnUntraced(function* ({ bound }: Selection, summary: Run.RunSummary) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const workspace = yield* Workspace
  const store = yield* ArtifactStore
  const result = summary.results.find(({ node }) => node.name === bound.target)
  if (result === undefined || !("record" in result)) return undefined
  const [name, stored] = Object.entries(result.record.outputs)[0]!
  if (stored.kind !== "file") return undefined
  const folder = path.join(workspace.artifacts, "reports", bound.study.name, bound.corpus.id)
  const file = path.join(folder, `${name}${stored.extension}`)
  yield* fs.makeDirectory(folder, { recursive: true })
  yield* Stream.run(store.content(stored.digest), fs.sink(`${file}.new`))
  yield* fs.rename(`${file}.new`, file)
  return workspace.shown(file)
})

const fail = (summary: Run.RunSummary, screen: Screen["Service"]) => {
  const failed = summary.results.flatMap((result) => (result.status === "failed" ? [result] : []))
  for (const { node, error } of failed) screen.error(`${node.name}: ${error.message}`)
  const codes = failed.map(({ error }) => exitCodeOf(error))
  return Effect.fail(
    new RunFailedError({
      exitCode: codes.every((code) => code === exitCodes.usageOrInput) ? exitCodes.usageOrInput : exitCodes.stageFailed
    })
  )
}

/** Compares with the lock, or writes it where this was the study's default run in the project's own folder. */
const lock = Effect.fnUntraced(function* (
  { bound, outputs }: Selection,
  summary: Run.RunSummary,
  options: { readonly frozen: boolean; readonly set: ReadonlyArray<string>; readonly artifacts?: Option.Option<string> }
) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { root, artifacts } = yield* Workspace
  const file = path.join(root, "artifacts", `${bound.study.name}.lock.json`)
  const isDefaultRun =
    bound.corpus.id === bound.study.defaultCorpus && bound.settings.length === 0 && outputs.length === 0
  const fresh = Lock.make(bound, recordsOf(summary))
  if (options.frozen) {
    if (!(yield* fs.exists(file)))
      return yield* new FrozenMismatchError({
        lockFile: file,
        differences: ["there is no lock file yet; run without --frozen to write it"]
      })
    const locked = yield* Lock.decode(yield* fs.readFileString(file))
    const wanted =
      outputs.length === 0
        ? locked
        : { ...locked, nodes: Object.fromEntries(Object.entries(locked.nodes).filter(([name]) => name in fresh.nodes)) }
    const differences = Lock.mismatches(wanted, fresh)
    if (differences.length > 0) {
      return yield* new FrozenMismatchError({
        lockFile: file,
        differences: differences.map(
          ({ node, output, locked: was, found }) =>
            `${node} · ${output}: locked ${was.slice(0, 12)}, found ${found.slice(0, 12)}`
        )
      })
    }
    return
  }
  if (!isDefaultRun || artifacts !== path.join(root, "artifacts")) return
  const text = Lock.encode(fresh)
  const before = yield* Effect.option(fs.readFileString(file))
  if (Option.isSome(before) && before.value === text) return
  yield* fs.writeFileString(`${file}.new`, text)
  yield* fs.rename(`${file}.new`, file)
})

const recordsOf = (summary: Run.RunSummary): ReadonlyMap<string, RunRecord> =>
  new Map(summary.results.flatMap((result) => ("record" in result ? [[result.node.name, result.record] as const] : [])))
