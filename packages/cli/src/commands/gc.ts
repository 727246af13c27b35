/**
 * `gc`: what nothing needs any more, why it may go, and with `--yes` its removal.
 */
import { drop, type Survey, survey } from "@praxis/dataflow/Gc"
import { type Roots, roots } from "@praxis/dataflow/Roots"
import { StoreLock } from "@praxis/dataflow/StoreLock"
import { Effect, Path, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { type DroppedTexts, dropTexts, unneededTexts } from "../codeTexts.ts"
import { quoted } from "../commandLine.ts"
import { json } from "../flags.ts"
import { gcLines, totalBytes } from "../output/gcLines.ts"
import { Screen } from "../Screen.ts"
import { Workspace } from "../Workspace.ts"

/** How many of the last runs are kept where nothing else is said. */
const usualKeep = 10

const flags = {
  keep: Flag.Int("keep").pipe(
    Flag.withSchema(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
    Flag.withDescription(
      `Keep what the last N runs had (${usualKeep} without it), beside what lock files and the last results of each corpus name`
    ),
    Flag.withMetavar("N"),
    Flag.withDefault(usualKeep)
  ),
  yes: Flag.Boolean("yes").pipe(
    Flag.withDescription("Drop it; without this nothing is dropped"),
    Flag.withDefault(false)
  ),
  noWait: Flag.Boolean("no-wait").pipe(
    Flag.withDescription("Where a run writes the same store, end with exit 75 instead of waiting for it"),
    Flag.withDefault(false)
  ),
  json
}

/** The command. */
export const gc = Command.make(
  "gc",
  flags,
  Effect.fnUntraced(function* ({ keep, yes, noWait, json }) {
    const screen = yield* Screen
    if (yes) {
      const storeLock = yield* StoreLock
      yield* storeLock.hold({
        wait: !noWait,
        onWait: (holder) => screen.error(`waiting for ${holder}, which writes this store`)
      })
    }
    const named = yield* rootsOf(keep)
    const found = yield* survey(named)
    const texts = yield* unneededTexts(found.keptTexts)
    if (!json) yield* say(found, texts, named, { keep, yes })
    if (yes) {
      yield* drop(found)
      yield* dropTexts(texts)
    }
    if (json) screen.json(jsonOf(found, texts, named, yes))
    else if (yes && totalBytes(found, texts) > 0) screen.line("Dropped.")
  }, Effect.scoped)
).pipe(
  Command.withDescription(
    "Say what of the store nothing needs any more, and why it may go; drop it with --yes. Never what a lock file, a run that goes on, the last runs or the last results of a corpus name"
  ),
  Command.withExamples([
    { command: "pnpm pipeline gc", description: "What would go, and how much room that gives" },
    { command: "pnpm pipeline gc --yes", description: "Drop it" },
    {
      command: "pnpm pipeline gc --keep 1 --yes",
      description: "Keep no more than the last run, lock files and last results"
    }
  ])
)

const rootsOf = Effect.fnUntraced(function* (keepRuns: number) {
  const path = yield* Path.Path
  const { artifacts, ownArtifacts } = yield* Workspace
  return yield* roots({ lockFolders: [ownArtifacts, artifacts], runsFolder: path.join(artifacts, "runs"), keepRuns })
})

const say = Effect.fnUntraced(function* (
  found: Survey,
  texts: DroppedTexts,
  named: Roots,
  { keep, yes }: { readonly keep: number; readonly yes: boolean }
) {
  const screen = yield* Screen
  const { artifacts, ownArtifacts, shown } = yield* Workspace
  const words = [
    ...(keep === usualKeep ? [] : ["--keep", `${keep}`]),
    "--yes",
    ...(artifacts === ownArtifacts ? [] : ["--artifacts", shown(artifacts)])
  ]
  const where = {
    artifacts: shown(artifacts),
    shown,
    columns: Math.min(screen.tableColumns, 100),
    command: `pnpm pipeline gc ${words.map(quoted).join(" ")}`
  }
  for (const line of gcLines(found, texts, named, yes, where)) screen.line(line)
})

const jsonOf = (found: Survey, texts: DroppedTexts, { runs, lockFiles }: Roots, dropped: boolean) => ({
  dropped,
  bytes: totalBytes(found, texts),
  records: found.records,
  objects: found.objects,
  setAside: found.setAside.map(({ name, bytes }) => ({ name, bytes })),
  codeTexts: { files: texts.names.length, bytes: texts.bytes },
  kept: { records: found.keptRecords, objects: found.keptObjects, runs, lockFiles: lockFiles.length }
})
