/**
 * `graph`: the study as a graph, each node with its state.
 */
import { type PlannedNode, plan } from "@praxis/dataflow/Plan"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { selectionWithNodes } from "../flags.ts"
import { type GraphNode, graphMermaid, graphText } from "../output/graph.ts"
import { printable, wrapped } from "../output/text.ts"
import { Screen } from "../Screen.ts"
import { lastRunNote, select } from "../selection.ts"

/** The command. */
export const graph = Command.make(
  "graph",
  {
    ...selectionWithNodes,
    format: Flag.Literals("format", ["text", "mermaid", "svg"]).pipe(
      Flag.withDescription("text, mermaid (for Markdown) or svg"),
      Flag.withDefault("text" as const)
    )
  },
  Effect.fnUntraced(function* ({ format, ...options }) {
    const screen = yield* Screen
    const selection = yield* select(options, true)
    const { bound, targets } = selection
    const nodes = (yield* plan(bound, targets)).map(toGraphNode)
    if (format === "svg") {
      const { graphSvg } = yield* Effect.promise(() => import("../output/graphSvg.ts"))
      yield* screen.data(`${graphSvg(nodes, `The study ${bound.study.name}`)}\n`)
    } else if (format === "mermaid") yield* screen.data(`${graphMermaid(nodes)}\n`)
    else {
      const subject = printable(`${bound.study.name} on ${bound.corpus.title}${lastRunNote(selection)}`)
      for (const line of wrapped("", subject, screen.tableColumns)) screen.line(line)
      screen.line("")
      screen.line(graphText(nodes))
    }
  })
).pipe(
  Command.withDescription("Draw the study as a graph, each node with its state"),
  Command.withExamples([
    { command: "pnpm pipeline graph", description: "As text" },
    { command: "pnpm --silent pipeline graph --format svg > study.svg", description: "As a picture" }
  ])
)

const toGraphNode = ({ node, status }: PlannedNode): GraphNode => ({
  name: node.name,
  status,
  outputs: [...node.outputs.keys()],
  inputs: [
    ...new Set(
      Array.from(node.inputs.values()).map((input) => (input.kind === "output" ? input.node : `[${input.name}]`))
    )
  ]
})
