/**
 * Questions that say the same, and questions that came in several states.
 */
import { dataTable } from "../dataTable.ts"
import { count, counted, decimal } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import type { PairCounts } from "../SimilarPairs.ts"
import { safeUrl } from "../safeUrl.ts"
import { wordOf } from "../words/dropReasons.ts"
import { columnNames, kindNames } from "../words/similar.ts"

type Pair = ReportModel["similar"]["crossPosts"][number]

/** Counts of all pairs, the first of them with links, and earlier states. */
export const similar = (model: ReportModel): Html => html`${pairs(model)}
${states(model)}`

const pairs = (model: ReportModel): Html => {
  const kinds = [...model.similar.kinds.values()]
  const total = kinds.reduce((sum, { oneSite, crossPosts }) => sum + oneSite + crossPosts, 0)
  if (total === 0) return html`<p>No two questions were found to say the same.</p>`
  const { crossPosts, oneSite } = model.similar
  const listed = [...crossPosts, ...oneSite]
  const threshold = model.facts.parameter("similar-posts.similarity")
  const size = model.facts.parameter("similar-posts.shingle")
  return html`<p>${counted(total, "pair")} of questions ${total === 1 ? "says" : "say"} the same or nearly the same. Both questions of a pair were kept, and both count in every number of this report: whether they are one question asked twice, a reader decides. A pair on two sites is a cross-post. Similarity is the share of runs of words${typeof size === "number" && ` (${size} words each)`} that two questions have in common, of all that either has${typeof threshold === "number" && `; pairs of ${decimal(threshold, 2)} or more are listed`}.</p>
${dataTable({
  caption: "Pairs of questions that say the same",
  columns: [
    { title: "Kind", header: true, cell: ({ kind }) => wordOf(kindNames, kind) ?? kind },
    { title: "On one site", numeric: true, cell: (row) => count(row.oneSite) },
    { title: "On two sites", numeric: true, cell: (row) => count(row.crossPosts) },
    { title: "Of the same author", numeric: true, cell: (row) => count(row.sameAuthor) }
  ],
  rows: kinds,
  ...(kinds.length > 1 && { total: ["All pairs", ...sums(kinds)] })
})}
${dataTable({
  caption: `${listed.length < total ? `The first ${listed.length} of ${counted(total, "pair")}` : "The pairs"}, those on two sites first; the table similar-posts has all`,
  columns: [
    { title: "Question", header: true, cell: ({ site, id }) => post(model, site, id) },
    { title: "And", cell: ({ otherSite, otherId }) => post(model, otherSite, otherId) },
    { title: "Similarity", numeric: true, cell: ({ similarity }) => decimal(similarity, 2) },
    { title: "Kind", cell: ({ kind }) => wordOf(kindNames, kind) ?? kind },
    { title: "Same author", cell: (pair: Pair) => (pair.sameAuthor ? "yes" : "not known") }
  ],
  rows: listed
})}`
}

const sums = (kinds: ReadonlyArray<PairCounts>): ReadonlyArray<string> =>
  (["oneSite", "crossPosts", "sameAuthor"] as const).map((name) =>
    count(kinds.reduce((total, kind) => total + kind[name], 0))
  )

/** A question by its site and number, as a link where it can be read. */
const post = (model: ReportModel, site: string, id: string): Html => {
  const url = safeUrl(model.postUrl(site, id))
  const name = html`${model.siteName(site)} <bdi>${id}</bdi>`
  return url === null ? name : html`<a href="${url}" rel="noopener noreferrer external">${name}</a>`
}

const states = ({ stateChanges, siteName }: ReportModel): Html => {
  const sites = [...Map.groupBy(stateChanges, (row) => row.site)].map(([site, rows]) => ({
    site,
    postsByColumn: new Map(rows.map(({ column, posts }) => [column, posts]))
  }))
  const changed = sites.reduce((sum, { postsByColumn }) => sum + (postsByColumn.get("any") ?? 0), 0)
  if (changed === 0) return html`<p>No question came in two states that differ.</p>`
  const columns = [...new Set(stateChanges.map((row) => row.column))]
  const sum = (column: string) => sites.reduce((total, site) => total + (site.postsByColumn.get(column) ?? 0), 0)
  return html`<p>${counted(changed, "question")} came in more than one state, as from two dumps of one site. The newest state was kept; earlier ones are among the rows that were not.</p>
${dataTable({
  caption: "Questions that changed between states, by what changed; one question may have changed in several ways",
  columns: [
    { title: "Site", header: true, cell: ({ site }) => siteName(site) },
    ...columns.map((column) => ({
      title: wordOf(columnNames, column) ?? column,
      numeric: true,
      cell: ({ postsByColumn }: (typeof sites)[number]) => count(postsByColumn.get(column) ?? 0)
    }))
  ],
  rows: sites,
  ...(sites.length > 1 && { total: ["All sites", ...columns.map((column) => count(sum(column)))] })
})}`
}
