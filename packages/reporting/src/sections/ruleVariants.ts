/**
 * The rule by whole words beside the paper's own matching, step by step.
 */
import { dataTable } from "../dataTable.ts"
import { count } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { postsAt } from "../RuleCounts.ts"
import { ruleSteps } from "../words/ruleSteps.ts"

/** All sites together; a sentence where the paper's matching was not counted. */
export const ruleVariants = ({ rule, params }: ReportModel): Html => {
  const { words, paper } = rule
  if (words.sites.length === 0 || paper.sites.length === 0) {
    return html`<p>This run counts one way of matching alone.</p>`
  }
  const steps = ruleSteps(params.selection).map(([step, title]) => ({
    step,
    title,
    words: postsAt(words.total, step),
    paper: postsAt(paper.total, step)
  }))
  return html`${dataTable({
    caption: "Steps of the rule over all sites, by both ways of matching",
    columns: [
      { title: "Step", header: true, cell: ({ title }) => title },
      { title: "Whole words", numeric: true, cell: (row) => count(row.words) },
      { title: "Paper’s matching", numeric: true, cell: (row) => count(row.paper) },
      { title: "Difference", numeric: true, cell: (row) => signed(row.paper - row.words) }
    ],
    rows: steps
  })}
<p class="fine">A question that both halves of the rule select is counted by its tag on ${params.selection.a}. In the paper’s matching the two steps that name the other list count a question twice where both its title and its text match, as the paper’s own numbers do; what is selected is counted once in both.</p>`
}

const signed = (n: number): string => (n > 0 ? `+${count(n)}` : count(n))
