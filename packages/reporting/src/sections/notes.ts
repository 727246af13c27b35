/**
 * What a reader must know of the inputs before comparing anything.
 */
import { type Html, html } from "../html.ts"
import type { ReportModel } from "../ReportModel.ts"

/** The notes of ingest, and one on sites that several inputs make up; null where there is nothing to say. */
export const notes = (model: ReportModel): Html | null => {
  const mixed = mixedSites(model)
  if (model.notes.length === 0 && mixed.length === 0) return null
  return html`<h3>Notes on the inputs</h3>
<ul class="prose">${model.notes.map(
    ({ note }) => html`
<li><bdi>${note}</bdi></li>`
  )}${
    mixed.length > 0 &&
    html`
<li>More than one input holds questions of ${mixed.join(", ")}. Where these inputs cover different years or were selected in different ways, changes over the years of ${mixed.length === 1 ? "that site" : "those sites"} may come from the mixture of inputs.</li>`
  }
</ul>`
}

/** Names of the sites to which more than one input gave a question, in the order of the sites. */
const mixedSites = ({ funnel, sites, siteName }: ReportModel): ReadonlyArray<string> => {
  const kept = funnel.filter((row) => row.step === "kept" && row.rows > 0)
  return sites
    .filter(({ site }) => new Set(kept.filter((row) => row.site === site).map((row) => row.input)).size > 1)
    .map(({ site }) => siteName(site))
}
