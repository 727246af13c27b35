/**
 * A topic's words under every measure, its phrases, and the tags it goes with.
 */
import { dataTable } from "../dataTable.ts"
import { count, decimal, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { Topic } from "../ReportModel.ts"
import { measureNames } from "../words/measures.ts"

/** More tags than these are left to the table `topic-tags`. */
const mostTags = 10

/** Folded, since the first table of the card says most; null where nothing of it was computed. */
export const topicWordsByMeasure = (topic: Topic): Html | null => {
  const { labels, phrases, tags } = topic
  if (labels.length + phrases.length + tags.length === 0) return null
  return html`<details class="numbers"><summary>Words by other measures, phrases, and tags it goes with</summary>
${labels.length > 0 && measures(topic)}
${phrases.length > 0 && html`<p><b>Phrases</b> that set it apart, by cTfIdf: <bdi>${phrases.map((row) => row.term).join(", ")}</bdi>.</p>`}
${tags.length > 0 && tagTable(topic)}
</details>
`
}

const measures = ({ topic, labels }: Topic): Html =>
  dataTable({
    caption: `Words of topic ${topic} by six measures, best first`,
    columns: [
      { title: "Measure", header: true, cell: ([measure]) => measureNames[measure] ?? measure },
      { title: "Words", cell: ([, rows]) => html`<bdi class="words">${rows.map((row) => row.term).join(", ")}</bdi>` }
    ],
    rows: Array.from(Map.groupBy(labels, (row) => row.measure))
  })

const tagTable = ({ topic, tags }: Topic): Html =>
  dataTable({
    caption: `Tags of the questions of topic ${topic}, those that it raises most first; tags had no part in making topics${tags.length > mostTags ? ` (${mostTags} of ${tags.length})` : ""}`,
    columns: [
      {
        title: "Tag",
        header: true,
        cell: (row) =>
          html`<bdi>${row.tag}</bdi>${row.selecting && html` <span class="base">selected the corpus</span>`}`
      },
      { title: "Questions", numeric: true, cell: (row) => count(row.posts) },
      { title: "Share here", numeric: true, cell: (row) => percent(row.share) },
      { title: "Times its share of all", numeric: true, cell: (row) => decimal(row.lift, 1) }
    ],
    rows: tags.slice(0, mostTags)
  })
