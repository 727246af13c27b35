/**
 * The command `pipeline` and its subcommands.
 */
import { Effect, Layer, Option } from "effect"
import { CliConfig, CliOutput, Command, GlobalFlag } from "effect/cli"
import { accept } from "./commands/accept.ts"
import { assign } from "./commands/assign.ts"
import { compare } from "./commands/compare.ts"
import { drill } from "./commands/drill.ts"
import { exportOutput } from "./commands/export.ts"
import { fetch } from "./commands/fetch.ts"
import { gc } from "./commands/gc.ts"
import { graph } from "./commands/graph.ts"
import { plan } from "./commands/plan.ts"
import { run } from "./commands/run.ts"
import { runs } from "./commands/runs.ts"
import { sede } from "./commands/sede.ts"
import { show } from "./commands/show.ts"
import { verify } from "./commands/verify.ts"
import { why } from "./commands/why.ts"
import { environment } from "./environment.ts"
import { usageMessage } from "./exit.ts"
import { sharedFlags } from "./flags.ts"
import { Screen } from "./Screen.ts"
import { Verbose } from "./Verbose.ts"
import { version } from "./version.ts"
import * as Workspace from "./Workspace.ts"

/** Runs the command with the words that follow its name; relative paths are taken from `invokedFrom`. */
export const runPipeline = (
  words: ReadonlyArray<string>,
  invokedFrom: string,
  workspace: typeof Workspace.layer = Workspace.layer
) => {
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
    Command.withSubcommands([
      run,
      plan,
      why,
      show,
      graph,
      exportOutput,
      runs,
      compare,
      accept,
      assign,
      verify,
      gc,
      drill,
      fetch,
      sede
    ]),
    Command.provide(({ artifacts, verbose }) =>
      environment(`process ${process.pid} (pipeline ${words.join(" ")})`).pipe(
        Layer.provideMerge(workspace({ invokedFrom, artifacts: Option.getOrUndefined(artifacts) })),
        Layer.merge(Layer.succeed(Verbose, verbose))
      )
    )
  )
  return Command.runWith(pipeline, { version })(words).pipe(Effect.provide([builtIns, usageErrors]))
}

const builtIns = CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] })

/** Wrong usage prints what is wrong and where help is; the whole help is printed only where it was asked for. */
const usageErrors = Layer.effect(
  CliOutput.Presenter,
  Effect.map(Screen, (screen) => ({
    present: (event) =>
      event._tag !== "InvalidInvocation"
        ? CliOutput.defaultPresenter.present(event)
        : Effect.sync(() => {
            for (const error of event.errors) screen.error(`error: ${usageMessage(error)}`)
            screen.error(`Usage: pnpm ${event.helpDoc.usage}`)
            screen.error(`See:   pnpm ${event.commandPath.join(" ")} --help`)
          })
  }))
)
