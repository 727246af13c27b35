/**
 * The process in which the command runs.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer } from "effect"
import type { EndingSignal } from "./errors.ts"
import { codeOf, sayLast } from "./exit.ts"
import { runPipeline } from "./pipelineCommand.ts"
import * as Screen from "./Screen.ts"

let signal: EndingSignal | undefined
for (const each of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
  process.once(each, () => {
    signal ??= each
    // The runtime listens to the other two only.
    if (each === "SIGHUP") process.emit("SIGTERM", "SIGTERM")
  })
}

const words = process.argv.slice(2)
const screen = Screen.make(Screen.streamsOf(process))

runPipeline(words, process.env["INIT_CWD"] ?? process.cwd()).pipe(
  Effect.provide(Layer.mergeAll(NodeServices.layer, Layer.succeed(Screen.Screen, screen))),
  Effect.onExit((exit) =>
    Effect.sync(() => sayLast(exit, screen, { json: words.includes("--json"), verbose: words.includes("--verbose") }))
  ),
  NodeRuntime.runMain({
    disableErrorReporting: true,
    teardown: (exit, onExit) => onExit(codeOf(exit, signal, screen.hasFailed()))
  })
)
