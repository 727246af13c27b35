/**
 * The tree of topics as nested lists: it reads aloud, wraps on narrow screens and prints as it stands.
 */
import type { AnalysisRow } from "../Analyses.ts"
import { counted, decimal } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { topicWords } from "../topicName.ts"

/** A heading, how to read it, and the lists; the last merge is the root, of two branches the lower one stands first. */
export const topicTree = (model: ReportModel, merges: ReadonlyArray<AnalysisRow<"tree">>): Html => {
  const byNode = new Map(merges.map((row) => [row.node, row]))
  return html`<h3>Topics merged step by step</h3>
<p>Topics are merged two by two, each time those whose union adds least to the spread within topics (Ward; the later, the farther apart, by the height). A branch is named by the words that would set it apart from the rest.</p>
<ul class="tree">
${branch(model, byNode, merges.at(-1)!.node)}
</ul>`
}

const branch = (model: ReportModel, byNode: ReadonlyMap<number, AnalysisRow<"tree">>, node: number): Html => {
  const merge = byNode.get(node)
  if (merge === undefined) {
    const topic = model.topics.find((each) => each.topic === node)
    return html`
<li><a href="#topic-${node}">Topic ${node}</a>${topic !== undefined && html` <bdi>${topicWords(topic, 4)}</bdi> <span class="muted">${counted(topic.posts, "question")}</span>`}</li>`
  }
  const { left, right, height, posts, words } = merge
  const parts = [left, right].toSorted((a, b) => heightOf(byNode, a) - heightOf(byNode, b) || a - b)
  return html`
<li><span class="muted"><bdi>${words.join(", ")}</bdi> · ${counted(posts, "question")} · height ${decimal(height, 2)}</span>
<ul>${parts.map((part) => branch(model, byNode, part))}
</ul></li>`
}

const heightOf = (byNode: ReadonlyMap<number, AnalysisRow<"tree">>, node: number): number =>
  byNode.get(node)?.height ?? 0
