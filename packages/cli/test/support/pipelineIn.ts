/** Runs the command inside the test: the same words, files and exit codes as in a process, without starting one. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer, Path } from "effect"
import { codeOf, sayLast } from "../../src/exit.ts"
import type { Sink } from "../../src/output/sinks.ts"
import { runPipeline } from "../../src/pipelineCommand.ts"
import * as Screen from "../../src/Screen.ts"
import * as Workspace from "../../src/Workspace.ts"

/** What a person sees, and the exit code. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly status: number
}

/** A stream that keeps what is written to it. */
export const keeper = (terminal: { readonly columns: number } | undefined) => {
  const chunks: Array<Uint8Array> = []
  const sink: Sink = {
    isTTY: terminal !== undefined,
    ...(terminal === undefined ? {} : { columns: terminal.columns }),
    write: (chunk, done) => {
      chunks.push(typeof chunk === "string" ? new TextEncoder().encode(chunk) : Uint8Array.from(chunk))
      done?.()
    },
    on: () => {}
  }
  return { sink, text: () => Buffer.concat(chunks).toString("utf8") }
}

/** The project, with `artifacts/` in `folder` in the place of its own artifacts: locks are written there. */
export const workspaceIn =
  (folder: string): typeof Workspace.layer =>
  (options) =>
    Layer.effect(
      Workspace.Workspace,
      Effect.gen(function* () {
        const path = yield* Path.Path
        const ownArtifacts = path.join(folder, "artifacts")
        const real = yield* Workspace.Workspace
        return { ...real, ownArtifacts, artifacts: options.artifacts === undefined ? ownArtifacts : real.artifacts }
      })
    ).pipe(Layer.provide(Workspace.layer(options)))

/** `words` typed in `folder`; on a terminal where one is given. */
export const pipelineIn = async (
  folder: string,
  words: ReadonlyArray<string>,
  terminal?: { readonly columns: number }
): Promise<Outcome> => {
  const out = keeper(terminal)
  const err = keeper(terminal)
  const screen = Screen.make({ stdout: out.sink, stderr: err.sink, env: {} })
  const console_: Console.Console = { ...globalThis.console, log: (...all) => screen.line(all.join(" ")) }
  const exit = await runPipeline(words, folder, workspaceIn(folder)).pipe(
    Effect.provide(
      Layer.mergeAll(NodeServices.layer, Layer.succeed(Screen.Screen, screen), Layer.succeed(Console.Console, console_))
    ),
    Effect.exit,
    Effect.runPromise
  )
  sayLast(exit, screen, { json: words.includes("--json"), verbose: words.includes("--verbose") })
  return { stdout: out.text(), stderr: err.text(), status: codeOf(exit, undefined, screen.hasFailed()) }
}

/** The objects of JSON lines. */
export const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
