/**
 * Where the rows of each input went: a row an input and site, a column a step.
 */
import { type Column, dataTable } from "../dataTable.ts"
import { count } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { stepName } from "../words/dropReasons.ts"

type Row = ReportModel["funnel"][number]
interface Source {
  readonly input: string
  readonly site: string
  readonly rowsByStep: ReadonlyMap<string, number>
}

/** The table. */
export const funnelTable = ({ funnel, siteName }: ReportModel): Html => {
  const sources = sourcesOf(funnel)
  const reasons = [...new Set(funnel.map((row) => row.step))].filter((step) => step !== "read" && step !== "kept")
  const steps = ["read", "kept", ...reasons]
  const sum = (step: string) => sources.reduce((total, source) => total + (source.rowsByStep.get(step) ?? 0), 0)
  return dataTable({
    caption: "Rows of each input, by what became of them",
    columns: [
      { title: "Input", header: true, cell: (source) => html`<bdi>${source.input}</bdi>` },
      { title: "Site", cell: (source) => siteName(source.site) },
      ...steps.map(
        (step): Column<Source> => ({
          title: stepName(step),
          numeric: true,
          cell: (source) => count(source.rowsByStep.get(step) ?? 0)
        })
      )
    ],
    rows: sources,
    ...(sources.length > 1 && { total: ["All inputs", "", ...steps.map((step) => count(sum(step)))] })
  })
}

const sourcesOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Source> =>
  [...Map.groupBy(rows, (row) => JSON.stringify([row.input, row.site])).values()].map((group) => ({
    input: group[0]!.input,
    site: group[0]!.site,
    rowsByStep: new Map(group.map((row) => [row.step, row.rows]))
  }))
