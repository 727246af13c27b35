/**
 * What speaks for the topics, what was not tested, and what this study cannot show.
 */
import { dataTable } from "../dataTable.ts"
import type { Canvas } from "../figures/Canvas.ts"
import { startsInertia } from "../figures/startsInertia.ts"
import { count, decimal } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { topicNumber } from "./topicNumber.ts"
import { trust } from "./trust.ts"

/** Validity against planted topics, starts, what is untested, limits. */
export const certainty = (
  canvas: Canvas,
  model: ReportModel
): Html => html`<section id="certainty" aria-labelledby="certainty-title">
<h2 id="certainty-title">How sure is this?</h2>
<h3>Against topics that are known</h3>
${validity(model)}
<h3>Over the starts of the clustering</h3>
${starts(canvas, model)}
${topicNumber(canvas, model)}
${trust(model)}
<h3>Not tested in this run</h3>
<ul class="prose">
${untested(model)}<li><b>Meaning.</b> No one has read these questions for this report. What people were doing when they asked, and what coders would agree on, needs human coding; no list of words stands in for it.</li>
</ul>
${model.params.limits.length > 0 && limits(model)}
</section>
`

const untested = ({ analyses }: ReportModel): ReadonlyArray<Html | false> => [
  analyses.stability === null &&
    html`<li><b>Stability.</b> Whether the same topics return in other samples of these questions.</li>
`,
  analyses.kChoice === null &&
    html`<li><b>The number of topics.</b> It is a parameter here. Another number gives other topics, and none is the true one.</li>
`,
  analyses.trends === null &&
    html`<li><b>Change over time.</b> The yearly shares have no intervals and no test. A share of few questions moves by chance alone, and all shares of a year sum to one, so one topic’s rise is another’s fall.</li>
`
]

const nameByMeasure: Readonly<Record<string, string>> = {
  "ari-topics": "Agreement of the topics with the planted ones (ARI)",
  "ari-oracle": "Agreement of a perfect method (ARI of the oracle)",
  "ari-ratio": "Share of what a perfect method reaches",
  posts: "Questions compared",
  "planted-topics": "Planted topics",
  "unassigned-posts": "Questions that no topic could take",
  "planted-posts-missing": "Planted questions that are not in the study",
  "posts-not-planted": "Questions of the study that were not planted"
}

const validity = ({ validity, facts }: ReportModel): Html =>
  validity.length === 0
    ? html`<p>No truth is known for these posts, so whether the topics are the right ones cannot be scored.${!facts.simulated && " The simulated corpus of this study has planted topics; its report shows how well the same method finds them again."}</p>`
    : html`<p>The posts were made from planted topics, so agreement can be scored. The adjusted Rand index (ARI) is 1 where two groupings agree fully and about 0 where they agree as chance would.</p>
${dataTable({
  caption: "How well the planted topics were found again",
  columns: [
    { title: "Measure", header: true, cell: (row) => nameByMeasure[row.measure] ?? row.measure },
    {
      title: "Value",
      numeric: true,
      cell: (row) => (row.measure.startsWith("ari-") ? decimal(row.value, 3) : amount(row.value))
    },
    { title: "Definition", cell: (row) => row.definition }
  ],
  rows: validity
})}`

const amount = (value: number): string => (Number.isInteger(value) ? count(value) : decimal(value, 3))

const starts = (
  canvas: Canvas,
  { starts }: ReportModel
): Html => html`<p>The clustering begins at random (from a fixed seed) and ends in a local optimum. It is started several times, and the start with the lowest inertia is kept. Starts that end close together say that the optimum is easy to find; they do not say that the topics are real.</p>
${starts.length > 1 && startsInertia(canvas, starts)}
${dataTable({
  caption: "Starts of the clustering",
  columns: [
    { title: "Start", header: true, cell: (row) => String(row.start) },
    { title: "Seed", numeric: true, cell: (row) => String(row.seed) },
    { title: "Iterations", numeric: true, cell: (row) => count(row.iterations) },
    { title: "Converged", cell: (row) => (row.converged ? "yes" : "no") },
    { title: "Inertia", numeric: true, cell: (row) => decimal(row.inertia, 4) },
    { title: "Kept", cell: (row) => (row.kept ? "kept" : "") }
  ],
  rows: starts
})}`

const limits = ({ params }: ReportModel): Html => html`<h3>What this study cannot show</h3>
<ul class="prose">${params.limits.map(
  ({ title, text }) => html`
<li><b>${title}.</b> ${text}</li>`
)}
</ul>`
