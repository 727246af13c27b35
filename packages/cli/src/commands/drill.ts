/**
 * `drill`: does the store notice damage? Injects faults into a copy of it.
 */
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import { plan } from "@praxis/dataflow/Plan"
import type { Record as RunRecord } from "@praxis/dataflow/Record"
import { intact } from "@praxis/dataflow/StoreDrill"
import { Effect, Path } from "effect"
import { Command, Flag } from "effect/cli"
import { type DrillReport, drillCopy, filesToCopy } from "../drillCopy.ts"
import { UsageError, VerificationError } from "../errors.ts"
import { json, selectionWithNodes } from "../flags.ts"
import { aligned } from "../output/aligned.ts"
import { plural, size } from "../output/text.ts"
import { Screen } from "../Screen.ts"
import { lastRunNote, select } from "../selection.ts"
import { Workspace } from "../Workspace.ts"

/** The command. */
export const drill = Command.make(
  "drill",
  {
    ...selectionWithNodes,
    faults: Flag.Int("faults").pipe(
      Flag.withDescription("How many faults to inject; 200 without it"),
      Flag.withDefault(200)
    ),
    seed: Flag.Int("seed").pipe(
      Flag.withDescription("Chooses the faults: the same number, the same faults; 1 without it"),
      Flag.withDefault(1)
    ),
    json
  },
  Effect.fnUntraced(function* (options) {
    const path = yield* Path.Path
    const screen = yield* Screen
    const { artifacts, shown } = yield* Workspace
    if (options.faults < 1) return yield* new UsageError({ problem: `--faults ${options.faults}: expected 1 or more` })
    const selection = yield* select(options, true)
    const { bound, targets } = selection
    const planned = yield* plan(bound, targets)
    const records = yield* withTasks(planned.flatMap((node) => (node.status === "hit" ? [node.record] : [])))
    const store = path.join(artifacts, "store")
    if (records.length === 0) {
      return yield* new UsageError({
        problem: `${shown(store)} has no results of ${bound.study.name} on ${bound.corpus.title} that could be damaged; compute them first with: pnpm pipeline run`
      })
    }
    const files = filesToCopy(store, records)
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    if (!options.json) {
      screen.line(`${bound.study.name} on ${bound.corpus.title}${lastRunNote(selection)}`)
      screen.line(
        `Copying ${plural(files.length, "file")} of ${shown(store)}, ${size(bytes)}; the faults go into the copy, which is removed afterwards`
      )
    }
    const report = yield* drillCopy({ store, records, files, faults: options.faults, seed: options.seed })
    if (options.json) {
      screen.json({ study: bound.study.name, corpus: bound.corpus.id, files: files.length, bytes, ...report })
    } else for (const line of linesOf(report)) screen.line(line)
    if (report.wrong > 0) {
      return yield* new VerificationError({
        problem: `the store took ${plural(report.wrong, "damaged file")} for results; this is a mistake of the program, please report it`
      })
    }
  })
).pipe(
  Command.withDescription(
    "Damage a copy of the store in many ways and see whether any wrong byte is taken for a result; exit 3 where one is. Never writes into the store itself"
  ),
  Command.withExamples([
    { command: "pnpm pipeline drill", description: "200 faults into the results of the last run" },
    { command: "pnpm pipeline drill --faults 5000 --seed 7", description: "More, and others" },
    { command: "pnpm pipeline drill topics", description: "Only into what topics rest on" }
  ])
)

/** Results of tasks are reused when a partition is added: they must be as sound as those of nodes. */
const withTasks = Effect.fnUntraced(function* (records: ReadonlyArray<RunRecord>) {
  const artifactStore = yield* ArtifactStore
  const keys = new Set(records.flatMap(({ tasks = [] }) => tasks.map(({ key }) => key)))
  const found = yield* Effect.forEach(keys, (key) => artifactStore.record(key))
  const ofTasks = found.flatMap((each) => (each.state === "intact" ? [each.record] : []))
  const sound = yield* Effect.filter(ofTasks, (record) => intact([record]))
  return [...records, ...sound]
})

const words: Readonly<Record<string, string>> = {
  flip: "one bit changed",
  truncate: "the end cut off",
  zero: "all bytes zero",
  append: "a byte too many",
  swap: "another file's content",
  remove: "removed",
  folder: "a folder in its place",
  link: "a link in its place"
}

const linesOf = ({ kinds, faults, wrong, problems }: DrillReport): ReadonlyArray<string> => [
  ...aligned(
    [
      ["  fault", "injected", "noticed", "harmless", "wrong"],
      ...Object.entries(kinds).map(([kind, count]) => [
        `  ${words[kind] ?? kind}`,
        ...[count.injected, count.noticed, count.harmless, count.wrong].map(String)
      ])
    ],
    new Set([1, 2, 3, 4])
  ),
  ...problems,
  `${faults} faults injected, ${wrong} wrong artifacts`
]
