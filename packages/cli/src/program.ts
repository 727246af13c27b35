/**
 * The command `pipeline`: its subcommands, and the process that it runs in.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Option } from "effect"
import { Command } from "effect/cli"
import { exportOutput } from "./commands/export.ts"
import { graph } from "./commands/graph.ts"
import { plan } from "./commands/plan.ts"
import { run } from "./commands/run.ts"
import { show } from "./commands/show.ts"
import { environment } from "./environment.ts"
import { codeOf, lastWords } from "./exit.ts"
import { sharedFlags } from "./flags.ts"
import * as Screen from "./Screen.ts"

const version = "0.1.0"

const pipeline = Command.make("pipeline").pipe(
  Command.withSharedFlags(sharedFlags),
  Command.withDescription("Reproduces a study of questions on Stack Exchange, from raw posts to a report"),
  Command.withExamples([
    {
      command: "pnpm pipeline run",
      description: "Run the study on its simulated corpus and print where the report is"
    },
    { command: "pnpm pipeline run --input export.csv", description: "The same on your own export" },
    { command: "pnpm pipeline plan", description: "What would run, and why" },
    { command: "pnpm pipeline show topics", description: "Look at a table" }
  ]),
  Command.withSubcommands([run, plan, show, graph, exportOutput]),
  Command.provide(({ artifacts }) =>
    environment({ artifacts: Option.getOrUndefined(artifacts), invokedFrom: process.env["INIT_CWD"] ?? process.cwd() })
  )
)

// Whoever reads the output may stop reading, as `head` does: there is then nobody left to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
  process.exit(0)
})

let signal: "SIGINT" | "SIGTERM" | undefined
for (const each of ["SIGINT", "SIGTERM"] as const) {
  process.once(each, () => {
    signal = each
  })
}

Command.run(pipeline, { version }).pipe(
  Effect.provide(Layer.mergeAll(NodeServices.layer, Screen.layer(process))),
  Effect.onExit((exit) =>
    Effect.sync(() => {
      const words = lastWords(exit, process.argv.includes("--verbose"))
      if (words !== undefined) process.stderr.write(`${words}\n`)
    })
  ),
  NodeRuntime.runMain({ disableErrorReporting: true, teardown: (exit, onExit) => onExit(codeOf(exit, signal)) })
)
