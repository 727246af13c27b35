/**
 * The steps of the rule by site, and by calendar year within each.
 */
import { foldSites } from "../CorpusFlow.ts"
import { type Column, dataTable } from "../dataTable.ts"
import { count, counted } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { postsAt, type SiteCounts, type StepCounts, sumCounts } from "../RuleCounts.ts"
import { mainSteps, variantNames } from "../words/ruleSteps.ts"

/** A table of all sites, and below it a folded one by year for each of the largest, the others as one. */
export const ruleBySite = (model: ReportModel): Html => {
  const { rule, siteName } = model
  const { sites, total } = rule.counts
  const shown = foldSites(sites, ({ counts }) => postsAt(counts, "posts"), asOne)
  const variant = variantNames[rule.variant] ?? rule.variant
  return html`${dataTable({
    caption: `Questions that each step of the rule leaves, by site (${variant})`,
    columns: [{ title: "Site", header: true, cell: (row) => siteName(row.site) }, ...stepColumns<SiteCounts>(model)],
    rows: sites,
    ...(sites.length > 1 && {
      total: ["All sites", ...mainSteps(model.params.selection).map(([step]) => count(postsAt(total, step)))]
    })
  })}
${shown.map((site) => {
  const name = sites.includes(site) ? siteName(site.site) : counted(sites.length - shown.length + 1, "other site")
  return html`<details class="numbers"><summary>${name} by year</summary>
${dataTable({
  caption: `Questions of ${name} that each step of the rule leaves, by calendar year (UTC); years without a question are left out`,
  columns: [
    { title: "Year", header: true, cell: ({ year }) => (year === null ? "no date" : String(year)) },
    ...stepColumns<SiteCounts["years"][number]>(model)
  ],
  rows: site.years
})}
</details>
`
})}`
}

const stepColumns = <Row extends { readonly counts: StepCounts }>({
  params
}: ReportModel): ReadonlyArray<Column<Row>> =>
  mainSteps(params.selection).map(([step, title]) => ({
    title,
    numeric: true,
    cell: ({ counts }) => count(postsAt(counts, step))
  }))

const asOne = (sites: ReadonlyArray<SiteCounts>): SiteCounts => ({
  site: "",
  counts: sumCounts(sites.map(({ counts }) => counts)),
  years: [
    ...Map.groupBy(
      sites.flatMap(({ years }) => years),
      ({ year }) => year
    )
  ]
    .map(([year, rows]) => ({ year, counts: sumCounts(rows.map(({ counts }) => counts)) }))
    .toSorted((a, b) => (a.year ?? Number.POSITIVE_INFINITY) - (b.year ?? Number.POSITIVE_INFINITY))
})
