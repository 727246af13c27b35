/**
 * Questions in steady topics for each number of topics, beside the same for text without structure.
 */
import type { AnalysisRow } from "../Analyses.ts"
import { count, counted } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { Canvas } from "./Canvas.ts"
import { roundUp } from "./yearAxis.ts"

/** Two lines over K; the number that the convention chooses has a filled dot. */
export const steadyByK = ({ Plot, draw }: Canvas, choices: ReadonlyArray<AnalysisRow<"kChoice">>): Html => {
  const rows = choices.map(({ k, steadyPosts, shuffledSteadyPosts, chosen }) => ({
    k,
    steadyPosts,
    shuffledSteadyPosts,
    chosen
  }))
  const top = roundUp(rows.reduce((most, row) => Math.max(most, row.steadyPosts, row.shuffledSteadyPosts), 0))
  const label = `Questions in steady topics: ${rows
    .map(
      (row) =>
        `${row.k} topics ${count(row.steadyPosts)}, dealt out ${count(row.shuffledSteadyPosts)}${row.chosen ? " (chosen)" : ""}`
    )
    .join("; ")}.`
  const title = (row: (typeof rows)[number]) => `${counted(row.k, "topic")}: ${counted(row.steadyPosts, "question")}`
  const last = rows.at(-1)!
  const svg = draw(label, {
    width: 560,
    height: 190,
    marginLeft: 56,
    marginRight: 92,
    marginTop: 14,
    marginBottom: 34,
    x: { type: "linear", domain: [rows[0]!.k, last.k] },
    y: { domain: [0, top] },
    marks: [
      Plot.gridY([top / 2, top], { stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.axisY([0, top / 2, top], { tickSize: 0, tickPadding: 6, label: null, tickFormat: count }),
      Plot.axisX(
        rows.map((row) => row.k),
        { tickSize: 4, label: "number of topics", labelArrow: "none", labelAnchor: "center", tickFormat: String }
      ),
      Plot.ruleY([0], { stroke: "var(--axis)" }),
      Plot.line(rows, { x: "k", y: "shuffledSteadyPosts", stroke: "var(--muted)", strokeDasharray: "4 3" }),
      Plot.line(rows, { x: "k", y: "steadyPosts", stroke: "var(--accent)", strokeWidth: 2 }),
      Plot.dot(rows, {
        x: "k",
        y: "steadyPosts",
        r: 4,
        fill: "var(--ground)",
        stroke: "var(--accent)",
        strokeWidth: 1.5,
        title
      }),
      Plot.dot(
        rows.filter((row) => row.chosen),
        { x: "k", y: "steadyPosts", r: 6, fill: "var(--accent)", title }
      ),
      ...endLabels(Plot, last, top)
    ]
  })
  return html`<figure class="figure">
<figcaption><strong>Questions in steady topics, by number of topics</strong> Solid: these questions; dashed: the same with their words dealt out anew. The filled dot is the number that the convention chooses; the numbers are in the table below.</figcaption>
<div class="strip">${svg}</div>
</figure>
`
}

/** The names of the lines at their ends, apart from each other where the ends are close. */
const endLabels = (
  Plot: Canvas["Plot"],
  { k, steadyPosts, shuffledSteadyPosts }: Pick<AnalysisRow<"kChoice">, "k" | "steadyPosts" | "shuffledSteadyPosts">,
  top: number
) => {
  const close = Math.abs(steadyPosts - shuffledSteadyPosts) < top / 8
  const text = (y: number, name: string, dy: number, fill: string) =>
    Plot.text([{ k, y }], { x: "k", y: "y", text: () => name, dx: 10, dy, textAnchor: "start", fill })
  return [
    text(steadyPosts, "questions", close ? -8 : 0, "var(--accent)"),
    text(shuffledSteadyPosts, "dealt out", close ? 6 : 0, "var(--muted)")
  ]
}
