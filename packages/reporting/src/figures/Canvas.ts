/// <reference path="./d3-sankey.d.ts" />
/**
 * Observable Plot on a server-side document, and d3-sankey: what draws every figure of the report.
 */
import { escapeHtml, type Html, raw } from "../html.ts"

/** Plot, the layout of flows, and how a drawing becomes markup. */
export interface Canvas {
  readonly Plot: typeof import("@observablehq/plot")
  readonly sankey: typeof import("d3-sankey").sankey
  /**
   * One drawing as SVG without styles of its own. `label` says in words what it
   * shows, for those who do not see it. No text from posts may stand in `options`.
   */
  readonly draw: (label: string, options: PlotOptions) => Html
}

/** Options of `Plot.plot`. */
export type PlotOptions = import("@observablehq/plot").PlotOptions

/** Loads Plot, linkedom and d3-sankey; about 0.4 s, so it happens inside the stage's run. */
export const loadCanvas = async (): Promise<Canvas> => {
  const [{ parseHTML }, Plot, { sankey }] = await Promise.all([
    import("linkedom"),
    import("@observablehq/plot"),
    import("d3-sankey")
  ])
  const { document } = parseHTML("<!doctype html><html><body></body></html>")
  return {
    Plot,
    sankey,
    draw: (label, options) => {
      const svg = Plot.plot({ ...options, document: document as never, className: "plot" })
      svg.querySelector("style")?.remove()
      for (const name of ["font-size", "font-family", "width", "height"]) svg.removeAttribute(name)
      for (const group of svg.querySelectorAll("g")) group.removeAttribute("aria-label")
      svg.setAttribute("role", "img")
      return raw(svg.outerHTML.replace("<svg ", `<svg aria-label="${escapeHtml(label)}" `))
    }
  }
}
