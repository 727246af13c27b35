/**
 * The lines that a run leaves for good. A note is said once; nodes that are skipped are counted at the end.
 */
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { displayWidth } from "./displayWidth.ts"
import { finishedLines } from "./nodeLines.ts"
import { duration, plural, printable, roughSize, wrapped } from "./text.ts"

/** Turns events into lines, in their order. */
export interface Transcript {
  /** The lines of one event at `columns` columns; most events leave none. */
  readonly lines: (event: RunEvent, columns: number) => ReadonlyArray<string>
  /** Columns of the longest node's name. */
  readonly nameWidth: () => number
}

/** A transcript of one run. */
export const makeTranscript = (): Transcript => {
  let nameWidth = 0
  const said = new Set<string>()
  const skipped = new Map<string, number>()
  const counts = { ran: 0, hit: 0, failed: 0, skipped: 0 }
  const note = (text: string, columns: number) => wrapped("       note: ", printable(text), columns)
  const once = (text: string, columns: number) => {
    if (said.has(text)) return []
    said.add(text)
    return note(text, columns)
  }
  const lines = (event: RunEvent, columns: number): ReadonlyArray<string> => {
    switch (event._tag) {
      case "RunStarted":
        nameWidth = Math.max(0, ...event.nodes.map(displayWidth))
        return []
      case "NodeFinished":
        counts[event.status]++
        return [
          ...finishedLines(event, nameWidth, columns),
          ...event.warnings.flatMap((warning) => once(warning, columns))
        ]
      case "NodeFailed":
        counts.failed++
        return [`  FAIL ${event.node}`]
      case "NodeSkipped":
        counts.skipped++
        skipped.set(event.because, (skipped.get(event.because) ?? 0) + 1)
        return []
      case "Quarantined":
        return note(
          `${event.what} in the store was damaged (${event.name.slice(0, 12)}…); it is set aside in store/quarantine and computed again`,
          columns
        )
      case "RunNote":
        return once(event.message, columns)
      case "RunFinished":
        return [
          ...Array.from(
            skipped,
            ([because, n]) => `  skip ${plural(n, "node")} that ${n === 1 ? "needs" : "need"} ${because}`
          ),
          "",
          closingLine(event, counts)
        ]
      default:
        return []
    }
  }
  return { lines, nameWidth: () => nameWidth }
}

/** `5 ran, 12 hits · 42 s · at most 310 MB of memory`; what did not happen is left out, and memory that nobody knows. */
const closingLine = (
  { seconds, peakBytes }: Extract<RunEvent, { readonly _tag: "RunFinished" }>,
  { ran, hit, failed, skipped }: Readonly<Record<"ran" | "hit" | "failed" | "skipped", number>>
): string => {
  const nodes = [
    ...(ran > 0 ? [`${ran} ran`] : []),
    ...(hit > 0 ? [plural(hit, "hit")] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : [])
  ].join(", ")
  return [nodes, duration(seconds), ...(peakBytes > 0 ? [`at most ${roughSize(peakBytes)} of memory`] : [])].join(" · ")
}
