import { assert, describe, it } from "@effect/vitest"
import type { Change } from "@praxis/dataflow/Change"
import { changeLines } from "../src/output/changeLines.ts"

const [a, b] = ["a".repeat(64), "b".repeat(64)]
const line = (n: number, text: string) => ({ line: n, text })

const cases: ReadonlyArray<readonly [string, Change, ReadonlyArray<string>]> = [
  [
    "lines of code, without the margin that they share",
    {
      kind: "code",
      file: "a.ts",
      change: "edited",
      lines: [{ line: 12, before: [line(11, "  f(1)")], after: [line(12, "  f("), line(13, "    2)")] }]
    },
    ["  code      a.ts:12", "            - f(1)", "            + f(", "            +   2)"]
  ],
  [
    "a file whose old text is not known",
    { kind: "code", file: "a.ts", change: "edited", lines: null },
    ["  code      a.ts (its old text is not known here)"]
  ],
  ["a new file", { kind: "code", file: "a.ts", change: "new", lines: null }, ["  code      a.ts is new"]],
  ["a package", { kind: "package", name: "csv", before: "1.0.0", after: "1.0.1" }, ["  package   csv 1.0.0 → 1.0.1"]],
  [
    "what a package depends on",
    { kind: "package", name: "csv", before: "1.0.0", after: "1.0.0" },
    ["  package   csv 1.0.0: something that it depends on changed"]
  ],
  [
    "entries of a list",
    { kind: "params", path: "stopWords", before: ["a", "b"], after: ["b", "c"] },
    ['  params    stopWords: added "c"; removed "a"']
  ],
  ["a number", { kind: "params", path: "k", before: 15, after: 20 }, ["  params    k 15 → 20"]],
  [
    "a raw file",
    { kind: "file", label: "a.csv", before: { digest: a }, after: { digest: b, bytes: 1500 } },
    ["  input     a.csv: aaaaaaaaaaaa… → 1,500 bytes bbbbbbbbbbbb…"]
  ],
  [
    "rows of a table",
    { kind: "upstream", output: "posts", before: { digest: a, rows: 3000 }, after: { digest: b, rows: 3001 } },
    ["  table     posts: 3,000 rows → 3,001 rows, aaaaaaaaaaaa… → bbbbbbbbbbbb…"]
  ],
  ["Node", { kind: "format", of: "Node", before: "26.9.0", after: "26.10.0" }, ["  Node      26.9.0 → 26.10.0"]]
]

describe("changes as lines tell", () => {
  for (const [what, change, expected] of cases) {
    it(what, () => {
      assert.deepStrictEqual(changeLines([change], 80), expected)
    })
  }

  it("control characters of code and names as signs", () => {
    const change: Change = {
      kind: "code",
      file: "a\u001b[2J.ts",
      change: "edited",
      lines: [{ line: 1, before: [], after: [line(1, 'f("\u001b[31m")')] }]
    }
    assert.deepStrictEqual(changeLines([change], 80), ["  code      a�[2J.ts:1", '            + f("�[31m")'])
  })

  it("the first places and lines, and how many more there are", () => {
    const places = Array.from({ length: 7 }, (_, i) => ({
      line: i * 10 + 1,
      before: [],
      after: Array.from({ length: 8 }, (_, j) => line(i * 10 + 1 + j, `f(${j})`))
    }))
    const said = changeLines([{ kind: "code", file: "a.ts", change: "edited", lines: places }], 80)
    assert.deepStrictEqual(said.slice(6, 9), [
      "            + f(5)",
      "            + … 2 more lines",
      "            line 11"
    ])
    assert.strictEqual(said.at(-1), "            and 3 more places in this file")
    const files = Array.from(
      { length: 9 },
      (_, i): Change => ({ kind: "code", file: `${i}.ts`, change: "new", lines: null })
    )
    assert.strictEqual(changeLines(files, 80).at(-1), "  code      and 3 more files")
  })

  it("long lines of code cut at the edge", () => {
    const change: Change = {
      kind: "code",
      file: "a.ts",
      change: "edited",
      lines: [{ line: 1, before: [], after: [line(1, "f(".repeat(100))] }]
    }
    assert.lengthOf(changeLines([change], 40)[1]!, 40)
    assert.isTrue(changeLines([change], 40)[1]!.endsWith("…"))
  })
})
