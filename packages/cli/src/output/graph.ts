/**
 * A study's graph as text and as Mermaid.
 */

/** A node as a graph shows it; `inputs` are node names, or raw files in brackets. */
export interface GraphNode {
  readonly name: string
  readonly status: "hit" | "run" | "depends"
  readonly outputs: ReadonlyArray<string>
  readonly inputs: ReadonlyArray<string>
}

const marks = { hit: "●", run: "○", depends: "◌" } as const

/** One line a node in data order: its state, what it reads, what it writes. */
export const graphText = (nodes: ReadonlyArray<GraphNode>): string => {
  const width = Math.max(...nodes.map(({ name }) => name.length))
  const lines = nodes.map(({ name, status, outputs, inputs }) => {
    const reads = inputs.length > 0 ? `  ← ${inputs.join(", ")}` : ""
    const writes = outputs.length > 1 ? `  (${outputs.join(", ")})` : ""
    return `${marks[status]} ${name.padEnd(width)}${reads}${writes}`.trimEnd()
  })
  return [...lines, "", "● hit   ○ would run   ◌ depends on what would run"].join("\n")
}

/** A Mermaid flowchart. */
export const graphMermaid = (nodes: ReadonlyArray<GraphNode>): string => {
  const ids = new Map<string, string>()
  const idOf = (name: string) => {
    if (!ids.has(name)) ids.set(name, `n${ids.size}`)
    return ids.get(name)!
  }
  const edges = nodes.flatMap(({ name, inputs }) => inputs.map((input) => `  ${idOf(input)} --> ${idOf(name)}`))
  const boxes = nodes.map(({ name, status }) => `  ${idOf(name)}["${name}"]:::${status}`)
  const files = [...ids.keys()]
    .filter((name) => name.startsWith("["))
    .map((name) => `  ${idOf(name)}[/"${name.slice(1, -1)}"/]`)
  return [
    "flowchart TD",
    ...files,
    ...boxes,
    ...edges,
    "  classDef hit fill:#e6f2ea,stroke:#2f6f4f,color:#123",
    "  classDef run fill:#fdf1dc,stroke:#a66a00,color:#321",
    "  classDef depends fill:#f3f3f3,stroke:#777,color:#222,stroke-dasharray:4 3"
  ].join("\n")
}
