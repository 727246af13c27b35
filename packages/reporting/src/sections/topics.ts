/**
 * All topics side by side, then each by itself.
 */
import { type Column, dataTable } from "../dataTable.ts"
import { bar } from "../figures/bar.ts"
import type { Canvas } from "../figures/Canvas.ts"
import { leastPosts } from "../figures/topicTrend.ts"
import { count, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel, Topic } from "../ReportModel.ts"
import { topicWords } from "../topicName.ts"
import { badge, returnedOf } from "./standing.ts"
import { topicCard } from "./topicCard.ts"

/** The overview, topics by site, and a card a topic. */
export const topics = (
  canvas: Canvas,
  model: ReportModel
): Html => html`<section id="topics" aria-labelledby="topics-title">
<h2 id="topics-title">The topics</h2>
<p>Topics are numbered from 0 by falling size. Each question is in one topic, or in none where no word of the vocabulary is left in it. The words are those that set a topic apart from the others, best first. A word’s weight (cTfIdf) grows with its share of the topic’s words and falls with its frequency in all topics; <a href="#topic-words">Methods</a> give the formula.</p>
<h3>All topics</h3>
<p>Sizes over all sites say how the whole corpus divides; a large site weighs most in them.</p>
${overview(model)}
<h3>Topics within each site</h3>
<p>To compare sites, read the shares of each site’s own questions. Where a topic has fewer than ${leastPosts} questions at a site, their count stands alone.</p>
${topicsBySite(model)}
${model.topics.filter((topic) => topic.topic >= 0).map((topic) => topicCard(canvas, model, topic))}
</section>
`

const overview = ({ topics }: ReportModel): Html => {
  const most = topics.reduce((top, topic) => Math.max(top, topic.share), 0)
  return dataTable({
    caption: "Topics, their words and their size over all sites and years; bars are drawn to the largest",
    columns: [
      { title: "Topic", header: true, cell: link },
      { title: "Questions", numeric: true, cell: (topic) => count(topic.posts) },
      { title: "Share", numeric: true, cell: (topic) => html`${percent(topic.share)}${bar(topic.share / most)}` },
      ...(topics.some((topic) => topic.stability !== undefined) ? [comesBack] : []),
      { title: "Words", cell: (topic) => html`<bdi class="words">${topicWords(topic, topic.terms.length)}</bdi>` }
    ],
    rows: topics
  })
}

const comesBack: Column<Topic> = {
  title: "Comes back",
  cell: (topic) =>
    topic.stability !== undefined &&
    html`${badge(topic.stability.badge)} <span class="base">${returnedOf(topic)} samples</span>`
}

const topicsBySite = ({ topics, sites, siteName }: ReportModel): Html => {
  const rowOf = (topic: Topic, site: string) => topic.sites.find((row) => row.site === site)
  const most = topics
    .flatMap((topic) => topic.sites)
    .reduce((top, row) => (row.posts < leastPosts ? top : Math.max(top, row.share)), 0)
  return dataTable({
    caption:
      "Share of each topic in the questions of each site, and how many; bars are drawn to the largest share here",
    columns: [
      {
        title: "Topic",
        header: true,
        cell: (topic) => html`${link(topic)} <bdi class="words">${topic.topic < 0 ? "" : topicWords(topic, 3)}</bdi>`
      },
      ...sites.map(
        (site): Column<Topic> => ({
          title: siteName(site.site),
          numeric: true,
          cell: (topic) => {
            const row = rowOf(topic, site.site)
            if (row === undefined) return ""
            if (row.posts < leastPosts) return count(row.posts)
            return html`${percent(row.share)} <span class="muted">${count(row.posts)}</span>${bar(row.share / most)}`
          }
        })
      )
    ],
    rows: topics
  })
}

const link = ({ topic }: Topic): Html =>
  topic < 0 ? html`Unassigned` : html`<a href="#topic-${topic}">Topic ${topic}</a>`
