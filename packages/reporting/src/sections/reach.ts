/**
 * How far the key numbers reach: whether this corpus is the study's own, and whether it is large enough for topics.
 */
import { count, counted, decimal, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { postsAt } from "../RuleCounts.ts"

/** Below this share of selected questions a corpus is not the one that the study is about. */
const leastSelected = 0.1

/** Below this many questions a topic on average, topics mean little. */
const leastPerTopic = 20

/** What stands right below the key numbers; nothing where no rule was counted and topics are large. */
export const reach = (model: ReportModel): Html => html`${selected(model)}${few(model)}`

const selected = ({ rule: { counts }, params, topics }: ReportModel): Html | null => {
  const nPosts = postsAt(counts.total, "posts")
  const nSelected = postsAt(counts.total, "selected")
  if (nPosts === 0) return null
  const { a, b } = params.selection
  const rule = `the study’s rule (tagged with a term on ${a} and naming one on ${b}, or the other way round)`
  const inTopics = topics.reduce((total, topic) => total + topic.posts, 0)
  if (nSelected < nPosts && inTopics === nSelected) {
    return html`<p class="reach">These are the ${count(nSelected)} of ${counted(nPosts, "question")} that meet ${rule}.</p>`
  }
  const which = `${count(nPosts)} questions`
  if (nSelected / nPosts < leastSelected) {
    const part =
      nSelected === 0
        ? `none of these ${which} meets`
        : `only ${count(nSelected)} of these ${which} (${percent(nSelected / nPosts)}) ${nSelected === 1 ? "meets" : "meet"}`
    return html`<div class="banner" role="note"><p><strong>This corpus is not the study’s:</strong> ${part} ${rule}. The topics below describe the files that were given, not what the study asks about.</p></div>`
  }
  return html`<p class="reach">${nSelected === nPosts ? `All of these ${which} meet` : `${count(nSelected)} of these ${which} (${percent(nSelected / nPosts)}) meet`} ${rule}${nSelected < nPosts && "; the topics are made of all"}.</p>`
}

const few = ({ topics }: ReportModel): Html | null => {
  const named = topics.filter((topic) => topic.topic >= 0)
  const mean = named.reduce((total, topic) => total + topic.posts, 0) / named.length
  return mean < leastPerTopic
    ? html`<p class="reach"><strong>Topics of so few questions mean little.</strong> A topic has ${decimal(mean, 1)} questions on average here; with so few, chance decides which words and questions come together.</p>`
    : null
}
