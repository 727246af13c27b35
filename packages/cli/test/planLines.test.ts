import { assert, describe, it } from "@effect/vitest"
import type { BoundNode } from "@praxis/dataflow/Bind"
import type { PlannedNode } from "@praxis/dataflow/Plan"
import type { Prediction } from "@praxis/dataflow/Prediction"
import type { Record } from "@praxis/dataflow/Record"
import { planLines } from "../src/output/planLines.ts"

const node = (name: string) => ({ name }) as BoundNode
const record = {} as Record
const task = (name: string, kind: "inputs" | "missing" = "inputs") => ({ name, reasons: [{ kind, detail: "" }] })

const prediction = (seconds: Readonly<globalThis.Record<string, number | null>>, scaled = false): Prediction => ({
  estimates: new Map(Object.entries(seconds).map(([name, each]) => [name, { seconds: each, scaled }])),
  seconds: 1,
  atMost: 7,
  longest: { node: "lsa", seconds: 6 },
  unknown: Object.values(seconds).filter((each) => each === null).length
})

describe("a plan as lines", () => {
  it("folds the tasks of a mapped stage: hits are counted, those that would run are named", () => {
    const planned: ReadonlyArray<PlannedNode> = [
      {
        node: node("posts"),
        status: "run",
        reasons: [{ kind: "inputs", detail: "05.csv is new" }],
        tasks: { hits: Array.from({ length: 37 }, () => record), toRun: [task("05.csv", "missing")] }
      },
      { node: node("lsa"), status: "depends", on: ["posts"] }
    ]
    assert.deepStrictEqual(planLines(planned, prediction({ posts: 1, lsa: 6 }), 120), [
      "  run      posts     1.0 s  inputs: 05.csv is new; tasks: 37 hits, 1 to run (05.csv: missing)",
      "  depends  lsa       6.0 s  on posts",
      "",
      "0 hits, 1 to run, 1 that depend on these",
      "predicted: 1.0 s, up to 7.0 s with what depends on it, of which lsa 6.0 s"
    ])
  })

  it("names two tasks and counts the rest, and none where all are new", () => {
    const mapped = (hits: number, names: ReadonlyArray<string>): PlannedNode => ({
      node: node("posts"),
      status: "run",
      reasons: [{ kind: "code", detail: "a.ts" }],
      tasks: { hits: Array.from({ length: hits }, () => record), toRun: names.map((name) => task(name)) }
    })
    const said = (planned: PlannedNode) => planLines([planned], prediction({ posts: 1 }), 200)[0]!.replace(/.*; /, "")
    const first = planLines([mapped(1, ["a", "b", "c", "d"])], prediction({ posts: 1 }), 200)[0]!
    assert.include(first, "; tasks: 1 hit, 4 to run (a: inputs; b: inputs; and 2 more)")
    assert.strictEqual(said(mapped(0, ["a", "b"])), "tasks: 0 hits, 2 to run")
  })

  it("marks what is in proportion, and says what is not known", () => {
    const planned: ReadonlyArray<PlannedNode> = [
      { node: node("posts"), status: "run", reasons: [{ kind: "forced", detail: "" }] },
      { node: node("lsa"), status: "run", reasons: [{ kind: "missing", detail: "" }] }
    ]
    assert.deepStrictEqual(planLines(planned, prediction({ posts: 1, lsa: null }, true), 120), [
      "  run      posts    ~1.0 s  forced",
      "  run      lsa           ?  missing",
      "",
      "0 hits, 2 to run, 0 that depend on these",
      "predicted: ~1.0 s, of which lsa 6.0 s; 1 node unknown; ~ is in proportion to the rows or tasks"
    ])
  })

  it("says of hits alone that nothing would run, and fits the terminal", () => {
    const planned: ReadonlyArray<PlannedNode> = [{ node: node("posts"), status: "hit", record }]
    assert.deepStrictEqual(planLines(planned, prediction({ posts: 2 }), 80).slice(1), ["", "1 hit: nothing to run"])
  })
})
