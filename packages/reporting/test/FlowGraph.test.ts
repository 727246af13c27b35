import { assert, beforeAll, describe, it } from "@effect/vitest"
import { type Canvas, loadCanvas } from "../src/figures/Canvas.ts"
import { drawFlows, type FlowGraph } from "../src/figures/FlowGraph.ts"
import { vectors } from "./hostileShape.ts"

const node = (id: string, column: number, amount: number, isDropped = false, name = id) => ({
  id,
  column,
  name,
  amount,
  isDropped
})

/** Ten rows of two sites: six become questions. */
const graph: FlowGraph = {
  headings: ["Rows", "What"],
  nodes: [node("a", 0, 7), node("b", 0, 3), node("questions", 1, 6), node("dropped", 1, 4, true)],
  flows: [
    { from: "a", to: "questions", amount: 6 },
    { from: "a", to: "dropped", amount: 1 },
    { from: "b", to: "questions", amount: 0 },
    { from: "b", to: "dropped", amount: 3 }
  ]
}

describe("drawFlows", () => {
  let canvas: Canvas
  beforeAll(async () => {
    canvas = await loadCanvas()
  })

  it("draws heights in proportion to amounts, and no flow of nothing", () => {
    const { text } = drawFlows(canvas, "flows", graph)
    const heights = [...text.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map((match) => Number(match[1]))
    for (const [i, amount] of [7, 3, 6, 4].entries()) assert.closeTo(heights[i]! / heights[0]!, amount / 7, 0.005)
    const flows = [...text.matchAll(/stroke-width="([\d.]+)"><title>([^<]*)</g)].map((match) => match[2])
    assert.deepStrictEqual(flows, ["a → questions: 6", "a → dropped: 1", "b → dropped: 3"])
  })

  it("keeps the order of the lists from top to bottom, also where another one would cross less", () => {
    const { text } = drawFlows(canvas, "flows", {
      headings: ["1", "2", "3"],
      nodes: [
        node("a", 0, 100),
        node("b", 0, 9),
        node("c", 1, 9),
        node("d", 1, 100),
        node("e", 2, 1),
        node("f", 2, 99)
      ],
      flows: [
        { from: "a", to: "d", amount: 100 },
        { from: "b", to: "c", amount: 9 },
        { from: "d", to: "e", amount: 1 },
        { from: "d", to: "f", amount: 99 }
      ]
    })
    const tops = [...text.matchAll(/<rect x="([\d.]+)" y="([\d.]+)"/g)].map((match) => Number(match[2]))
    for (const first of [0, 2, 4]) assert.isBelow(tops[first]!, tops[first + 1]!)
  })

  it("lets the flows of a node out in the order of where they go", () => {
    const { text } = drawFlows(canvas, "flows", {
      headings: ["1", "2", "3", "4"],
      nodes: [
        node("site", 0, 178),
        node("questions", 1, 162),
        node("repeated", 1, 16),
        node("tagged", 2, 158),
        node("both", 2, 1.4),
        node("neither", 2, 1.9),
        node("selected", 3, 5.7),
        node("unselected", 3, 154)
      ],
      flows: [
        { from: "site", to: "questions", amount: 162 },
        { from: "site", to: "repeated", amount: 16 },
        { from: "questions", to: "tagged", amount: 158 },
        { from: "questions", to: "both", amount: 1.4 },
        { from: "questions", to: "neither", amount: 1.9 },
        { from: "tagged", to: "selected", amount: 4.3 },
        { from: "tagged", to: "unselected", amount: 154 },
        { from: "both", to: "selected", amount: 1.4 }
      ]
    })
    const starts = new Map(
      [...text.matchAll(/d="M[\d.]+ ([\d.]+)C.*?<title>(.*?):/g)].map((match) => [match[2], Number(match[1])])
    )
    assert.isBelow(starts.get("tagged → selected")!, starts.get("tagged → unselected")!)
  })

  it("leaves room for every label", () => {
    const { text } = drawFlows(canvas, "flows", graph)
    const tops = [...text.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="9" height="([\d.]+)"/g)].map((match) =>
      match.slice(1).map(Number)
    )
    assert.isAtLeast(tops[1]![1]!, tops[0]![1]! + tops[0]![2]! + 28)
    assert.isAtLeast(tops[3]![1]!, tops[2]![1]! + tops[2]![2]! + 28)
  })

  it("gives numbers alone to the drawing, also where a node holds nothing", () => {
    const empty: FlowGraph = {
      ...graph,
      nodes: [...graph.nodes, node("none", 1, 0)],
      flows: [...graph.flows, { from: "a", to: "none", amount: 0 }]
    }
    assert.notMatch(drawFlows(canvas, "flows", empty).text, /NaN|Infinity|undefined/)
  })

  it("breaks long names into three lines at most, and cuts long words", () => {
    const named = (name: string) =>
      [
        ...drawFlows(canvas, "flows", { ...graph, nodes: [node("a", 0, 7, false, name), ...graph.nodes.slice(1)] })
          .text.split("<rect")[1]!
          .matchAll(/<tspan x[^>]*>([^<]*)</g)
      ].map((match) => match[1])
    assert.deepStrictEqual(named("repetitions and earlier states"), ["repetitions and", "earlier states"])
    assert.deepStrictEqual(named("x".repeat(30)), [`${"x".repeat(20)}…`])
    assert.deepStrictEqual(named("one two three four five six seven eight nine ten eleven twelve thirteen"), [
      "one two three four",
      "five six seven eight",
      "nine ten eleven …"
    ])
  })

  it("shows hostile names as text", () => {
    for (const vector of vectors) {
      const { text } = drawFlows(canvas, vector, {
        headings: [vector, vector],
        nodes: graph.nodes.map((each) => ({ ...each, name: vector })),
        flows: graph.flows
      })
      assert.notMatch(text, /<script|<img|<iframe|<style|<\/svg>./)
      assert.deepStrictEqual(
        new Set(text.match(/<\/?[a-z]+/g)),
        new Set([
          "<svg",
          "<text",
          "</text",
          "<g",
          "<path",
          "<title",
          "</title",
          "</path",
          "</g",
          "<rect",
          "<tspan",
          "</tspan",
          "</svg"
        ])
      )
    }
  })
})
