/**
 * A figure of small panels, one a site, that wrap with the page's width, and its numbers as a table.
 */
import { type Html, html } from "../html.ts"

/** One panel: a heading in words, a line below it, and the drawing. */
export interface Panel {
  readonly title: string
  readonly note: string
  readonly svg: Html
}

/** What stands around the panels. */
export interface PanelFigure {
  readonly title: string
  readonly caption: Html
  readonly panels: ReadonlyArray<Panel>
  /** The numbers of all panels as a table. */
  readonly numbers: Html
}

/** The figure with its title, caption, panels and numbers. */
export const panelFigure = ({ title, caption, panels, numbers }: PanelFigure): Html => html`<figure class="figure">
<figcaption><strong>${title}</strong> ${caption}</figcaption>
<div class="panels">${panels.map(
  (panel) => html`
<div class="panel"><p class="panel-title"><bdi>${panel.title}</bdi> <span>${panel.note}</span></p>${panel.svg}</div>`
)}
</div>
<details class="numbers"><summary>The numbers of this figure</summary>
${numbers}
</details>
</figure>
`
