/**
 * Which topics the same questions lean to, and how topics merge step by step.
 */
import type { AnalysisRow } from "../Analyses.ts"
import { dataTable } from "../dataTable.ts"
import { topicTree } from "../figures/topicTree.ts"
import { count, counted, decimal } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { topicWords } from "../topicName.ts"

/** Communities and tree; null where the study has neither. */
export const together = (model: ReportModel): Html | null => {
  const { communities, links, tree } = model.analyses
  if (communities === null && tree === null) return null
  return html`<section id="together" aria-labelledby="together-title">
<h2 id="together-title">How the topics go together</h2>
${communities !== null && network(model, communities, links ?? [])}
${tree !== null && tree.length > 0 && topicTree(model, tree)}
</section>
`
}

const network = (
  model: ReportModel,
  rows: ReadonlyArray<AnalysisRow<"communities">>,
  links: ReadonlyArray<AnalysisRow<"links">>
): Html => {
  const threshold = model.facts.parameter("topic-network.threshold")
  const groups = Array.from(Map.groupBy(rows, (row) => row.community)).sort(([a], [b]) => a - b)
  return html`<h3>Communities</h3>
<p>Two topics are linked where the same questions lean to both: where the similarities of all questions to the two centres correlate${typeof threshold === "number" && ` above ${decimal(threshold, 2)}`}. Communities are groups with many links inside and few outside (Louvain; Blondel et al. 2008); a topic without a link is a community of its own. They order the topics for reading and are no finding by themselves. There ${links.length === 1 ? "is" : "are"} ${counted(links.length, "link")}.</p>
${dataTable({
  caption: "Communities of topics, the largest first",
  columns: [
    { title: "Community", header: true, cell: ([community]) => count(community + 1) },
    {
      title: "Topics",
      cell: ([, members]) => members.map(({ topic }, i) => html`${i > 0 && "; "}${link(model, topic)}`)
    },
    { title: "Questions", numeric: true, cell: ([, members]) => count(sizeOf(model, members)) }
  ],
  rows: groups
})}
${links.length > 0 && linkTable(model, links)}`
}

const linkTable = (
  model: ReportModel,
  links: ReadonlyArray<AnalysisRow<"links">>
): Html => html`<details class="numbers"><summary>The links</summary>
${dataTable({
  caption: "Linked topics, the strongest first",
  columns: [
    { title: "Topic", header: true, cell: (row) => link(model, row.a) },
    { title: "And", cell: (row) => link(model, row.b) },
    { title: "Correlation", numeric: true, cell: (row) => decimal(row.correlation, 2) }
  ],
  rows: links.toSorted((x, y) => y.correlation - x.correlation || x.a - y.a || x.b - y.b)
})}
</details>`

const sizeOf = ({ topics }: ReportModel, members: ReadonlyArray<{ readonly topic: number }>): number =>
  members.reduce((sum, member) => sum + (topics.find(({ topic }) => topic === member.topic)?.posts ?? 0), 0)

const link = ({ topics }: ReportModel, number: number): Html => {
  const topic = topics.find((each) => each.topic === number)
  return html`<a href="#topic-${number}">Topic ${number}</a>${topic !== undefined && html` <bdi class="muted">${topicWords(topic, 3)}</bdi>`}`
}
