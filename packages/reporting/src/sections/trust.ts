/**
 * How far the topics can be trusted: what comes back, what other choices give, what tags say, how good the measures are.
 */
import { dataTable } from "../dataTable.ts"
import { count, counted, decimal, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel, Topic } from "../ReportModel.ts"
import { topicWords } from "../topicName.ts"
import { countMeasures, measureNames } from "../words/measures.ts"
import { badge, returnedOf } from "./standing.ts"

/** The parts that the study has. */
export const trust = (model: ReportModel): Html => html`${comesBack(model)}
${choices(model)}
${tags(model)}
${quality(model)}`

const comesBack = ({ topics, analyses }: ReportModel): Html | null => {
  if (analyses.stability === null) return null
  const tried = topics.filter((topic) => topic.stability !== undefined)
  const shuffled = analyses.stability.filter((row) => row.corpus === "shuffled")
  const counts = (rows: ReadonlyArray<{ readonly badge: string }>) => (name: string) =>
    count(rows.filter((row) => row.badge === name).length)
  const real = counts(tried.map((topic) => topic.stability!))
  const dealt = counts(shuffled)
  return html`<h3 id="comes-back">Do the topics come back?</h3>
<p>Questions are drawn anew many times (bootstrap, each question counted once), topics are made of each sample from the start, and matched one to one to the topics of this report. A topic has come back where the two share at least .6 of the questions of either and at least .43 of their ten first words. It is <i>steady</i> where that happens in 80% of the samples or more, <i>fleeting</i> in under 50%, else <i>wavering</i>. A small topic wavers easily. Steady means that this method finds the group again in questions like these; what it means, a reader says: a way of asking, or what is left when all subjects are taken, comes back as surely as a subject does.</p>
<p>${real("steady")} of ${counted(tried.length, "topic")} ${real("steady") === "1" ? "is" : "are"} steady, ${real("wavering")} wavering, ${real("fleeting")} fleeting. ${shuffled.length > 0 && html`For comparison, with the words of all questions dealt out anew: ${dealt("steady")} steady, ${dealt("wavering")} wavering, ${dealt("fleeting")} fleeting, of ${count(shuffled.length)}.`}</p>
${dataTable({
  caption: "How often each topic came back; overlaps are medians over the samples, 0 to 1",
  columns: [
    { title: "Topic", header: true, cell: named },
    { title: "Badge", cell: (topic) => badge(topic.stability!.badge) },
    { title: "Came back", numeric: true, cell: returnedOf },
    { title: "Overlap of questions", numeric: true, cell: ({ stability }) => decimal(stability!.medianAssignment, 2) },
    { title: "Overlap of words", numeric: true, cell: ({ stability }) => decimal(stability!.medianWords, 2) },
    { title: "Other seeds", numeric: true, cell: ({ stability }) => percent(stability!.seedReturn) },
    { title: "Stands in", numeric: true, cell: standsIn }
  ],
  rows: tried
})}
<p class="fine">Other seeds: in which share of them a topic with at least .25 of the words is found. Structureless text comes back over seeds too, so that column is no part of the badge.</p>`
}

const named = (topic: Topic): Html =>
  html`<a href="#topic-${topic.topic}">Topic ${topic.topic}</a> <bdi class="words">${topicWords(topic, 3)}</bdi>`

const standsIn = ({ standing }: Topic): string =>
  standing.length === 0 ? "" : `${count(standing.filter((row) => row.stands).length)} of ${count(standing.length)}`

const choices = ({ analyses, topics }: ReportModel): Html | null => {
  const { cells } = analyses
  if (cells === null) return null
  const nTopics = topics.filter((topic) => topic.topic >= 0).length
  return html`<h3 id="choices">What other choices would have given</h3>
<p>The study is made again under each of these sets of choices, with its own steps otherwise. A topic stands where a topic there is as like it as a sample’s must be to count as come back. The share of rows in which it stands describes the choices in this list; it is no probability. The first row is the study’s own choices with other seeds.</p>
${dataTable({
  caption: `${counted(cells.length, "way")} to make the study; agreement is the adjusted Rand index with the topics of this report`,
  columns: [
    {
      title: "Choices that differ",
      header: true,
      cell: (row) => (row.choices === "" ? "none" : html`<code>${row.choices}</code>`)
    },
    { title: "Topics", numeric: true, cell: (row) => count(row.k) },
    { title: "Words", numeric: true, cell: (row) => count(row.terms) },
    { title: "Agreement", numeric: true, cell: (row) => decimal(row.ari, 2) },
    { title: "Topics that stand", numeric: true, cell: (row) => `${count(row.standing)} of ${count(nTopics)}` }
  ],
  rows: cells
})}`
}

const tags = ({ analyses }: ReportModel): Html | null => {
  const { agreement } = analyses
  if (agreement === null) return null
  const rows = Array.from(Map.groupBy(agreement, (row) => row.measure)).map(([measure, both]) => ({
    measure,
    whole: both.find((row) => row.text === "whole"),
    masked: both.find((row) => row.text === "masked")
  }))
  const value = (measure: string, of: number | undefined) =>
    of === undefined ? "" : countMeasures.has(measure) ? count(of) : decimal(of, 3)
  return html`<h3 id="tags">Do they agree with the tags?</h3>
<p>Tags had no part in making the topics. Each question stands under its rarest tag that is not too rare and did not select the corpus. Tags are one reading of a question among others: low agreement is no error of the topics, and a topic that no tag captures is a finding. The last column repeats it with topics made after the words of these tags were taken out of the text; it shows how much of the agreement is the tag’s own name.</p>
${dataTable({
  caption: "Agreement of topics and tags",
  columns: [
    { title: "Measure", header: true, cell: ({ measure }) => measureNames[measure] ?? measure },
    { title: "Topics of this report", numeric: true, cell: ({ measure, whole }) => value(measure, whole?.value) },
    { title: "Tags’ words masked", numeric: true, cell: ({ measure, masked }) => value(measure, masked?.value) },
    { title: "Definition", cell: ({ whole, masked }) => (whole ?? masked)!.definition }
  ],
  rows
})}`
}

const quality = ({ analyses }: ReportModel): Html | null => {
  const rows = analyses.quality?.filter((row) => row.topic === null) ?? []
  return rows.length === 0
    ? null
    : html`<h3 id="quality">Measures of quality</h3>
<p>Each is defined beside its value, since measures of the same name differ. They compare ways to make topics of the same questions. None says that a topic means something, and none was used to choose words. The table <code>topic-quality</code> has them for each topic.</p>
${dataTable({
  caption: "Measures over all topics",
  columns: [
    { title: "Measure", header: true, cell: (row) => measureNames[row.measure] ?? row.measure },
    { title: "Variant", cell: (row) => row.variant },
    { title: "Value", numeric: true, cell: (row) => decimal(row.value, 3) },
    { title: "Definition", cell: (row) => row.definition }
  ],
  rows
})}`
}
