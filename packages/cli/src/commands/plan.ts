/**
 * `plan`: what a run would do, and why.
 */
import { type PlannedNode, plan as planStudy } from "@praxis/dataflow/Plan"
import { describe } from "@praxis/dataflow/Reason"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { json, selectionWithNodes } from "../flags.ts"
import { aligned } from "../output/aligned.ts"
import { duration, printable } from "../output/text.ts"
import { Screen } from "../Screen.ts"
import { forced, lastRunNote, select } from "../selection.ts"

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
    if (options.json) {
      screen.json({
        study: bound.study.name,
        corpus: bound.corpus.id,
        settings: bound.settings.map(({ text }) => text),
        stages: planned.map(jsonOf)
      })
      return
    }
    screen.line(`${bound.study.name} on ${bound.corpus.title}${lastRunNote(selection)}`)
    for (const line of aligned(planned.map(rowOf), new Set([3]))) screen.line(line)
    const counts = (status: PlannedNode["status"]) => planned.filter((each) => each.status === status).length
    screen.line(`${counts("hit")} hits, ${counts("run")} to run, ${counts("depends")} that depend on these`)
  })
).pipe(
  Command.withDescription("Say what a run would do, and why, without doing it"),
  Command.withExamples([
    { command: "pnpm pipeline plan", description: "For the corpus of the last run" },
    { command: "pnpm pipeline plan --set topics.k=20", description: "What another parameter would cost" }
  ])
)

const rowOf = (planned: PlannedNode): ReadonlyArray<string> => {
  switch (planned.status) {
    case "hit":
      return ["  hit", planned.node.name, "", duration(planned.record.seconds)]
    case "run":
      return ["  run", planned.node.name, printable(describe(planned.reasons)), ""]
    case "depends":
      return ["  depends", planned.node.name, `on ${planned.on.join(", ")}`, ""]
  }
}

const jsonOf = (planned: PlannedNode) => ({
  name: planned.node.name,
  status: planned.status,
  ...(planned.status === "run" ? { reason: describe(planned.reasons), reasons: planned.reasons } : {}),
  ...(planned.status === "depends" ? { on: planned.on } : {}),
  ...(planned.status === "hit" ? { seconds: planned.record.seconds } : {})
})
