/**
 * Which changes over the years and which differences between sites were tested, and how they came out.
 */
import type { AnalysisRow } from "../Analyses.ts"
import { dataTable } from "../dataTable.ts"
import { count, counted, decimal, percent, probability } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel, Topic } from "../ReportModel.ts"
import { topicWords } from "../topicName.ts"

/** More rows than these are left to the tables. */
const mostRows = 30

/** Tests within sites, and confirmed contrasts; null where the study has neither. */
export const change = (model: ReportModel): Html | null => {
  const { changes, contrasts } = model.analyses
  if (changes === null && contrasts === null) return null
  return html`<section id="change" aria-labelledby="change-title">
<h2 id="change-title">Years and sites</h2>
<p>Shares by year stand with each topic, within each site and never pooled over sites, since sites differ in age and size. All shares of a year sum to one, so one topic’s rise is another’s fall. People come and go as well: a share may change although nobody changed.</p>
${changes !== null && overYears(model, changes)}
${contrasts !== null && confirmed(model, contrasts)}
</section>
`
}

const overYears = (
  model: ReportModel,
  rows: ReadonlyArray<AnalysisRow<"changes">>
): Html => html`<h3>Change over the years within a site</h3>
${rows.length === 0 ? html`<p>No change was tested. A test needs the authors of the questions, since questions of one person are alike, and several whole years; the inputs of this report do not give both. Read the shares by year as a description.</p>` : tests(model, rows)}`

const tests = (model: ReportModel, rows: ReadonlyArray<AnalysisRow<"changes">>): Html => {
  const { family, permutations } = rows[0]!
  const below = rows.filter((row) => row.q <= 0.05).length
  const shown = rows.toSorted((a, b) => a.q - b.q || a.p - b.p).slice(0, mostRows)
  return html`<p>Tested is the slope of a topic’s share over the whole years of a site, by giving the years to other authors ${count(permutations)} times; authors keep their questions together. These are ${counted(family, "test")}, corrected together (Benjamini and Hochberg): ${count(below)} of them ${below === 1 ? "has" : "have"} q up to .05, and of such one in twenty at most is expected to be no change.</p>
${dataTable({
  caption: `Change of a topic’s share, in percentage points a year, by rising q${shown.length < rows.length ? `: the first ${shown.length} of ${rows.length}; the table topic-change has all` : ""}`,
  columns: [
    { title: "Topic", header: true, cell: (row) => topicLink(model, row.topic) },
    { title: "Site", cell: (row) => model.siteName(row.site) },
    { title: "Points a year", numeric: true, cell: (row) => signedPoints(row.slope) },
    { title: "p", numeric: true, cell: (row) => probability(row.p) },
    { title: "q", numeric: true, cell: (row) => probability(row.q) }
  ],
  rows: shown
})}`
}

const confirmed = (
  model: ReportModel,
  rows: ReadonlyArray<AnalysisRow<"contrasts">>
): Html => html`<h3>Differences that were found on one half and tested on the other</h3>
${rows.length === 0 ? html`<p>No difference was tested: no two sites, and no two halves of a site’s years, have questions enough.</p>` : contrastTable(model, rows)}`

const contrastTable = (model: ReportModel, rows: ReadonlyArray<AnalysisRow<"contrasts">>): Html => {
  const { family } = rows[0]!
  const units = [...new Set(rows.map((row) => row.units))]
  const shown = rows.toSorted((a, b) => a.q - b.q || a.p - b.p).slice(0, mostRows)
  return html`<p>A topic must not be tested on the questions that made it. So topics were made again of one half ${units.includes("authors") ? "of the authors" : "of the questions"}, and the others were placed in them and compared: ${counted(family, "test")}, corrected together. The topic named is the one of this report that the found one overlaps most. ${units.includes("posts") && "Where authors are not known, questions were split and permuted as if independent; p is then too small."}</p>
${dataTable({
  caption: `Shares on the half that tests, by rising q${shown.length < rows.length ? `: the first ${shown.length} of ${rows.length}; the table topic-contrasts has all` : ""}`,
  columns: [
    {
      title: "Words of the found topic",
      header: true,
      cell: (row) => html`<bdi class="words">${row.words.slice(0, 5).join(", ")}</bdi>`
    },
    { title: "Here", cell: (row) => topicLink(model, row.topic) },
    { title: "Contrast", cell: (row) => html`<bdi class="words">${row.contrast}</bdi>` },
    { title: "First", numeric: true, cell: (row) => part(row.postsA, row.totalA, row.shareA) },
    { title: "Second", numeric: true, cell: (row) => part(row.postsB, row.totalB, row.shareB) },
    { title: "p", numeric: true, cell: (row) => probability(row.p) },
    { title: "q", numeric: true, cell: (row) => probability(row.q) },
    { title: "Units", cell: (row) => (row.units === "authors" ? "authors" : "questions") }
  ],
  rows: shown
})}`
}

const part = (posts: number, total: number, share: number): Html =>
  html`${percent(share)} <span class="muted">${count(posts)} of ${count(total)}</span>`

const topicLink = ({ topics }: ReportModel, number: number): Html | string => {
  const topic: Topic | undefined = topics.find((each) => each.topic === number)
  if (topic === undefined) return number < 0 ? "none" : `Topic ${number}`
  return html`<a href="#topic-${number}">Topic ${number}</a> <bdi class="words">${topicWords(topic, 3)}</bdi>`
}

const signedPoints = (slope: number): string => `${slope > 0 ? "+" : ""}${decimal(slope * 100, 2)}`
