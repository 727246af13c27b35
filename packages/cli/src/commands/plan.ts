/**
 * `plan`: what a run would do, and why.
 */
import { type PlannedNode, plan as planStudy } from "@praxis/dataflow/Plan"
import { type Prediction, predict } from "@praxis/dataflow/Prediction"
import { describe } from "@praxis/dataflow/Reason"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { json, selectionWithNodes } from "../flags.ts"
import { planLines } from "../output/planLines.ts"
import { printable, wrapped } from "../output/text.ts"
import { Screen } from "../Screen.ts"
import { forced, lastRunNote, select } from "../selection.ts"

const mostColumns = 120

/** The command. */
export const plan = Command.make(
  "plan",
  {
    ...selectionWithNodes,
    force: Flag.Boolean("force").pipe(Flag.withDescription("As in run"), Flag.withDefault(false)),
    json
  },
  Effect.fnUntraced(function* (options) {
    const screen = yield* Screen
    const selection = yield* select(options, true)
    const { bound, targets } = selection
    const planned = yield* planStudy(bound, targets, { force: forced(options.force, selection) })
    const prediction = yield* predict(bound, planned)
    if (options.json) {
      screen.json({
        study: bound.study.name,
        corpus: bound.corpus.id,
        settings: bound.settings.map(({ text }) => text),
        stages: planned.map((each) => jsonOf(each, prediction)),
        predicted: { seconds: prediction.seconds, atMost: prediction.atMost, unknown: prediction.unknown }
      })
      return
    }
    const columns = Math.min(mostColumns, screen.tableColumns)
    const subject = printable(`${bound.study.name} on ${bound.corpus.title}${lastRunNote(selection)}`)
    for (const line of wrapped("", subject, screen.tableColumns)) screen.line(line)
    for (const line of planLines(planned, prediction, columns)) screen.line(line)
  })
).pipe(
  Command.withDescription("Say what a run would do, why, and how long that took last time, without doing it"),
  Command.withExamples([
    { command: "pnpm pipeline plan", description: "For the corpus of the last run" },
    { command: "pnpm pipeline plan --set topics.k=20", description: "What another parameter would cost" }
  ])
)

const jsonOf = (planned: PlannedNode, { estimates }: Prediction) => {
  const { name } = planned.node
  const estimate = estimates.get(name)
  const predicted = estimate === undefined ? {} : { predicted: estimate }
  switch (planned.status) {
    case "hit":
      return { name, status: planned.status, seconds: estimate?.seconds ?? planned.record.seconds }
    case "depends":
      return { name, status: planned.status, on: planned.on, ...predicted }
    case "run": {
      const { status, reasons, tasks } = planned
      const folded = tasks === undefined ? {} : { tasks: { hits: tasks.hits.length, toRun: tasks.toRun } }
      return { name, status, reason: describe(reasons), reasons, ...folded, ...predicted }
    }
  }
}
