/** One row of what a bench prints: what was measured, by us and by a peer in the same run, and what was to be reached. */
export interface Figure {
  readonly task: string
  readonly measure: string
  readonly ours: number
  /** null where no peer takes part, or it is not installed. */
  readonly peer: number | null
  /** What is to be reached, in words; null where the row only stands beside others. */
  readonly target: string | null
  /** Whether it is reached; null without a target, or where the target needs a peer that is not installed. */
  readonly passed: boolean | null
}

/** The rows and the notes of a bench in one text: a column each for ours, the peer's and the target. */
export const asText = (figures: ReadonlyArray<Figure>, notes: ReadonlyArray<string>): string => {
  const width = Math.max(...figures.map(({ measure }) => measure.length))
  const lines = figures.flatMap((figure, i) => [
    ...(figure.task === figures[i - 1]?.task ? [] : ["", figure.task]),
    [
      `  ${figure.measure.padEnd(width)}`,
      shown(figure.ours).padStart(9),
      (figure.peer === null ? "–" : shown(figure.peer)).padStart(9),
      `  ${verdict(figure).padEnd(11)}`,
      figure.target ?? ""
    ].join(" ")
  ])
  const head = `${"".padEnd(width + 2)} ${"ours".padStart(9)} ${"peer".padStart(9)}`
  return [head, ...lines, "", ...notes].join("\n")
}

/** Four digits or so, without an exponent. */
const shown = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 3 : Math.abs(value) < 1000 ? 2 : 0)

const verdict = ({ passed, target }: Figure): string =>
  target === null ? "" : passed === null ? "no peer" : passed ? "reached" : "MISSED"

/** The mean of some numbers. */
export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

/** The middle of some numbers, the upper one of two. */
export const median = (values: ArrayLike<number>): number =>
  Array.from(values).sort((a, b) => a - b)[values.length >> 1]!
