/**
 * Draws a run on a terminal: lines that stay, and below them live lines that are redrawn in place.
 */
import { displayWidth } from "./displayWidth.ts"
import { makeLiveLines } from "./liveLines.ts"
import type { RunDisplay } from "./RunDisplay.ts"
import { makeTranscript } from "./transcript.ts"

/** A terminal, and what of the process is shown on it. */
export interface Terminal {
  readonly write: (text: string) => void
  /** Columns and rows of now: a person may resize it at any time. */
  readonly columns: number
  readonly rows: number
  /** Milliseconds that only grow. */
  readonly now: () => number
  /** Bytes of memory that the process has. */
  readonly memory: () => number
  /** Calls again and again until it is stopped; does not keep the process alive. */
  readonly every: (milliseconds: number, call: () => void) => () => void
}

const leastBetween = 100
const tick = 250

/**
 * Shows events at once; progress at most ten times a second. While stages are silent, time and memory move on by a timer
 * that runs from `RunStarted` to `close`. A frame that is as the last one is not written.
 */
export const liveDisplay = (terminal: Terminal): RunDisplay => {
  const transcript = makeTranscript()
  const live = makeLiveLines()
  let drawn: ReadonlyArray<string> = []
  let lastDraw = Number.NEGATIVE_INFINITY
  let stop = () => {}

  /** Terminals break lines anew when they become narrower: what was one line may be several rows now. */
  const erase = (): string => {
    const nRows = drawn.reduce((n, line) => n + Math.max(1, Math.ceil(displayWidth(line) / terminal.columns)), 0)
    return nRows === 0 ? "" : `\u001b[${nRows}A\u001b[0J`
  }
  const draw = (kept: ReadonlyArray<string>, next: ReadonlyArray<string>) => {
    lastDraw = terminal.now()
    if (kept.length === 0 && next.length === drawn.length && next.every((line, i) => line === drawn[i])) return
    terminal.write(erase() + [...kept, ...next].map((line) => `${line}\n`).join(""))
    drawn = next
  }
  const liveLines = () =>
    live.lines({
      now: terminal.now(),
      columns: terminal.columns,
      rows: terminal.rows,
      nameWidth: transcript.nameWidth(),
      memory: terminal.memory()
    })
  return {
    onEvent: (event) => {
      live.onEvent(event, terminal.now())
      if (event._tag === "RunStarted") stop = terminal.every(tick, () => draw([], liveLines()))
      const isFrequent = event._tag === "NodeProgress" || event._tag === "TaskFinished"
      if (isFrequent && terminal.now() - lastDraw < leastBetween) return
      draw(transcript.lines(event, terminal.columns), liveLines())
    },
    close: () => {
      stop()
      draw([], [])
    }
  }
}
