/**
 * A graph of flows in columns, drawn as a Sankey diagram: how much goes from where to where.
 */
import { count } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { Canvas } from "./Canvas.ts"

/** A node: its column from 0, its name, and whether what it holds goes on or is left behind. */
export interface FlowNode {
  readonly id: string
  readonly column: number
  readonly name: string
  readonly amount: number
  readonly isDropped: boolean
}

/** A flow between two nodes by their ids. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly amount: number
}

/** What is drawn. Nodes of a column, and the flows at each node, stand in the order of the lists from top to bottom. */
export interface FlowGraph {
  /** The heading of each column. */
  readonly headings: ReadonlyArray<string>
  readonly nodes: ReadonlyArray<FlowNode>
  readonly flows: ReadonlyArray<Flow>
}

const width = 760
const left = 132
const right = 138
const top = 30
const nodeWidth = 9
const lineHeight = 14

/** Letters of a label's line, at most, where it has blanks to break at; longer words are cut. */
const lineLetters = 21

/** The drawing, without a style of its own. `label` says in words what it shows. */
export const drawFlows = ({ sankey }: Canvas, label: string, { headings, nodes, flows }: FlowGraph): Html => {
  const lines = nodes.map(({ name }) => linesOf(name))
  const padding = lineHeight * (lines.reduce((most, own) => Math.max(most, own.length), 1) + 1) + 6
  const most = headings.reduce(
    (top, _, column) => Math.max(top, nodes.filter((node) => node.column === column).length),
    1
  )
  const height = top + 180 + most * padding
  const indexById = new Map(nodes.map(({ id }, i) => [id, i]))
  const laid = sankey()
    .nodeWidth(nodeWidth)
    .nodePadding(padding)
    .nodeAlign(({ index }) => nodes[index]!.column)
    .nodeSort(null)
    .linkSort(null)
    .extent([
      [left, top + padding / 2],
      [width - right, height - padding / 2]
    ])({
    nodes: nodes.map(() => ({})),
    links: flows.map(({ from, to, amount }) => ({
      source: indexById.get(from)!,
      target: indexById.get(to)!,
      value: amount
    }))
  })
  const columnX = (column: number) => left + (column * (width - left - right - nodeWidth)) / (headings.length - 1)
  return html`<svg class="flows" role="img" aria-label="${label}" viewBox="0 0 ${width} ${round(height)}">
${headings.map((heading, column) => html`<text class="flow-heading" x="${round(labelX(column, columnX(column)))}" y="12"${anchor(column)}>${heading}</text>`)}
<g class="flow-links" fill="none">${laid.links
    .filter((link) => link.value > 0)
    .map(({ source, target, value, width, y0, y1 }) => {
      const to = nodes[target.index]!
      const middle = round((source.x1 + target.x0) / 2)
      return html`
<path${to.isDropped && html` class="dropped"`} d="M${round(source.x1)} ${round(y0)}C${middle} ${round(y0)} ${middle} ${round(y1)} ${round(target.x0)} ${round(y1)}" stroke-width="${Math.max(1, round(width))}"><title>${nodes[source.index]!.name} → ${to.name}: ${count(value)}</title></path>`
    })}</g>
${laid.nodes.map(({ index, x0, y0, y1 }) => {
  const node = nodes[index]!
  const own = lines[index]!
  const x = round(labelX(node.column, x0))
  const first = round((y0 + y1) / 2 - (own.length * lineHeight) / 2 + 4)
  return html`<rect x="${round(x0)}" y="${round(y0)}" width="${nodeWidth}" height="${Math.max(1.5, round(y1 - y0))}"${node.isDropped ? html` class="dropped"` : html` class="fill"`}/><text${anchor(node.column)}>${own.map((line, i) => html`<tspan x="${x}" y="${round(first + i * lineHeight)}">${line}</tspan>`)}<tspan class="flow-amount" x="${x}" y="${round(first + own.length * lineHeight)}">${count(node.amount)}</tspan></text>
`
})}</svg>`
}

/** Labels of the first column stand left of their nodes, all others right. */
const labelX = (column: number, x0: number): number => (column === 0 ? x0 - 6 : x0 + nodeWidth + 6)
const anchor = (column: number): Html | null => (column === 0 ? html` text-anchor="end"` : null)

const round = (n: number): number => Math.round(n * 10) / 10

/** At most three lines; what does not fit ends with an ellipsis. */
const linesOf = (name: string): ReadonlyArray<string> => {
  const lines: Array<string> = []
  for (const word of name.split(/\s+/).map((whole) => cut(whole))) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= lineLetters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), cut(`${lines[2]!} …`)]
}

const cut = (word: string): string => {
  const letters = Array.from(word)
  return letters.length <= lineLetters ? word : `${letters.slice(0, lineLetters - 1).join("")}…`
}
