/**
 * Rows that were not kept: why, what to do, and where the first of them stand.
 */
import { dataTable } from "../dataTable.ts"
import { count, counted } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { faultSteps, meaningByDropStep, meaningByReason, stepName, wordOf } from "../words/dropReasons.ts"

type Row = ReportModel["rejectReasons"][number]

/** How many inputs and reasons are listed with their places. */
const nListed = 24

/** Reasons over all inputs, then by input with the first places; a sentence where nothing was rejected. */
export const rejects = ({ rejectReasons }: ReportModel): Html => {
  if (rejectReasons.length === 0)
    return html`<p>No row was dropped: every row of every input is a question of its own.</p>`
  const rows = rejectReasons.reduce((sum, row) => sum + row.rows, 0)
  const faults = rejectReasons.filter(isFault).reduce((sum, row) => sum + row.rows, 0)
  return html`<p>${counted(rows, "row")} ${rows === 1 ? "was" : "were"} not kept. ${faults === 0 ? "None tells of a fault in an export: all are rows that are no questions, or whose question is there already." : `${count(faults)} of them ${faults === 1 ? "tells" : "tell"} of a fault in an export.`}</p>
${byReason(rejectReasons)}
${places(rejectReasons)}`
}

const isFault = ({ step }: Row): boolean => faultSteps.has(step)

const byReason = (rows: ReadonlyArray<Row>): Html => {
  const reasons = [...Map.groupBy(rows, (row) => row.reason).values()]
  return dataTable({
    caption: "Why rows were not kept, over all inputs",
    columns: [
      { title: "Reason", header: true, cell: ([first]) => stepName(first!.reason) },
      { title: "Step", cell: ([first]) => wordOf(meaningByDropStep, first!.step) ?? stepName(first!.step) },
      { title: "Rows", numeric: true, cell: (group) => count(group.reduce((sum, row) => sum + row.rows, 0)) },
      { title: "Inputs", numeric: true, cell: (group) => count(group.length) },
      {
        title: "Meaning",
        cell: ([first]) =>
          html`<span class="words">${wordOf(meaningByReason, first!.reason) ?? "Dropped by ingest for this reason; the table rejects lists each row."}</span>`
      },
      { title: "What to do", cell: ([first]) => html`<span class="words"><bdi>${first!.remedy}</bdi></span>` }
    ],
    rows: reasons
  })
}

/** Faults come first, since they are what a person can mend. */
const places = (rows: ReadonlyArray<Row>): Html => {
  const ordered = [...rows.filter(isFault), ...rows.filter((row) => !isFault(row))]
  const listed = ordered.slice(0, nListed)
  return html`<details class="numbers"><summary>Where the first of them stand</summary>
${dataTable({
  caption: `The first rows of each input and reason, faults first${listed.length < ordered.length ? `: ${listed.length} of ${ordered.length}` : ""}; the table rejects lists every row`,
  columns: [
    { title: "Input", header: true, cell: (row) => html`<bdi>${row.input}</bdi>` },
    { title: "Reason", cell: (row) => stepName(row.reason) },
    { title: "Rows", numeric: true, cell: (row) => count(row.rows) },
    {
      title: "First places",
      cell: (row) =>
        html`<span class="words">${row.places.map(
          (place, i) => html`${i > 0 && "; "}${place}: <bdi>${row.details[i]}</bdi>`
        )}${row.rows > row.places.length && " …"}</span>`
    }
  ],
  rows: listed
})}
</details>`
}
