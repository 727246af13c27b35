/**
 * The inertia of each start of the clustering, one dot a start.
 */
import { decimal } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import type { Canvas } from "./Canvas.ts"

/** A strip of dots over the inertia; the start that was kept is filled. */
export const startsInertia = ({ Plot, draw }: Canvas, starts: ReportModel["starts"]): Html => {
  const inertias = starts.map((row) => row.inertia)
  const low = inertias.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  const high = inertias.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const label = `Inertia of ${starts.length} starts, from ${decimal(low, 2)} (kept) to ${decimal(high, 2)}.`
  const room = (high - low) * 0.05 || Math.abs(low) * 0.01 || 1
  const rows = starts.map(({ start, inertia, kept }) => ({ start, inertia, kept }))
  const title = (row: (typeof rows)[number]) =>
    `start ${row.start}: ${decimal(row.inertia, 2)}${row.kept ? ", kept" : ""}`
  const svg = draw(label, {
    width: 560,
    height: 76,
    marginLeft: 24,
    marginRight: 24,
    marginTop: 12,
    marginBottom: 26,
    x: { domain: [low - room, high + room] },
    y: { axis: null },
    marks: [
      Plot.axisX([low, high], { tickSize: 4, tickFormat: (value: number) => decimal(value, 2), label: null }),
      Plot.ruleY([0], { stroke: "var(--line)" }),
      Plot.dot(
        rows.filter((row) => !row.kept),
        { x: "inertia", y: 0, r: 5, stroke: "var(--accent)", strokeWidth: 1.5, title }
      ),
      Plot.dot(
        rows.filter((row) => row.kept),
        { x: "inertia", y: 0, r: 6, fill: "var(--accent)", title }
      )
    ]
  })
  return html`<figure class="figure">
<figcaption><strong>How the starts of the clustering ended</strong> Inertia of each start: the sum of squared distances of the posts to the centre of their topic. Lower is tighter. The filled dot is the start that was kept; the numbers are in the table below.</figcaption>
<div class="strip">${svg}</div>
</figure>
`
}
