/**
 * `graph`: the study as a graph, each node with its state.
 */
import { type PlannedNode, plan } from "@praxis/dataflow/Plan"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { selectionWithNodes } from "../flags.ts"
import { type GraphNode, graphMermaid, graphText } from "../output/graph.ts"
import { Screen } from "../Screen.ts"
import { select } from "../selection.ts"

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
    const { bound, targets } = yield* select(options, true)
    const nodes = (yield* plan(bound, targets)).map(toGraphNode)
    if (format === "svg") {
      const { graphSvg } = yield* Effect.promise(() => import("../output/graphSvg.ts"))
      screen.line(graphSvg(nodes, `The study ${bound.study.name}`))
      return
    }
    screen.line(format === "mermaid" ? graphMermaid(nodes) : graphText(nodes))
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
