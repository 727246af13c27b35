/**
 * One topic: its size, how it stands, words, sites, years and posts to read.
 */
import { dataTable } from "../dataTable.ts"
import { bar } from "../figures/bar.ts"
import type { Canvas } from "../figures/Canvas.ts"
import { leastPosts, topicTrend } from "../figures/topicTrend.ts"
import { count, counted, decimal, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel, Topic } from "../ReportModel.ts"
import { topicWords } from "../topicName.ts"
import { evidence } from "./evidence.ts"
import { standing } from "./standing.ts"
import { topicWordsByMeasure } from "./topicWords.ts"

/** The card of a topic. */
export const topicCard = (canvas: Canvas, model: ReportModel, topic: Topic): Html => html`
<article class="topic" id="topic-${topic.topic}" aria-labelledby="topic-${topic.topic}-title">
<h3 id="topic-${topic.topic}-title"><span class="number">Topic ${topic.topic}</span> <bdi>${topicWords(topic, 3)}</bdi></h3>
<p class="size">${counted(topic.posts, "question")}, ${percent(topic.share)} of the whole corpus.</p>
${standing(model, topic)}
<div class="two">
${termsTable(topic)}
${sitesTable(model, topic)}
</div>
${topicWordsByMeasure(topic)}${topicTrend(canvas, model, topic)}
${evidence(model, topic)}
</article>
`

const termsTable = ({ topic, terms }: Topic): Html => {
  const best = terms.reduce((most, row) => Math.max(most, row.score), 0)
  return dataTable({
    caption: `Words that set topic ${topic} apart`,
    columns: [
      { title: "Word", header: true, cell: (row) => html`<bdi>${row.term}</bdi>` },
      {
        title: "Weight (cTfIdf)",
        numeric: true,
        cell: (row) => html`${decimal(row.score, 4)}${bar(row.score / best)}`
      },
      { title: "Times", numeric: true, cell: (row) => count(row.count) },
      { title: "Questions", numeric: true, cell: (row) => count(row.posts) }
    ],
    rows: terms
  })
}

const sitesTable = ({ siteName }: ReportModel, { topic, sites }: Topic): Html => {
  const most = sites.reduce((top, row) => (row.posts < leastPosts ? top : Math.max(top, row.share)), 0)
  return dataTable({
    caption: `Topic ${topic} within each site`,
    columns: [
      { title: "Site", header: true, cell: (row) => siteName(row.site) },
      { title: "Questions", numeric: true, cell: (row) => count(row.posts) },
      { title: "Of", numeric: true, cell: (row) => count(row.total) },
      {
        title: "Share",
        numeric: true,
        cell: ({ posts, share }) =>
          posts === 0 ? "0" : posts < leastPosts ? "too few" : html`${percent(share)}${bar(share / most)}`
      }
    ],
    rows: sites
  })
}
