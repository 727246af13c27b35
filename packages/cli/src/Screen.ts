/**
 * What the person sees: lines and data on standard output, errors on standard error.
 *
 * Text for people is always made printable: it may hold names and words of other people's files. Data stay as they are
 * in a pipe or a file, and are made printable on a terminal. Once the reader of the output has gone (as `head` does),
 * writing does nothing: the work goes on.
 */
import { Context, Effect, Layer } from "effect"
import { jsonDisplay, liveDisplay, type Output, plainDisplay, type RunDisplay } from "./output/RunDisplay.ts"
import { printableLines, toJson } from "./output/text.ts"

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
    /** True once nobody reads standard output any more. */
    readonly isAbandoned: () => boolean
    readonly isTerminal: boolean
    /** JSON lines where asked for; else live lines on a terminal and plain lines elsewhere. */
    readonly runDisplay: (json: boolean) => RunDisplay
    /** Columns for a table: the terminal's, else those that COLUMNS names, else 160. */
    readonly tableColumns: number
  }
>()("@praxis/cli/Screen") {}

/** The part of a writable stream that a screen needs. */
export interface Sink {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (chunk: string | Uint8Array, done?: (error?: Error | null) => void) => unknown
  readonly on: (event: "error", listener: (error: NodeJS.ErrnoException) => void) => unknown
}

/** What a screen needs of a process. */
export interface Streams {
  readonly stdout: Sink
  readonly stderr: Sink
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The screen of a process. */
export const make = ({ stdout, stderr, env }: Streams): Screen["Service"] => {
  const isTerminal = stdout.isTTY === true
  const out = guarded(stdout)
  const err = guarded(stderr)
  const decoder = new TextDecoder()
  const asData = (chunk: string | Uint8Array): string | Uint8Array => {
    if (!isTerminal) return chunk
    return printableLines(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))
  }
  const output: Output = {
    write: out.write,
    get columns() {
      return isTerminal ? stdout.columns : undefined
    },
    now: () => performance.now()
  }
  const json = (value: unknown) => out.write(`${asData(toJson(value))}\n`)
  return Screen.of({
    line: (text) => out.write(`${printableLines(text)}\n`),
    error: (text) => err.write(`${printableLines(text)}\n`),
    data: (chunk) => Effect.callback<void>((resume) => out.write(asData(chunk), () => resume(Effect.void))),
    json,
    isAbandoned: out.isAbandoned,
    isTerminal,
    runDisplay: (asJson) => (asJson ? jsonDisplay(json) : isTerminal ? liveDisplay(output) : plainDisplay(output)),
    tableColumns: output.columns ?? (Number.parseInt(env["COLUMNS"] ?? "", 10) || 160)
  })
}

/** The screen of a process, as a layer. */
export const layer = (streams: Streams): Layer.Layer<Screen> => Layer.sync(Screen, () => make(streams))

/** A pipe without a reader gives EPIPE, a terminal that has gone EIO. */
const isGone = (error: NodeJS.ErrnoException): boolean => error.code === "EPIPE" || error.code === "EIO"

const guarded = (sink: Sink) => {
  let abandoned = false
  sink.on("error", (error) => {
    if (!isGone(error)) throw error
    abandoned = true
  })
  return {
    isAbandoned: () => abandoned,
    write: (chunk: string | Uint8Array, done: () => void = () => {}): void => {
      if (abandoned) done()
      else
        sink.write(chunk, (error) => {
          if (error !== null && error !== undefined && isGone(error)) abandoned = true
          done()
        })
    }
  }
}
