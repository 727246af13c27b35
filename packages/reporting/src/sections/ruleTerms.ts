/**
 * Both lists of terms, and how many questions each term lets in.
 */
import { type Column, dataTable } from "../dataTable.ts"
import { count, counted } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"

type Hits = ReportModel["termHits"][number]
interface Term {
  readonly term: string
  readonly words: Hits | undefined
  readonly paper: Hits | undefined
}

/** A table a list, side by side; a sentence where no term was counted. */
export const ruleTerms = ({ termHits, params }: ReportModel): Html => {
  if (termHits.length === 0) return html`<p>This run counts no terms.</p>`
  const { a, b } = params.selection
  return html`<p>How many questions bear each term as a tag, hold it in title or text, and are selected by it either way; “by paper” are those that the paper’s own matching selects by it. One question can be let in by several terms, so these counts do not add up.</p>
<div class="two lists">
${list(a, termsOf(termHits, "a"))}
${list(b, termsOf(termHits, "b"))}
</div>`
}

const termsOf = (hits: ReadonlyArray<Hits>, list: string): ReadonlyArray<Term> =>
  [
    ...Map.groupBy(
      hits.filter((row) => row.list === list),
      (row) => row.term
    )
  ].map(([term, rows]) => ({
    term,
    words: rows.find((row) => row.variant === "words"),
    paper: rows.find((row) => row.variant === "paper")
  }))

const list = (title: string, terms: ReadonlyArray<Term>): Html => {
  const number = (title: string, of: (term: Term) => number | undefined): Column<Term> => ({
    title,
    numeric: true,
    cell: (term) => {
      const n = of(term)
      return n === undefined ? "" : count(n)
    }
  })
  return dataTable({
    caption: `The list on ${title}: ${counted(terms.length, "term")}`,
    columns: [
      { title: "Term", header: true, cell: ({ term }) => html`<bdi class="term">${term}</bdi>` },
      number("Tag", ({ words }) => words?.tagged),
      number("Text", ({ words }) => words?.mentioned),
      number("Selected", ({ words }) => words?.selected),
      number("By paper", ({ paper }) => paper?.selected)
    ],
    rows: terms
  })
}
