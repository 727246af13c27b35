/**
 * The first screen: what was asked of which corpus, and the answer in short.
 */
import { bar } from "../figures/bar.ts"
import { count, counted, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { topicWords } from "../topicName.ts"
import { reach } from "./reach.ts"

/** How many topics the first screen names. */
const nLargest = 5

/** Title, question, banner where the posts are simulated, key numbers and how far they reach, largest topics. */
export const head = (model: ReportModel): Html => {
  const { params, facts, sites, topics } = model
  const posts = topics.reduce((sum, topic) => sum + topic.posts, 0)
  const named = topics.filter((topic) => topic.topic >= 0)
  const largest = named.slice(0, nLargest)
  const most = largest.reduce((top, topic) => Math.max(top, topic.share), 0)
  return html`<header class="head">
<p class="eyebrow">Study <b>${facts.study}</b> · corpus <b>${facts.corpus}</b></p>
<h1>${params.title}</h1>
<p class="question">${params.question}</p>
${facts.simulated && simulatedBanner}
${params.lede.map((paragraph) => html`<p>${paragraph}</p>`)}
<dl class="key">
<div><dt>${posts === 1 ? "Question" : "Questions"}</dt><dd>${count(posts)}</dd></div>
<div><dt>${sites.length === 1 ? "Site" : "Sites"}</dt><dd>${count(sites.length)}</dd></div>
<div><dt>Asked in</dt><dd>${yearSpan(model)}</dd></div>
<div><dt>${named.length === 1 ? "Topic" : "Topics"}</dt><dd>${count(named.length)}</dd></div>
</dl>
${reach(model)}
<div>
<h2 id="largest" class="minor">${largest.length < named.length ? `The ${largest.length} largest of ${counted(named.length, "topic")}` : "Topics by size"}</h2>
<ol class="largest">${largest.map(
    (topic) => html`
<li><a href="#topic-${topic.topic}">Topic ${topic.topic}</a> <span class="words"><bdi>${topicWords(topic, 5)}</bdi></span> <span class="amount">${counted(topic.posts, "question")}, ${percent(topic.share)}</span>${bar(topic.share / most)}</li>`
  )}
</ol>
<p class="fine">Topics are groups of questions that share words; each is named by its number and by the words that set it apart, not by what people meant. Sizes here are over all sites and years. <a href="#topics">All topics</a> · <a href="#certainty">How sure is this?</a></p>
</div>
</header>
`
}

const simulatedBanner = html`<div class="banner" role="note"><p><strong>These posts are simulated.</strong> A seeded program wrote them, with topics planted on purpose, to show that the method finds what is there. Nothing here says anything about real people or real questions.</p></div>`

const yearSpan = ({ years }: ReportModel): string => {
  const held = years.filter((row) => row.posts > 0).map((row) => row.year)
  if (held.length === 0) return "no dates"
  const first = held.reduce((least, year) => Math.min(least, year))
  const last = held.reduce((most, year) => Math.max(most, year))
  return first === last ? String(first) : `${first}–${last}`
}
