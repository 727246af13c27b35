/**
 * Observable Plot on a server-side document: what draws every figure of the report.
 */
import { escapeHtml, type Html, raw } from "../html.ts"

/** Plot, and how a drawing becomes markup. */
export interface Canvas {
  readonly Plot: typeof import("@observablehq/plot")
  /**
   * One drawing as SVG without styles of its own. `label` says in words what it
   * shows, for those who do not see it. No text from posts may stand in `options`.
   */
  readonly draw: (label: string, options: PlotOptions) => Html
}

/** Options of `Plot.plot`. */
export type PlotOptions = import("@observablehq/plot").PlotOptions

/** Loads Plot and linkedom; about 0.4 s, so it happens inside the stage's run. */
export const loadCanvas = async (): Promise<Canvas> => {
  const [{ parseHTML }, Plot] = await Promise.all([import("linkedom"), import("@observablehq/plot")])
  const { document } = parseHTML("<!doctype html><html><body></body></html>")
  return {
    Plot,
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
