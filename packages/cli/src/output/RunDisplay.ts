/**
 * Shows a run while it goes: live lines on a terminal, plain lines elsewhere, JSON lines for machines.
 */
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { finishedLine } from "./nodeLines.ts"
import { count, duration, printable } from "./text.ts"

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
export const jsonDisplay = (output: Output): RunDisplay => ({
  onEvent: (event) => output.write(`${JSON.stringify(event)}\n`),
  close: () => {}
})

/** One line a node when it ends. */
export const plainDisplay = (output: Output): RunDisplay => {
  let width = 0
  const said = new Set<string>()
  return {
    onEvent: (event) => {
      if (event._tag === "RunStarted") width = Math.max(...event.nodes.map((name) => name.length))
      for (const line of linesOf(event, width, said)) output.write(`${line}\n`)
    },
    close: () => {}
  }
}

/** Finished nodes as plain lines; below them a line for each node that runs, redrawn at most ten times a second. */
export const liveDisplay = (output: Output): RunDisplay => {
  let width = 0
  let drawn = 0
  let lastDraw = Number.NEGATIVE_INFINITY
  const said = new Set<string>()
  const running = new Map<string, { readonly since: number; progress?: Extract<RunEvent, { _tag: "NodeProgress" }> }>()
  const erase = () => (drawn === 0 ? "" : `\u001b[${drawn}A\u001b[0J`)
  const draw = () => {
    const lines = Array.from(running, ([node, { since, progress }]) =>
      runningLine(node, width, (output.now() - since) / 1000, progress).slice(0, (output.columns ?? 80) - 1)
    )
    const text = erase() + lines.map((line) => `${line}\n`).join("")
    drawn = lines.length
    lastDraw = output.now()
    output.write(text)
  }
  return {
    onEvent: (event) => {
      if (event._tag === "RunStarted") width = Math.max(...event.nodes.map((name) => name.length))
      if (event._tag === "NodeStarted") running.set(event.node, { since: output.now() })
      if (event._tag === "NodeProgress") {
        const entry = running.get(event.node)
        if (entry !== undefined) entry.progress = event
        if (output.now() - lastDraw >= 100) draw()
        return
      }
      if (event._tag === "NodeFinished" || event._tag === "NodeFailed") running.delete(event.node)
      const lines = linesOf(event, width, said)
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
  node: string,
  width: number,
  seconds: number,
  progress: Extract<RunEvent, { _tag: "NodeProgress" }> | undefined
): string => {
  const head = `   …   ${node.padEnd(width)}`
  if (progress === undefined) return `${head}  ${duration(seconds)}`
  const { done, total, unit } = progress
  const rate = seconds > 0.2 ? `  ${count(Math.round(done / seconds))} ${unit}/s` : ""
  if (total === null || total === 0) return `${head}  ${count(done)} ${unit}${rate}`
  const share = Math.min(1, done / total)
  const left = share > 0.02 && share < 1 ? `  ${duration((seconds * (1 - share)) / share)} left` : ""
  return `${head}  ${`${Math.floor(share * 100)}`.padStart(3)} % of ${count(total)} ${unit}${rate}${left}`
}

/** The lines that an event leaves for good; a warning is said once. */
const linesOf = (event: RunEvent, width: number, said: Set<string>): ReadonlyArray<string> => {
  switch (event._tag) {
    case "NodeFinished": {
      const warnings = event.warnings.filter((warning) => !said.has(warning))
      for (const warning of warnings) said.add(warning)
      return [finishedLine(event, width), ...warnings.map((warning) => `       note: ${printable(warning)}`)]
    }
    case "NodeFailed":
      return [`  FAIL ${event.node}`]
    case "NodeSkipped":
      return [`  skip ${event.node.padEnd(width)}  needs ${event.because}`]
    case "ObjectQuarantined":
      return [
        `       note: the stored ${event.output} was damaged (${event.digest.slice(0, 12)}…); it is set aside in store/quarantine and computed again`
      ]
    default:
      return []
  }
}
