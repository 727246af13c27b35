/**
 * `why`: the chain of causes, from an output to what changed above it.
 */
import * as Lock from "@praxis/dataflow/Lock"
import { describe } from "@praxis/dataflow/Reason"
import { type Explained, why as whyNode } from "@praxis/dataflow/Why"
import { Effect, FileSystem } from "effect"
import { Command, Flag } from "effect/cli"
import { json, selectionWithOneNode } from "../flags.ts"
import { lockFile } from "../lock.ts"
import { printable, wrapped } from "../output/text.ts"
import { whyLines } from "../output/whyLines.ts"
import { Screen } from "../Screen.ts"
import { lastRunNote, selectOne } from "../selection.ts"
import { Workspace } from "../Workspace.ts"

const most = 120

/** The command. */
export const why = Command.make(
  "why",
  {
    ...selectionWithOneNode,
    force: Flag.Boolean("force").pipe(Flag.withDescription("As in run, of this node"), Flag.withDefault(false)),
    json
  },
  Effect.fnUntraced(function* (options) {
    const screen = yield* Screen
    const { shown } = yield* Workspace
    const selection = yield* selectOne(options, "why")
    const { bound, outputs } = selection
    const target = selection.targets[0]!
    const lock = yield* committedLock(bound.study.name)
    const chain = yield* whyNode(bound, target, { lock, force: options.force ? [target] : [] })
    if (options.json) {
      screen.json({
        study: bound.study.name,
        corpus: bound.corpus.id,
        settings: bound.settings.map(({ text }) => text),
        output: outputs[0],
        node: target,
        chain: chain.map(jsonOf)
      })
      return
    }
    const columns = Math.min(most, screen.tableColumns)
    const subject = printable(`${bound.study.name} on ${bound.corpus.title}${lastRunNote(selection)}`)
    for (const line of wrapped("", subject, screen.tableColumns)) screen.line(line)
    const told = { columns, lockFile: shown(yield* lockFile(bound.study.name)) }
    for (const line of whyLines(chain, told)) screen.line(line)
  })
).pipe(
  Command.withDescription(
    "Say why an output would be computed again, down to the line, parameter or file that changed"
  ),
  Command.withExamples([
    {
      command: "pnpm pipeline why topics",
      description: "Since its last result; on another machine, since the lock file"
    },
    { command: "pnpm pipeline why report --set topics.k=20", description: "What another parameter would touch" }
  ])
)

/** The study's lock; none where there is no lock file that can be read. */
const committedLock = Effect.fnUntraced(function* (study: string) {
  const fs = yield* FileSystem.FileSystem
  const text = yield* Effect.option(fs.readFileString(yield* lockFile(study)))
  if (text._tag === "None") return undefined
  return yield* Effect.orElseSucceed(Lock.decode(text.value), () => undefined)
})

const jsonOf = ({ planned, against, changes, through }: Explained) => ({
  name: planned.node.name,
  status: planned.status,
  against: against ?? null,
  changes,
  through,
  ...(planned.status === "hit" ? { seconds: planned.record.seconds, key: planned.record.key } : {}),
  ...(planned.status === "run" ? { reason: describe(planned.reasons) } : {}),
  ...(planned.status === "run" && planned.tasks !== undefined
    ? { tasks: { hits: planned.tasks.hits.length, toRun: planned.tasks.toRun } }
    : {})
})
