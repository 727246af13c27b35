/**
 * Section 5: the method in words, with the parameters of this run.
 */
import { dataTable } from "../dataTable.ts"
import { leastPosts } from "../figures/topicTrend.ts"
import { count } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { stepName } from "../words/dropReasons.ts"

/** The steps in order; a sentence stands where the run has its parameter. */
export const methods = (model: ReportModel): Html => {
  const { parameter } = model.facts
  const given = (path: string, sentence: (value: Html) => Html): Html | null => {
    const value = parameter(path)
    return value === undefined ? null : html`${sentence(html`<b>${inline(value)}</b>`)} `
  }
  const when = (path: string, value: unknown, sentence: string): string | null =>
    parameter(path) === value ? `${sentence} ` : null
  return html`<section id="methods" aria-labelledby="methods-title">
<h2 id="methods-title">Methods</h2>
<p>${model.params.method}</p>
<h3>Text</h3>
<p>HTML is parsed before case is folded. A question has three channels: its title, the text of its body, and its code. ${given("tokens.channels", (value) => html`This run reads: ${value}.`)}${given("documents.quotes", (value) => html`Quotations: ${value}.`)}${given("documents.math", (value) => html`Formulas: ${value}.`)}</p>
<h3>Vocabulary</h3>
<p>${given("vocabulary.stopWords", (value) => html`Lists of words that are left out: ${value}.`)}${given("vocabulary.numbers", (value) => html`Words without a letter: ${value}.`)}${given("vocabulary.minLength", (value) => html`Fewest characters of a word: ${value}.`)}${given("vocabulary.minDf", (value) => html`A word is kept where at least ${value} questions hold it.`)}${given("vocabulary.maxDf", (value) => html`The largest share of all questions that may hold it: ${value}.`)}</p>
${model.losses.length > 0 && losses(model)}
<h3>Weights and dimensions</h3>
<p>A word’s weight in a question is TF-IDF: tf × (ln((1 + n) / (1 + df)) + 1), for n questions of which df hold the word. ${when("tf-idf.sublinearTf", true, "tf is 1 + ln c for a word that occurs c times.")}${when("tf-idf.sublinearTf", false, "tf is the word’s count in the question.")}${when("tf-idf.norm", "l2", "Each question’s weights are scaled to length 1.")}</p>
<p>${given("lsa.dims", (value) => html`Latent semantic analysis brings the weights to ${value} dimensions (randomised truncated SVD; Halko, Martinsson and Tropp 2011), and each question is scaled to length 1 again.`)}${given("lsa.oversampling", (value) => html`Oversampling: ${value}.`)}${given("lsa.powerIterations", (value) => html`Power iterations: ${value}.`)}</p>
<h3>Topics</h3>
<p>k-means on the questions’ dimensions, from greedy k-means++ centres. ${given("topics.k", (value) => html`Number of topics: ${value}.`)}${given("topics.starts", (value) => html`Starts, of which the one with the lowest inertia is kept: ${value}.`)}${given("topics.maxIterations", (value) => html`Iterations of a start, at most: ${value}.`)}${given("topics.tolerance", (value) => html`A start has converged when no centre moves by more than this squared distance: ${value}.`)}A question without a word of the vocabulary stays unassigned. A question’s <i>similarity</i> is the cosine to the centre of its topic; its <i>margin</i> is that cosine less the one to the next best centre.</p>
<h3>Words of a topic</h3>
<p>Ranked by cTfIdf (BERTopic; Grootendorst 2022): the word’s share of all words of the topic × ln(1 + A / f), where A is the mean number of words a topic and f the word’s count in all topics. A is not cut to a whole number, as BERTopic does. In a small topic a word that occurs twice can rank high.</p>
<h3>Shares and years</h3>
<p>A share is the topic’s questions divided by all questions of the same site (and year), unassigned ones included. Years are calendar years in UTC; a site’s first and last year are marked, since they may not be whole. Cells of fewer than ${leastPosts} questions are shown as counts. No share by year is pooled over sites.</p>
<h3>Questions to read</h3>
<p>Central questions have the highest similarity, borderline ones the smallest margin, and random ones are drawn from a fixed seed. ${given("evidence.central", (value) => html`Central, a topic at most: ${value}.`)}${given("evidence.borderline", (value) => html`Borderline: ${value}.`)}${given("evidence.random", (value) => html`Random: ${value}.`)}</p>
</section>
`
}

const losses = ({ losses }: ReportModel): Html =>
  dataTable({
    caption: "What each threshold left out of the text, and what was kept",
    columns: [
      { title: "Step", header: true, cell: (row) => nameByLoss[row.step] ?? stepName(row.step) },
      { title: "Distinct words", numeric: true, cell: (row) => count(row.words) },
      { title: "Occurrences", numeric: true, cell: (row) => count(row.tokens) }
    ],
    rows: losses
  })

const nameByLoss: Readonly<Record<string, string>> = {
  "stop-words": "Stop words",
  numbers: "Without a letter",
  "min-length": "Too short",
  "min-df": "In too few questions",
  "max-df": "In too many questions",
  kept: "Kept"
}

const inline = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(inline).join(", ")
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${name} ${inline(part)}`)
      .join(", ")
  }
  return String(value)
}
