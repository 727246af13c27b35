/**
 * One site's bars by calendar year: a panel of the corpus and of each topic.
 */
import type { Html } from "../html.ts"
import type { Canvas } from "./Canvas.ts"
import { yearTicks } from "./yearAxis.ts"

/** One year of a panel. */
export interface YearBar {
  readonly year: number
  /** The bar's height; null where a bar would say too much. */
  readonly value: number | null
  /** The ends of its interval; null where there is none. */
  readonly interval: readonly [low: number, high: number] | null
  /** What stands in the bar's place. */
  readonly mark: string | null
  /** True where the year may not be whole. */
  readonly partial: boolean
  /** The year's numbers in words. */
  readonly title: string
}

/** Draws bars over all `years`; the axis of values runs from 0 to `top`. */
export const yearBars = (
  { Plot, draw }: Canvas,
  label: string,
  bars: ReadonlyArray<YearBar>,
  years: ReadonlyArray<number>,
  top: number,
  format: (value: number) => string
): Html => {
  const drawn = bars.filter((bar) => bar.value !== null)
  const title = (bar: YearBar) => bar.title
  const bar = (part: ReadonlyArray<YearBar>, fill: string) =>
    Plot.barY([...part], { x: "year", y: "value", title, fill, inset: 0.5 })
  return draw(label, {
    width: 264,
    height: 116,
    marginLeft: 44,
    marginRight: 6,
    marginTop: 10,
    marginBottom: 20,
    x: { type: "band", domain: [...years], padding: 0.1 },
    y: { domain: [0, top] },
    marks: [
      Plot.gridY([top / 2, top], { stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.axisY([0, top / 2, top], { tickSize: 0, tickPadding: 4, label: null, tickFormat: format }),
      Plot.axisX([...yearTicks(years)], { tickSize: 0, tickPadding: 5, label: null, tickFormat: String }),
      bar(
        drawn.filter((year) => !year.partial),
        "var(--accent)"
      ),
      bar(
        drawn.filter((year) => year.partial),
        "url(#partial)"
      ),
      Plot.ruleX(
        drawn.flatMap(({ year, interval }) =>
          interval === null ? [] : [{ year, low: interval[0], high: interval[1] }]
        ),
        { x: "year", y1: "low", y2: "high", stroke: "var(--text)", strokeWidth: 1.25 }
      ),
      Plot.text(
        bars.filter((year) => year.mark !== null),
        { x: "year", y: 0, dy: -6, text: "mark", title, fill: "var(--muted)" }
      ),
      Plot.ruleY([0], { stroke: "var(--axis)" })
    ]
  })
}
