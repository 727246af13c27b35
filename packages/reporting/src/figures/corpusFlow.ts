/**
 * The corpus funnel as a drawing of flows, as a list where the page is narrow, and as a table of all sites.
 */
import { corpusGraph, mostSites, type SiteFlow, siteFlows, sumFlows } from "../CorpusFlow.ts"
import { type Column, dataTable } from "../dataTable.ts"
import { count, counted } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { tagGroupNames, variantNames } from "../words/ruleSteps.ts"
import { bar } from "./bar.ts"
import type { Canvas } from "./Canvas.ts"
import { drawFlows, type FlowGraph } from "./FlowGraph.ts"

type Numbers = readonly [title: string, of: (flow: SiteFlow) => number]

/** The figure; null where no row was read. */
export const corpusFlow = (canvas: Canvas, model: ReportModel): Html | null => {
  const sites = siteFlows(model)
  const all = sumFlows(sites)
  if (all.read === 0) return null
  const graph = corpusGraph(model, sites)
  const hasRule = graph.headings.length === 4
  const folded = sites.length > mostSites
  return html`<figure class="figure flow-figure">
<figcaption><strong>${hasRule ? "From rows read to questions selected" : "From rows read to questions"}</strong> Heights are in proportion to counts. What goes on is drawn in colour, what is left behind in grey.${hasRule && ` The rule is drawn by ${variantNames[model.rule.variant] ?? model.rule.variant}; `}${hasRule && html`<a href="#rule">its section</a> tells which questions the topics are made of.`}${folded && ` The ${mostSites - 1} largest of ${counted(sites.length, "site")} are drawn by themselves; the table has all.`}</figcaption>
<div class="flow-drawing">${drawFlows(canvas, inWords(graph), graph)}</div>
<div class="flow-list">${list(graph, all.read)}</div>
<details class="numbers"><summary>The numbers of this figure, for every site</summary>
${table(model, sites, all, hasRule)}
</details>
</figure>
`
}

/** The nodes by column: the same as the drawing, for those who do not see it. */
const inWords = ({ headings, nodes }: FlowGraph): string =>
  headings
    .map(
      (heading, column) =>
        `${heading}: ${nodes
          .filter((node) => node.column === column)
          .map(({ name, amount }) => `${name} ${count(amount)}`)
          .join(", ")}.`
    )
    .join(" ")

const list = ({ headings, nodes }: FlowGraph, read: number): Html =>
  dataTable({
    caption: "The steps of this figure; bars are drawn to all rows read",
    columns: [
      {
        title: "Step",
        header: true,
        cell: ({ column, name }) => html`<span class="muted">${headings[column]}:</span> ${name}`
      },
      { title: "Count", numeric: true, cell: ({ amount }) => html`${count(amount)}${bar(amount / read)}` }
    ],
    rows: nodes
  })

const table = (model: ReportModel, sites: ReadonlyArray<SiteFlow>, all: SiteFlow, hasRule: boolean): Html => {
  const groups = tagGroupNames(model.params.selection)
  const reading: ReadonlyArray<Numbers> = [
    ["Rows read", (flow) => flow.read],
    ["Not questions", (flow) => flow.notQuestions],
    ["Faulty rows", (flow) => flow.faulty],
    ["Repetitions and earlier states", (flow) => flow.repeated],
    ["Questions", (flow) => flow.questions]
  ]
  const rule: ReadonlyArray<Numbers> = [
    [`Tagged with ${groups.onlyA}`, (flow) => flow.onlyA],
    [`… with ${groups.both}`, (flow) => flow.both],
    [`… with ${groups.onlyB}`, (flow) => flow.onlyB],
    [`… with ${groups.neither}`, (flow) => flow.neither],
    [`Selected of ${groups.onlyA}`, (flow) => flow.selectedByTags.onlyA],
    [`… of ${groups.both}`, (flow) => flow.selectedByTags.both],
    [`… of ${groups.onlyB}`, (flow) => flow.selectedByTags.onlyB],
    ["Selected", (flow) => flow.selected]
  ]
  const numbers = [...reading, ...(hasRule ? rule : [])]
  return dataTable({
    caption: "Rows and questions by site, from reading to selection",
    columns: [
      { title: "Site", header: true, cell: (flow) => model.siteName(flow.site) },
      ...numbers.map(([title, of]): Column<SiteFlow> => ({ title, numeric: true, cell: (flow) => count(of(flow)) }))
    ],
    rows: sites,
    ...(sites.length > 1 && { total: ["All sites", ...numbers.map(([, of]) => count(of(all)))] })
  })
}
