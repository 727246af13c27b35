/**
 * How many posts each step of the study's own rule would leave.
 */
import { type Column, dataTable } from "../dataTable.ts"
import { count } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"

/** The rule in words, and its counts by site. */
export const selectionTable = ({ selectionCounts, siteName, params, topics }: ReportModel): Html => {
  const sites = [...Map.groupBy(selectionCounts, (row) => row.site)].map(([site, rows]) => ({
    site,
    postsByStep: new Map(rows.map((row) => [row.step, row.posts]))
  }))
  if (sites.length === 0) return html`<p>This run counts no selection rule.</p>`
  const { a, b, rule } = params.selection
  const titleByStep: ReadonlyArray<readonly [step: string, title: string]> = [
    ["posts", "Questions"],
    ["tagged-a", `Tagged: ${a}`],
    ["tagged-b", `Tagged: ${b}`],
    ["a-mentions-b", `Tagged ${a}, mention ${b}`],
    ["b-mentions-a", `Tagged ${b}, mention ${a}`],
    ["selected", "Selected"]
  ]
  const sum = (step: string) => sites.reduce((total, site) => total + (site.postsByStep.get(step) ?? 0), 0)
  const inTopics = topics.reduce((total, topic) => total + topic.posts, 0)
  return html`<p>${rule} A question that meets both halves counts once under “Selected”. The topics of this report are made of ${count(inTopics)} questions${inTopics === sum("posts") ? ": all that were kept, whether the rule selects them or not" : inTopics === sum("selected") ? ": those that the rule selects" : ""}.</p>
${dataTable({
  caption: "Questions that each step of the rule leaves, by site",
  columns: [
    { title: "Site", header: true, cell: (row) => siteName(row.site) },
    ...titleByStep.map(
      ([step, title]): Column<(typeof sites)[number]> => ({
        title,
        numeric: true,
        cell: (row) => count(row.postsByStep.get(step) ?? 0)
      })
    )
  ],
  rows: sites,
  ...(sites.length > 1 && { total: ["All sites", ...titleByStep.map(([step]) => count(sum(step)))] })
})}`
}
