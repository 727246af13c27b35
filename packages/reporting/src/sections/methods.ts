/**
 * The method in words, with the parameters of this run.
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
<p>HTML is parsed before case is folded. A question has five channels: its title, the text of its body, code inside sentences, code blocks, and tracebacks. ${channels(parameter)}${when("documents.quotes", "keep", "Text in quotations is kept.")}${when("documents.quotes", "drop", "Text in quotations is left out.")}${when("documents.math", "keep", "Formulas (LaTeX) are kept.")}${when("documents.math", "drop", "Formulas (LaTeX) are left out.")}</p>
<h3>Vocabulary</h3>
<p>${given("vocabulary.stopWords", (value) => html`Words of these lists are left out: ${value}.`)}${when("vocabulary.numbers", "keep", "Words without a letter (3.8, 2015) are kept.")}${when("vocabulary.numbers", "drop", "Words without a letter (3.8, 2015) are left out.")}${given("vocabulary.minLength", (value) => html`A word has ${value} or more characters.`)}${given("vocabulary.minDf", (value) => html`Words in fewer than ${value} questions are left out.`)}${given("vocabulary.maxDf", (value) => html`Words in more than a share of ${value} of all questions are left out, too.`)}</p>
${model.losses.length > 0 && losses(model)}
<h3>Weights and dimensions</h3>
<p>A word’s weight in a question is TF-IDF: tf × (ln((1 + n) / (1 + df)) + 1), for n questions of which df hold the word. ${when("tf-idf.sublinearTf", true, "tf is 1 + ln c for a word that occurs c times.")}${when("tf-idf.sublinearTf", false, "tf is the word’s count in the question.")}${when("tf-idf.norm", "l2", "Each question’s weights are scaled to length 1.")}</p>
<p>${given("lsa.dims", (value) => html`Latent semantic analysis brings the weights to ${value} dimensions (randomised truncated SVD; Halko, Martinsson and Tropp 2011), and each question is scaled to length 1 again.`)}${given("lsa.oversampling", (value) => html`The decomposition is computed with ${value} dimensions more than are kept (oversampling).`)}${given("lsa.powerIterations", (value) => html`It refines its random start ${value} times (power iterations).`)}</p>
<h3>Topics</h3>
<p>${byMethod[String(parameter("topics.method"))] ?? byMethod["lloyd"]} ${typeof parameter("topics.k") === "number" && given("topics.k", (value) => html`The number of topics is set to ${value}.`)}${when("topics.k", "convention", "The number of topics is chosen by a convention: the one with most questions in topics that come back in other samples.")}${given("topics.starts", (value) => html`Of ${value} starts the one with the lowest inertia is kept.`)}${given("topics.maxIterations", (value) => html`A start ends after ${value} iterations at the latest.`)}${given("topics.tolerance", (value) => html`A start has converged when no centre moves by a squared distance of more than ${value}.`)}A question without a word of the vocabulary stays unassigned. A question’s <i>similarity</i> is the cosine to the centre of its topic; its <i>margin</i> is that cosine less the one to the next best centre.</p>
<h3 id="topic-words">Words of a topic</h3>
<p>Ranked by cTfIdf (BERTopic; Grootendorst 2022): the word’s share of all words of the topic × ln(1 + A / f), where A is the mean number of words a topic and f the word’s count in all topics. BERTopic cuts A down to a whole number; this study does not. In a small topic a word that occurs twice can rank high.</p>
<h3>Shares and years</h3>
<p>A share is the topic’s questions divided by all questions of the same site (and year), unassigned ones included. Years are calendar years in UTC; a site’s first and last year are marked, since they may not be whole. Cells of fewer than ${leastPosts} questions are shown as counts. Sizes over all sites say how the whole corpus divides; what differs between sites or changes over years is read within a site, so no share by year is taken over several sites.</p>
<h3>Questions to read</h3>
<p>Central questions have the highest similarity, borderline ones the smallest margin, and random ones are drawn from a fixed seed. ${given("evidence.central", (value) => html`A topic shows at most ${value} central questions.`)}${given("evidence.borderline", (value) => html`Of borderline ones it shows at most ${value}.`)}${given("evidence.random", (value) => html`Of random ones it shows at most ${value}.`)}</p>
</section>
`
}

const losses = ({ losses }: ReportModel): Html =>
  dataTable({
    caption: "What each threshold left out of the text, and what was kept",
    columns: [
      { title: "Step", header: true, cell: (row) => nameByLoss[row.step] ?? stepName(row.step) },
      { title: "Distinct words", numeric: true, cell: (row) => count(row.words) },
      { title: "Occurrences", numeric: true, cell: (row) => count(row.tokens) },
      { title: "Questions that hold one", numeric: true, cell: (row) => count(row.posts) },
      { title: "Questions left without a word", numeric: true, cell: (row) => count(row.emptied) }
    ],
    rows: losses
  })

const byMethod: Readonly<Record<string, string>> = {
  lloyd: "k-means on the questions’ dimensions, from greedy k-means++ centres.",
  "ml-kmeans": "k-means (library ml-kmeans) on the questions’ dimensions, from greedy k-means++ centres.",
  "mini-batch": "Mini-batch k-means on the questions’ dimensions (Sculley 2010).",
  spherical: "Spherical k-means on the TF-IDF weights (Dhillon and Modha 2001).",
  nmf: "Non-negative matrix factorisation of the TF-IDF weights (Lee and Seung 1999); a question belongs to the topic with its largest weight."
}

const channelNames: Readonly<Record<string, string>> = {
  title: "the title",
  text: "the text",
  inline: "code inside sentences",
  code: "code blocks",
  traceback: "tracebacks"
}

/** Which channels words are read from; nothing where the run does not say. */
const channels = (parameter: (path: string) => unknown): Html | null => {
  const read = Object.entries(channelNames).flatMap(([channel, name]) => {
    const value = parameter(`tokens.channels.${channel}`)
    return value === "keep" ? [name] : value === "names" ? [`${name} (only the names in it)`] : []
  })
  return read.length === 0 ? null : html`Words are read from <b>${read.join(", ")}</b>. `
}

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
