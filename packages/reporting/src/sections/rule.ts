/**
 * The study's selection rule: what it asks, what it leaves, and what it cannot show.
 */
import { count, counted } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { postsAt } from "../RuleCounts.ts"
import { limitsOfLists, variantNames } from "../words/ruleSteps.ts"
import { ruleBySite } from "./ruleBySite.ts"
import { ruleTerms } from "./ruleTerms.ts"
import { ruleVariants } from "./ruleVariants.ts"

/** The rule in words, its terms, its steps by site and year, and both ways of matching; a sentence where none was counted. */
export const rule = (model: ReportModel): Html => {
  if (model.rule.counts.sites.length === 0) return html`<p>This run counts no selection rule.</p>`
  const { selection } = model.params
  return html`<p>${selection.rule} ${basis(model)}</p>
<p>${selection.matching}</p>
${ruleBySite(model)}
<h4>The terms</h4>
${ruleTerms(model)}
<h4>Whole words, and the paper’s own matching</h4>
<p>${selection.paper}</p>
${ruleVariants(model)}
<h4>What selection by lists cannot show</h4>
<ul class="prose">${limitsOfLists.map(
    ([title, text]) => html`
<li><b>${title}</b> ${text}</li>`
  )}
</ul>`
}

/** Which posts the topics are made of: by the parameter where the run has one, and by the counts in any case. */
const basis = ({ rule, topics }: ReportModel): string => {
  const inTopics = topics.reduce((total, topic) => total + topic.posts, 0)
  const all = postsAt(rule.counts.total, "posts")
  const selected = postsAt(rule.counts.total, "selected")
  const made = `The topics of this report are made of ${counted(inTopics, "question")}`
  if (rule.ran !== null && inTopics === selected) {
    return `${made}: those that the rule selects, matched by ${variantNames[rule.variant] ?? rule.variant}.`
  }
  if (inTopics === all)
    return `${made}: all that were kept, whether the rule selects them or not (${count(selected)} are).`
  return inTopics === selected ? `${made}: those that the rule selects.` : `${made}.`
}
