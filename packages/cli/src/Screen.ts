/**
 * What the person sees: lines and data on standard output, errors on standard error.
 *
 * Text for people is always made printable: it may hold names and words of other people's files. Data stay as they are
 * in a pipe or a file, and are made printable on a terminal. Once the reader of the output has gone (as `head` does),
 * writing does nothing: the work goes on. It does too where standard output cannot be written (a full disk), but that is
 * said on standard error and remembered.
 */
import { Context, Effect, Layer } from "effect"
import { liveDisplay, type Terminal } from "./output/liveDisplay.ts"
import { jsonDisplay, plainDisplay, type RunDisplay } from "./output/RunDisplay.ts"
import { guarded, type Sink, standardSink } from "./output/sinks.ts"
import { systemProblem } from "./output/systemProblem.ts"
import { printable, printableLines, toJson } from "./output/text.ts"

/** Writes for a person or a machine. */
export class Screen extends Context.Service<
  Screen,
  {
    /** A line for people on standard output, made printable; may hold line breaks of its own. */
    readonly line: (text: string) => void
    /** A line for people on standard error, made printable. */
    readonly error: (text: string) => void
    /** Data on standard output; done when the system has taken them. */
    readonly data: (chunk: string | Uint8Array) => Effect.Effect<void>
    /** One line of JSON on standard output. */
    readonly json: (value: unknown) => void
    /** True once nobody reads standard output any more, or it cannot be written. */
    readonly isAbandoned: () => boolean
    /** True once standard output could not be written although somebody may read it: what was printed is not complete. */
    readonly hasFailed: () => boolean
    readonly isTerminal: boolean
    /** Draws one line over the one drawn before, cut to the terminal's width; an empty one erases it. Nothing elsewhere than on a terminal. */
    readonly live: ((text: string) => void) | undefined
    /** JSON lines where asked for; else live lines on a terminal and plain lines elsewhere. */
    readonly runDisplay: (json: boolean) => RunDisplay
    /** Columns for a table: the terminal's, else those that COLUMNS names, else 160. */
    readonly tableColumns: number
  }
>()("@praxis/cli/Screen") {}

/** What a screen needs of a process. */
export interface Streams {
  readonly stdout: Sink
  readonly stderr: Sink
  readonly env: Readonly<Record<string, string | undefined>>
}

const usualColumns = 80
const usualRows = 24

/** The standard streams and environment of this process. */
export const streamsOf = ({ stdout, stderr, env }: NodeJS.Process): Streams => ({
  stdout: standardSink(stdout),
  stderr: standardSink(stderr),
  env
})

/** The screen of a process. */
export const make = ({ stdout, stderr, env }: Streams): Screen["Service"] => {
  const isTerminal = stdout.isTTY === true
  const err = guarded(stderr, () => {})
  const error = (text: string) => err.write(`${printableLines(text)}\n`)
  const out = guarded(stdout, (problem) =>
    error(`error: standard output cannot be written (${systemProblem(problem)}); what it holds is not complete`)
  )
  const decoder = new TextDecoder()
  const asData = (chunk: string | Uint8Array): string | Uint8Array => {
    if (!isTerminal) return chunk
    return printableLines(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))
  }
  const terminal: Terminal = {
    write: out.write,
    get columns() {
      return stdout.columns || usualColumns
    },
    get rows() {
      return stdout.rows || usualRows
    },
    now: () => performance.now(),
    memory: () => process.memoryUsage.rss(),
    every: (milliseconds, call) => {
      const timer = setInterval(call, milliseconds).unref()
      return () => clearInterval(timer)
    }
  }
  const json = (value: unknown) => out.write(`${asData(toJson(value))}\n`)
  return Screen.of({
    line: (text) => out.write(`${printableLines(text)}\n`),
    error,
    data: (chunk) => Effect.callback<void>((resume) => out.write(asData(chunk), () => resume(Effect.void))),
    json,
    isAbandoned: out.isAbandoned,
    hasFailed: out.hasFailed,
    isTerminal,
    live: isTerminal
      ? (text) => out.write(`\r\u001b[K${printable(text).slice(0, Math.max(0, terminal.columns - 1))}`)
      : undefined,
    runDisplay: (asJson) => (asJson ? jsonDisplay(json) : isTerminal ? liveDisplay(terminal) : plainDisplay(out.write)),
    tableColumns: isTerminal ? terminal.columns : Number.parseInt(env["COLUMNS"] ?? "", 10) || 160
  })
}

/** The screen of a process, as a layer. */
export const layer = (streams: Streams): Layer.Layer<Screen> => Layer.sync(Screen, () => make(streams))
