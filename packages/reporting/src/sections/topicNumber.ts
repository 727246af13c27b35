/**
 * How many topics, who chose that, and what each number would have given.
 */
import type { AnalysisRow } from "../Analyses.ts"
import { dataTable } from "../dataTable.ts"
import type { Canvas } from "../figures/Canvas.ts"
import { steadyByK } from "../figures/steadyByK.ts"
import { count, counted, decimal, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"

/** The choice, the sweep, and every measure of every run. */
export const topicNumber = (canvas: Canvas, { analyses }: ReportModel): Html | null => {
  const { kChoice, kSweep, topicCount } = analyses
  if (kChoice === null) return null
  return html`<h3 id="number">How many topics?</h3>
${topicCount?.map(chosen)}
<p>Every number gives as many topics, on text without any structure too, and none is the true one. What is compared here is how many questions lie in topics that come back in other samples.</p>
${kChoice.length > 1 && steadyByK(canvas, kChoice)}
${dataTable({
  caption: "What each number of topics gives; “dealt out” is the same with the words of all questions dealt out anew",
  columns: [
    { title: "Topics", header: true, cell: (row) => count(row.k) },
    { title: "Steady", numeric: true, cell: (row) => count(row.steadyTopics) },
    { title: "Questions in steady topics", numeric: true, cell: (row) => count(row.steadyPosts) },
    { title: "Steady, dealt out", numeric: true, cell: (row) => count(row.shuffledSteadyTopics) },
    { title: "Mean share of samples come back", numeric: true, cell: (row) => percent(row.meanReturn) },
    { title: "By convention", cell: (row) => (row.chosen ? "chosen" : "") }
  ],
  rows: kChoice
})}
${kSweep !== null && kSweep.length > 0 && measures(kSweep)}`
}

const chosen = ({ k, chosenBy, conventionK, reason }: AnalysisRow<"topicCount">): Html =>
  chosenBy === "person"
    ? html`<p>A person set the number to <b>${count(k)}</b>; the convention would have chosen ${count(conventionK)}. ${reason}</p>`
    : html`<p>This report has <b>${counted(k, "topic")}</b>. ${reason}</p>`

const measures = (
  rows: ReadonlyArray<AnalysisRow<"kSweep">>
): Html => html`<details class="numbers"><summary>Every measure of every run</summary>
${dataTable({
  caption:
    "Each number of topics with several seeds; on the front: no other run of the same number is at least as good in every measure and better in one",
  columns: [
    { title: "Topics", header: true, cell: (row) => count(row.k) },
    { title: "Seed", numeric: true, cell: (row) => count(row.seed) },
    { title: "Inertia", numeric: true, cell: (row) => decimal(row.inertia, 1) },
    { title: "Silhouette, simplified", numeric: true, cell: (row) => decimal(row.silhouette, 3) },
    { title: "Silhouette, of a sample", numeric: true, cell: (row) => decimal(row.sampleSilhouette, 3) },
    { title: "NPMI", numeric: true, cell: (row) => decimal(row.npmi, 3) },
    { title: "UMass", numeric: true, cell: (row) => decimal(row.umass, 1) },
    { title: "Exclusivity", numeric: true, cell: (row) => decimal(row.exclusivity, 2) },
    { title: "Diversity", numeric: true, cell: (row) => decimal(row.diversity, 2) },
    { title: "Balance", numeric: true, cell: (row) => decimal(row.balance, 2) },
    { title: "On the front", cell: (row) => (row.pareto ? "yes" : "") }
  ],
  rows
})}
</details>`
