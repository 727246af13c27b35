/**
 * Inputs, parameters, versions, licences and citation.
 */
import { dataTable } from "../dataTable.ts"
import type { Fact } from "../Facts.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"
import { safeUrl } from "../safeUrl.ts"
import { licences } from "./licences.ts"

/** What the report was made from, and how to cite it. */
export const provenance = (model: ReportModel): Html => {
  const { facts, params } = model
  return html`<section id="provenance" aria-labelledby="provenance-title">
<h2 id="provenance-title">Provenance</h2>
<p>The same inputs, parameters and versions give this file again, byte for byte, on any machine.</p>
<h3>Run</h3>
${factsTable("Study and corpus", "Fact", [
  ...facts.studyFacts.map(({ name, value }) => ({ name: `study ${name}`, value })),
  { name: "corpus name", value: facts.corpus },
  { name: "corpus simulated", value: facts.simulated ? "yes" : "no" }
])}
<h3>Inputs</h3>
${facts.inputs.length === 0 ? html`<p>No file from outside: the corpus is made by the study itself.</p>` : factsTable("Input files: site, length in bytes, SHA-256 of the content", "Input", facts.inputs)}
<h3>Parameters</h3>
<details class="numbers"><summary>All ${facts.parameters.length} parameters</summary>
${factsTable("Parameters by node and path", "Parameter", facts.parameters)}
</details>
<h3>Versions</h3>
${factsTable("Versions of the programs", "Program", facts.versions)}
<h3>Licences and attribution</h3>
${licences(model)}
${params.references.length > 0 && references(params.references)}
</section>
`
}

const factsTable = (caption: string, title: string, facts: ReadonlyArray<Fact>): Html =>
  dataTable({
    caption,
    columns: [
      { title, header: true, cell: (fact) => html`<bdi>${fact.name}</bdi>` },
      { title: "Value", cell: (fact) => html`<code>${fact.value}</code>` }
    ],
    rows: facts
  })

const references = (list: ReportModel["params"]["references"]): Html => html`<h3>How to cite</h3>
<ul class="prose">${list.map(({ text, url }) => {
  const address = safeUrl(url)
  return html`
<li>${text}${address !== null && html` <a href="${address}" rel="noopener noreferrer external">${address}</a>`}</li>`
})}
</ul>`
