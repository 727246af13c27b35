/**
 * Which posts there are, where they came from, and what was left out at which step.
 */
import { dataTable } from "../dataTable.ts"
import type { Canvas } from "../figures/Canvas.ts"
import { corpusFlow } from "../figures/corpusFlow.ts"
import { postsByYear } from "../figures/postsByYear.ts"
import { count, counted, day, isoDay } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { funnelTable } from "./funnel.ts"
import { notes } from "./notes.ts"
import { rejects } from "./rejects.ts"
import { rule } from "./rule.ts"
import { similar } from "./similar.ts"

/** Sites, years, notes on the inputs, the way from rows to selected questions, what was not kept, the study's own rule, and questions that say the same. */
export const corpus = (
  canvas: Canvas,
  model: ReportModel
): Html => html`<section id="corpus" aria-labelledby="corpus-title">
<h2 id="corpus-title">The corpus</h2>
<p>Every count below is exact. A row of an input is either kept as a question or dropped for one stated reason; nothing disappears between two steps.</p>
<h3>Sites</h3>
${sitesTable(model)}
${model.years.length > 0 && postsByYear(canvas, model)}
${notes(model)}
<h3>From input rows to questions</h3>
${corpusFlow(canvas, model)}
${funnelTable(model)}
<h3>Rows that were not kept</h3>
${rejects(model)}
<h3 id="rule">The study’s selection rule</h3>
${rule(model)}
<h3>Questions that say the same</h3>
${similar(model)}
</section>
`

const sitesTable = ({ sites, siteName, rule }: ReportModel): Html =>
  dataTable({
    caption: rule.ran === null ? "Questions kept, by site" : "Questions that the rule selects, by site",
    columns: [
      { title: "Site", header: true, cell: (row) => siteName(row.site) },
      { title: "Questions", numeric: true, cell: (row) => count(row.posts) },
      { title: "First", cell: (row) => date(row.firstAt) },
      { title: "Last", cell: (row) => date(row.lastAt) },
      { title: "Without a date", numeric: true, cell: (row) => count(row.undated) },
      { title: "Authors", numeric: true, cell: authors }
    ],
    rows: sites,
    ...(sites.length > 1 && {
      total: [
        counted(sites.length, "site"),
        count(sites.reduce((sum, row) => sum + row.posts, 0)),
        "",
        "",
        count(sites.reduce((sum, row) => sum + row.undated, 0)),
        ""
      ]
    })
  })

const date = (instant: number | null): Html | string =>
  instant === null ? "no date" : html`<time datetime="${isoDay(instant)}">${day(instant)}</time>`

/** People are counted over the questions that name one, so a smaller base is said beside the number. */
const authors = ({ authors, posts, withAuthor }: ReportModel["sites"][number]): Html | string => {
  if (authors === null) return "not given"
  if (withAuthor === posts) return count(authors)
  return html`${count(authors)} <span class="base">(of ${counted(withAuthor, "question")} that ${withAuthor === 1 ? "names" : "name"} one)</span>`
}
