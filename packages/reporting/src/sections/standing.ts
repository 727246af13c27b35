/**
 * Whether a topic comes back: in other samples, with other seeds, under other choices.
 */
import { count, counted, decimal, percent } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel, Topic } from "../ReportModel.ts"

/** The badge of a topic as a word in a frame of its own. */
export const badge = (name: string): Html => html`<b class="badge ${className(name)}">${name}</b>`

const className = (name: string): string => (badges.has(name) ? name : "other")
const badges = new Set(["steady", "wavering", "fleeting"])

/** How often a topic came back, as in `17 of 20`; nothing where that was not tried. */
export const returnedOf = ({ stability }: Topic): string =>
  stability === undefined ? "" : `${count(stability.returned)} of ${count(stability.samples)}`

/** A paragraph of the topic's card; null where none of it was tried. */
export const standing = (model: ReportModel, topic: Topic): Html | null => {
  const { stability, standing, identity } = topic
  const sentences = [
    identity !== undefined && identity.status !== "first" && known(identity),
    stability !== undefined && comesBack(stability),
    standing.length > 0 &&
      html`Made with other choices, it stands in ${count(standing.filter((row) => row.stands).length)} of ${counted(standing.length, "way")} to make the study (<a href="#choices">which</a>).`
  ].filter((sentence) => sentence !== false)
  return sentences.length === 0
    ? null
    : html`<p class="standing">${stability !== undefined && badge(stability.badge)} ${sentences.map((sentence) => html`${sentence} `)}</p>${stability !== undefined && shuffled(model)}`
}

const known = ({ number, name, status, overlap }: NonNullable<Topic["identity"]>): Html =>
  status === "kept"
    ? html`Known as topic ${number}${name !== "" && html`, “<bdi>${name}</bdi>”`}, since the accepted run${overlap !== null && html` (of the questions in either, ${percent(overlap)} are in both)`}.`
    : html`New since the accepted run; its number there is ${number}.`

const comesBack = (row: NonNullable<Topic["stability"]>): Html =>
  html`Found again in ${count(row.returned)} of ${counted(row.samples, "sample")} of the questions, with half of the samples sharing at least ${decimal(row.medianAssignment, 2)} of its questions and ${decimal(row.medianWords, 2)} of its words. Its words come back with ${percent(row.seedReturn)} of other seeds${around(row)}.`

const around = ({ fewerReturn, moreReturn }: NonNullable<Topic["stability"]>): string => {
  const parts = [
    ...(fewerReturn === null ? [] : [`${percent(fewerReturn)} with one topic fewer`]),
    ...(moreReturn === null ? [] : [`${percent(moreReturn)} with one more`])
  ]
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`
}

/** The same for text without structure, for comparison. */
const shuffled = ({ analyses }: ReportModel): Html | null => {
  const rows = analyses.stability?.filter((row) => row.corpus === "shuffled") ?? []
  if (rows.length === 0) return null
  const steady = rows.filter((row) => row.badge === "steady").length
  return html`<p class="fine">With the words of all questions dealt out anew, so that nothing is left to find, ${count(steady)} of ${counted(rows.length, "topic")} ${steady === 1 ? "is" : "are"} steady. <a href="#comes-back">What steady means</a></p>`
}
