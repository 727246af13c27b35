/**
 * What the person sees: lines on standard output, errors on standard error.
 */
import { Context, Layer } from "effect"
import { jsonDisplay, liveDisplay, type Output, plainDisplay, type RunDisplay } from "./output/RunDisplay.ts"

/** Writes for a person or a machine. */
export class Screen extends Context.Service<
  Screen,
  {
    readonly line: (text: string) => void
    readonly write: (chunk: string | Uint8Array) => void
    readonly error: (text: string) => void
    /** JSON lines where asked for; else live lines on a terminal and plain lines elsewhere. */
    readonly runDisplay: (json: boolean) => RunDisplay
    /** Columns of the terminal; 100 elsewhere. */
    readonly columns: number
  }
>()("@praxis/cli/Screen") {}

/** The screen of a process. */
export const layer = (process: NodeJS.Process): Layer.Layer<Screen> =>
  Layer.sync(Screen, () => {
    const isTerminal = process.stdout.isTTY === true
    const output: Output = {
      write: (text) => void process.stdout.write(text),
      columns: isTerminal ? process.stdout.columns : undefined,
      now: () => performance.now()
    }
    return Screen.of({
      line: (text) => output.write(`${text}\n`),
      write: (chunk) => void process.stdout.write(chunk),
      error: (text) => void process.stderr.write(`${text}\n`),
      runDisplay: (json) => (json ? jsonDisplay(output) : isTerminal ? liveDisplay(output) : plainDisplay(output)),
      columns: output.columns ?? 100
    })
  })
