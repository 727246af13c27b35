/**
 * The whole file: one document that opens from disk, loads nothing and runs nothing.
 */
import { createHash } from "node:crypto"
import type { Canvas } from "./figures/Canvas.ts"
import { escapeHtml, html, raw } from "./html.ts"
import type { ReportModel } from "./ReportModel.ts"
import { certainty } from "./sections/certainty.ts"
import { change } from "./sections/change.ts"
import { corpus } from "./sections/corpus.ts"
import { head } from "./sections/head.ts"
import { methods } from "./sections/methods.ts"
import { provenance } from "./sections/provenance.ts"
import { together } from "./sections/together.ts"
import { topics } from "./sections/topics.ts"
import { styles } from "./styles.ts"

/** The report as HTML. The policy allows one style sheet, named by its digest, and neither scripts nor requests. */
export const page = (canvas: Canvas, model: ReportModel): string => {
  const between = { together: together(model), change: change(model) }
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${model.params.title}</title>
<link rel="icon" href="data:,">
<style>${raw(styles)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${patterns}
<div class="layout">
<nav aria-label="Sections"><ul>
<li><a href="#main">In short</a></li>
<li><a href="#corpus">The corpus</a></li>
<li><a href="#topics">The topics</a></li>
${
  between.together !== null &&
  html`<li><a href="#together">Together</a></li>
`
}${
  between.change !== null &&
  html`<li><a href="#change">Years and sites</a></li>
`
}<li><a href="#certainty">How sure</a></li>
<li><a href="#methods">Methods</a></li>
<li><a href="#provenance">Provenance</a></li>
</ul></nav>
<main id="main" tabindex="-1">
${head(model)}
${corpus(canvas, model)}
${topics(canvas, model)}
${between.together}${between.change}${certainty(canvas, model)}
${methods(model)}
${provenance(model)}
</main>
</div>
</body>
</html>
`.text
}

const digest = createHash("sha256").update(styles).digest("base64")
const policy = escapeHtml(
  `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`
)

/** The hatching of years that may not be whole, for all figures. */
const patterns = html`<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs><pattern id="partial" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" class="hatch-ground"/><rect width="2.4" height="5" class="fill"/></pattern></defs></svg>`
