/**
 * Shows a run while it goes: live lines on a terminal, plain lines elsewhere, JSON lines for machines.
 */
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { finishedLines } from "./nodeLines.ts"
import { amount, duration, plural, printable, wrapped } from "./text.ts"

/** Where a display writes. */
export interface Output {
  readonly write: (text: string) => void
  /** Columns of a terminal; undefined elsewhere. */
  readonly columns: number | undefined
  /** Milliseconds that only grow. */
  readonly now: () => number
}

/** Shows events. `close` ends live lines. */
export interface RunDisplay {
  readonly onEvent: (event: RunEvent) => void
  readonly close: () => void
}

/** One JSON object a line. */
export const jsonDisplay = (json: (value: unknown) => void): RunDisplay => ({ onEvent: json, close: () => {} })

/** One line a node when it ends. */
export const plainDisplay = (output: Output): RunDisplay => {
  const transcript = makeTranscript(output)
  return {
    onEvent: (event) => {
      for (const line of transcript.lines(event)) output.write(`${line}\n`)
    },
    close: () => {}
  }
}

/** Finished nodes as plain lines; below them a line for each node that runs, redrawn at most ten times a second. */
export const liveDisplay = (output: Output): RunDisplay => {
  const transcript = makeTranscript(output)
  let drawn = 0
  let lastDraw = Number.NEGATIVE_INFINITY
  const running = new Map<string, { readonly since: number; progress?: Extract<RunEvent, { _tag: "NodeProgress" }> }>()
  const erase = () => (drawn === 0 ? "" : `\u001b[${drawn}A\u001b[0J`)
  const draw = () => {
    const lines = Array.from(running, ([node, { since, progress }]) =>
      runningLine(node.padEnd(transcript.width()), (output.now() - since) / 1000, progress).slice(
        0,
        (output.columns ?? 80) - 1
      )
    )
    const text = erase() + lines.map((line) => `${line}\n`).join("")
    drawn = lines.length
    lastDraw = output.now()
    output.write(text)
  }
  return {
    onEvent: (event) => {
      if (event._tag === "NodeStarted") running.set(event.node, { since: output.now() })
      if (event._tag === "NodeProgress") {
        const entry = running.get(event.node)
        if (entry !== undefined) entry.progress = event
        if (output.now() - lastDraw >= 100) draw()
        return
      }
      if (event._tag === "NodeFinished" || event._tag === "NodeFailed") running.delete(event.node)
      const lines = transcript.lines(event)
      if (lines.length > 0) {
        output.write(erase() + lines.map((line) => `${line}\n`).join(""))
        drawn = 0
      }
      draw()
    },
    close: () => {
      output.write(erase())
      drawn = 0
    }
  }
}

const runningLine = (
  paddedName: string,
  seconds: number,
  progress: Extract<RunEvent, { _tag: "NodeProgress" }> | undefined
): string => {
  const head = `   …   ${paddedName}`
  if (progress === undefined) return `${head}  ${duration(seconds)}`
  const { done, total, unit } = progress
  const rate = seconds > 0.2 ? `  ${amount(done / seconds, unit)}/s` : ""
  if (total === null || total === 0) return `${head}  ${amount(done, unit)}${rate}`
  const share = Math.min(1, done / total)
  const left = share > 0.02 && share < 1 ? `  ${duration((seconds * (1 - share)) / share)} left` : ""
  return `${head}  ${`${Math.floor(share * 100)}`.padStart(3)} % of ${amount(total, unit)}${rate}${left}`
}

const columnsElsewhere = 100

/** The lines that events leave for good. A note is said once; nodes that are skipped are counted at the end. */
const makeTranscript = (output: Output) => {
  let width = 0
  const said = new Set<string>()
  const skipped = new Map<string, number>()
  const note = (text: string) => wrapped("       note: ", printable(text), output.columns ?? columnsElsewhere)
  const once = (text: string) => {
    if (said.has(text)) return []
    said.add(text)
    return note(text)
  }
  const lines = (event: RunEvent): ReadonlyArray<string> => {
    switch (event._tag) {
      case "RunStarted":
        width = Math.max(0, ...event.nodes.map((name) => name.length))
        return []
      case "NodeFinished": {
        return [...finishedLines(event, width, output.columns ?? columnsElsewhere), ...event.warnings.flatMap(once)]
      }
      case "NodeFailed":
        return [`  FAIL ${event.node}`]
      case "NodeSkipped":
        skipped.set(event.because, (skipped.get(event.because) ?? 0) + 1)
        return []
      case "Quarantined":
        return note(
          `${event.what} in the store was damaged (${event.name.slice(0, 12)}…); it is set aside in store/quarantine and computed again`
        )
      case "RunNote":
        return once(event.message)
      case "RunFinished":
        return Array.from(
          skipped,
          ([because, n]) => `  skip ${plural(n, "node")} that ${n === 1 ? "needs" : "need"} ${because}`
        )
      default:
        return []
    }
  }
  return { lines, width: () => width }
}
