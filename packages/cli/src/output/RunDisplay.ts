/**
 * Shows a run while it goes: JSON lines for machines, plain lines where there is no terminal. Live lines: `liveDisplay.ts`.
 */
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { makeTranscript } from "./transcript.ts"

/** Shows events. `close` ends live lines. */
export interface RunDisplay {
  readonly onEvent: (event: RunEvent) => void
  readonly close: () => void
}

/** One JSON object a line. */
export const jsonDisplay = (json: (value: unknown) => void): RunDisplay => ({ onEvent: json, close: () => {} })

const columnsElsewhere = 100

/** One line a node when it ends; notes wrap at 100 columns. */
export const plainDisplay = (write: (text: string) => void): RunDisplay => {
  const transcript = makeTranscript()
  return {
    onEvent: (event) => {
      for (const line of transcript.lines(event, columnsElsewhere)) write(`${line}\n`)
    },
    close: () => {}
  }
}
