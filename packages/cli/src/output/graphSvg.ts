/**
 * A study's graph as SVG, laid out by dagre.
 */
import * as dagre from "@dagrejs/dagre"
import type { GraphNode } from "./graph.ts"

const nodeHeight = 34
const characterWidth = 7.6

/** An SVG picture of the graph; states are told by the outline's dashes as well as by colour. */
export const graphSvg = (nodes: ReadonlyArray<GraphNode>, title: string): string => {
  const layout = new dagre.graphlib.Graph()
  layout.setGraph({ rankdir: "TB", nodesep: 24, ranksep: 36, marginx: 16, marginy: 16 })
  layout.setDefaultEdgeLabel(() => ({}))
  const files = [...new Set(nodes.flatMap(({ inputs }) => inputs.filter((input) => input.startsWith("["))))]
  for (const name of [...files, ...nodes.map((node) => node.name)]) {
    layout.setNode(name, { width: name.length * characterWidth + 24, height: nodeHeight })
  }
  for (const { name, inputs } of nodes) for (const input of inputs) layout.setEdge(input, name)
  dagre.layout(layout)
  const { width = 0, height = 0 } = layout.graph() as { readonly width?: number; readonly height?: number }
  const edges = layout.edges().map((edge: dagre.Edge) => {
    const { points } = layout.edge(edge) as {
      readonly points: ReadonlyArray<{ readonly x: number; readonly y: number }>
    }
    return `<path d="M${points.map(({ x, y }) => `${round(x)},${round(y)}`).join("L")}" marker-end="url(#arrow)"/>`
  })
  const statusOf = new Map(nodes.map(({ name, status }) => [name, status]))
  const boxes = layout.nodes().map((name: string) => {
    const { x, y, width: w } = layout.node(name) as { readonly x: number; readonly y: number; readonly width: number }
    const box = `<rect x="${round(x - w / 2)}" y="${round(y - nodeHeight / 2)}" width="${round(w)}" height="${nodeHeight}" rx="6"/>`
    const text = `<text x="${round(x)}" y="${round(y + 4.5)}">${escapeXml(name.replace(/^\[(.*)\]$/, "$1"))}</text>`
    return `<g class="${statusOf.get(name) ?? "files"}">${box}${text}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title>
<style>
  text { font: 13px ui-monospace, Menlo, Consolas, monospace; text-anchor: middle; fill: #1b1f24 }
  path { fill: none; stroke: #8a9199 } marker path { fill: #8a9199; stroke: none }
  rect { fill: #f6f8fa; stroke: #57606a } .hit rect { fill: #e6f2ea; stroke: #2f6f4f }
  .run rect { fill: #fdf1dc; stroke: #a66a00 } .depends rect { stroke-dasharray: 4 3 } .files rect { fill: #fff }
</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8z"/></marker></defs>
${edges.join("\n")}
${boxes.join("\n")}
</svg>`
}

const round = (x: number): number => Math.round(x * 10) / 10

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
