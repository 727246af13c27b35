import { assert, describe, it } from "@effect/vitest"
import type { NodeComparison, OutputComparison, RunComparison } from "@praxis/dataflow/CompareRuns"
import type { TableComparison } from "@praxis/dataflow/compareTables"
import type { ReadJournal } from "@praxis/dataflow/Journal"
import { comparisonLines } from "../src/output/comparisonLines.ts"
import { tableLines } from "../src/output/tableComparisonLines.ts"

const journal = (settings: ReadonlyArray<string>, nodes: ReadJournal["nodes"] = []): ReadJournal => ({
  state: "read",
  name: "20261123T172327382Z-s-c",
  begin: {
    event: "begin",
    journal: 1,
    at: "2026-11-23T17:23:27.382Z",
    study: "s",
    seed: 7,
    corpus: "c",
    inputs: [],
    settings,
    targets: ["report"],
    target: "report",
    versions: {},
    workers: 2
  },
  nodes,
  end: { event: "end", ok: true, seconds: 1, peakBytes: 0 },
  cutShort: false,
  unreadable: 0
})

const node = (name: string, parts: Partial<NodeComparison>): NodeComparison => ({
  node: name,
  a: "ran",
  b: "ran",
  changes: [],
  notCompared: null,
  outputs: [],
  ...parts
})
const summary = (digest: string, bytes: number, rows: number | null) => ({ digest: digest.repeat(64), bytes, rows })
const output = (parts: Partial<OutputComparison>): OutputComparison => ({
  output: "posts",
  a: summary("a", 1000, 10),
  b: summary("b", 2000, 12),
  equal: false,
  table: null,
  notCompared: null,
  ...parts
})

const lines = (
  comparison: Partial<RunComparison>,
  [a, b]: readonly [ReadJournal, ReadJournal] = [journal([]), journal(["topics.k=12"])]
) => {
  const whole = { a: a.begin, b: b.begin, inputs: [], versions: [], nodes: [], ...comparison }
  return comparisonLines(whole, { a: { id: "aaaa", journal: a }, b: { id: "bbbb", journal: b } }, 80)
}

describe("comparisonLines", () => {
  it("names versions and files, and quotes code that several nodes share once", () => {
    const code = { kind: "code", file: "packages/x/src/a.ts", change: "new", lines: null } as const
    const file = { label: "a.csv", site: null, digest: "c".repeat(64), bytes: 10 }
    const found = lines({
      versions: [{ name: "node", a: "26.10.0", b: "26.11.0" }],
      inputs: [
        { label: "a.csv", a: file, b: { ...file, site: "ai" } },
        { label: "b.csv", a: null, b: { ...file, label: "b.csv" } }
      ],
      nodes: [
        node("posts", {
          changes: [
            { kind: "format", of: "Node", before: "26.10.0", after: "26.11.0" },
            code,
            { kind: "upstream", output: "files", before: null, after: null }
          ],
          outputs: [output({ equal: true })]
        }),
        node("tokens", {
          changes: [code],
          outputs: [output({ output: "tokens", notCompared: "tokens of A: its record is not in the store any more" })]
        }),
        node("report", { outputs: [output({ output: "report", a: summary("a", 5, null), b: summary("b", 9, null) })] }),
        node("lsa", { outputs: [output({ output: "lsa", equal: true })] })
      ]
    })
    assert.deepStrictEqual(found, [
      "A  aaaa  2026-11-23T17:23Z  ok  c",
      "B  bbbb  2026-11-23T17:23Z  ok  c topics.k=12",
      "node 26.10.0 → 26.11.0",
      "",
      "inputs",
      "  a.csv site unknown → ai",
      "  b.csv is new: 10 B, cccccccccccc…",
      "",
      "posts",
      "  code      packages/x/src/a.ts is new",
      "  posts: the same to the byte",
      "",
      "tokens",
      "  code      1 change as above",
      "  tokens: other content, 10 → 12 rows; its rows were not compared: tokens of A:",
      "  its record is not in the store any more",
      "",
      "report",
      "  report: 5 B → 9 B, aaaaaaaaaaaa… → bbbbbbbbbbbb…",
      "",
      "The same to the byte: lsa"
    ])
  })

  it("gathers the nodes without a result, with the error of those that failed", () => {
    const failed = journal(
      [],
      [
        { event: "node", node: "topics", status: "failed", error: "XError", message: null, seconds: 1 },
        { event: "node", node: "shares", status: "skipped", because: "topics" }
      ]
    )
    const found = lines(
      {
        nodes: [
          node("topics", { b: "failed" }),
          node("shares", { a: "absent", b: "skipped" }),
          node("lsa", { outputs: [output({ equal: true })] })
        ]
      },
      [journal([]), failed]
    )
    assert.deepStrictEqual(found.slice(3), [
      "Not in A: shares",
      "Failed in B: topics: XError",
      "Not run in B, since one above failed: shares",
      "The same to the byte: lsa"
    ])
  })
})

describe("tableLines", () => {
  const same: TableComparison = {
    key: ["doc"],
    keyIsRowNumber: true,
    added: { count: 0, examples: [] },
    lost: { count: 0, examples: [] },
    shared: 3,
    changed: 0,
    reordered: false,
    columns: { added: [], lost: [], retyped: [] },
    values: []
  }
  const text = (parts: Partial<TableComparison>, a = 3, b = 3) => tableLines("t", { ...same, ...parts }, { a, b }, 80)

  it("says what became of the rows", () => {
    assert.deepStrictEqual(text({ reordered: true }), [
      "  t: 3 rows, all with the same values, in another order (by doc)"
    ])
    assert.deepStrictEqual(text({ key: [], keyIsRowNumber: false, changed: 1 }), [
      "  t: 3 rows, 1 changed (row by row, since nothing tells rows apart)"
    ])
    const added = { count: 1200, examples: ["doc 3", "doc 4", "doc 5"] }
    assert.deepStrictEqual(text({ added, changed: 3 }, 3, 1203), [
      "  t: 3 → 1,203 rows, 1,200 added, the others all changed (by doc, a row number)",
      "    added: doc 3; doc 4; doc 5 and 1,197 more"
    ])
  })

  it("shows numbers in as many digits as tell them apart, and instants as spans", () => {
    const number = (type: string, a: string, b: string, change: number) =>
      text({
        changed: 1,
        values: [
          {
            kind: "number",
            column: "x",
            type,
            changed: 2,
            largest: { row: "doc 1", a, b, change },
            mean: Math.abs(change) / 2,
            uncounted: 0
          }
        ]
      })[1]
    assert.strictEqual(
      number("float64", "0.123456789", "0.223456789", 0.1),
      "    x  2 rows  by 0.05 on average, at most 0.1 (doc 1: 0.123457 → 0.223457)"
    )
    assert.strictEqual(
      number("float64", "0.1234567891", "0.1234567892", 1e-10),
      "    x  2 rows  by 5e-11 on average, at most 1e-10 (doc 1: 0.1234567891 →"
    )
    assert.strictEqual(
      number("uint32", "10", "1234567", 1234557),
      "    x  2 rows  by 617,279 on average, at most 1,234,557 (doc 1: 10 → 1234567)"
    )
    assert.match(number("timestamp?", "A", "B", -864e6)!, /by 5 days on average, at most 10 days \(doc 1: A → B\)$/)
  })

  it("names columns that were not compared", () => {
    const columns = { added: ["y: utf8"], lost: ["z: bool"], retyped: [{ column: "x", a: "uint32", b: "float64" }] }
    assert.deepStrictEqual(text({ columns }).slice(1), [
      "    new column y: utf8",
      "    the column z: bool is gone",
      "    the column x was uint32 and is float64; not compared"
    ])
  })
})
