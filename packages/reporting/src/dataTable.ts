/**
 * A table of values in a box of its own that scrolls sideways, so that the page never does.
 */
import { type Child, type Html, html } from "./html.ts"

/** One column: its title and what stands in it. */
export interface Column<Row> {
  readonly title: string
  /** Digits align to the right. */
  readonly numeric?: boolean
  /** The column names its row. */
  readonly header?: boolean
  readonly cell: (row: Row) => Child
}

/** What a table shows. */
export interface DataTable<Row> {
  readonly caption: string
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: ReadonlyArray<Row>
  /** A last row that sums up the others: a cell a column. */
  readonly total?: ReadonlyArray<Child>
}

/** The table with its caption and the scopes of its headers. */
export const dataTable = <Row>({
  caption,
  columns,
  rows,
  total
}: DataTable<Row>): Html => html`<div class="scroll" role="group" aria-label="Table: ${caption}" tabindex="0"><table>
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${numeric(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows.map(
  (row) => html`
<tr>${columns.map((column) => cell(column, column.cell(row)))}</tr>`
)}
</tbody>${
  total === undefined
    ? null
    : html`
<tfoot><tr>${columns.map((column, i) => cell(column, total[i]))}</tr></tfoot>`
}
</table></div>`

const numeric = (column: { readonly numeric?: boolean }): Html | null =>
  column.numeric === true ? html` class="n"` : null

const cell = (column: { readonly numeric?: boolean; readonly header?: boolean }, content: Child): Html =>
  column.header === true
    ? html`<th scope="row"${numeric(column)}>${content}</th>`
    : html`<td${numeric(column)}>${content}</td>`
