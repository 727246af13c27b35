/**
 * Under which licences the questions stand, and how to attribute them.
 */
import { type Column, dataTable } from "../dataTable.ts"
import { count, counted } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"

type Row = ReportModel["licences"][number]

/** More sites than these are shown by their sum alone. */
const mostSites = 6

/** What holds for the corpus; of simulated posts, that none does. */
export const licences = (model: ReportModel): Html =>
  model.facts.simulated
    ? html`<p>${simulated}</p>`
    : html`<p>${contributions}</p>
${model.licences.length > 0 && counts(model)}
<p>${attribution}</p>`

const contributions =
  "User contributions on Stack Exchange are licensed under CC BY-SA (2.5, 3.0 or 4.0, by the date of the contribution). Titles and excerpts are quoted from the questions that they link to."

const attribution =
  "To attribute a question, give its link: it leads to the author, the full text and the history. A link is the site’s address, /questions/ and the question’s number; the table posts has it as url, beside the licence. Whoever passes texts on must name author and licence and keep the licence."

const simulated =
  "The simulated posts of this report were written by a program, belong to no site and quote nobody. Their numbers may be those of real posts by chance; they are not linked."

const counts = ({ licences, siteName }: ReportModel): Html => {
  const sites = [...new Set(licences.map(({ site }) => site))]
  const named = sites.length > 1 && sites.length <= mostSites ? sites : []
  const rows = [...Map.groupBy(licences, ({ licence }) => licence)].toSorted(([a], [b]) => order(a) - order(b))
  const sum = (rows: ReadonlyArray<Row>, site?: string) =>
    rows.reduce((total, row) => (site === undefined || row.site === site ? total + row.posts : total), 0)
  const byDate = sum(licences.filter(({ licence }) => licence?.endsWith(" (by date)") === true))
  const unknown = sum(licences.filter(({ licence }) => licence === null))
  return html`<p>Of ${counted(sum(licences), "question")}, ${byDate === 0 ? "all that bear a licence name it in their export" : `${count(byDate)} ${byDate === 1 ? "has" : "have"} a licence that follows from the question’s date, since the export states none (“by date”; an edit after that date may have brought a later version)`}${unknown > 0 && `; for ${count(unknown)} nothing tells it`}.</p>
${dataTable({
  caption: "Questions by licence",
  columns: [
    {
      title: "Licence",
      header: true,
      cell: ([licence]) => (licence === null ? "not given" : html`<bdi>${licence}</bdi>`)
    },
    ...named.map(
      (site): Column<(typeof rows)[number]> => ({
        title: siteName(site),
        numeric: true,
        cell: ([, rows]) => count(sum(rows, site))
      })
    ),
    { title: named.length > 0 ? "All sites" : "Questions", numeric: true, cell: ([, rows]) => count(sum(rows)) }
  ],
  rows,
  ...(rows.length > 1 && {
    total: ["All", ...named.map((site) => count(sum(licences, site))), count(sum(licences))]
  })
})}`
}

/** A licence that is not given comes last; the others keep their order. */
const order = (licence: string | null): number => (licence === null ? 1 : 0)
