import { assert, describe, it } from "@effect/vitest"
import { compare, describe as inWords } from "@praxis/dataflow/Reason"
import { type KeyParts, keyOf } from "@praxis/dataflow/Record"

const parts: KeyParts = {
  format: 1,
  node: "26.10.0",
  stage: "topics",
  code: { digest: "c1", files: { "a.ts": "1", "b.ts": "1" }, packages: { "ml-kmeans": "7.0.0 aa" } },
  params: { k: 15, nested: { deep: [1, 2] } },
  contract: "table topics (doc: uint32)",
  seed: 1,
  inputs: {
    files: { digest: "f1", from: "files", external: true, files: { "a.csv": "1", "b.csv": "1" } },
    lsa: { digest: "l1", from: "lsa", external: false, rows: 10 }
  }
}

const withInput = (name: string, input: KeyParts["inputs"][string]) => ({
  ...parts,
  inputs: { ...parts.inputs, [name]: input }
})

const cases: ReadonlyArray<readonly [string, KeyParts, string]> = [
  ["nothing", parts, ""],
  ["a parameter", { ...parts, params: { k: 20, nested: { deep: [1, 2] } } }, "params: k 15 → 20"],
  [
    "a nested parameter",
    { ...parts, params: { k: 15, nested: { deep: [1, 3] } } },
    "params: nested.deep [1,2] → [1,3]"
  ],
  [
    "a source file",
    { ...parts, code: { ...parts.code, digest: "c2", files: { "a.ts": "1", "b.ts": "2" } } },
    "code: b.ts"
  ],
  ["the columns", { ...parts, contract: "table topics (doc: int32)" }, "contract: other columns"],
  ["what a task is about", { ...parts, partition: { name: "a.csv", digest: "p1" } }, "inputs: other content"],
  ["the seed", { ...parts, seed: 2 }, "seed: 1 → 2"],
  ["the engine", { ...parts, format: 2 }, "format: engine format 1 → 2"],
  ["Node", { ...parts, node: "26.11.0" }, "format: Node 26.10.0 → 26.11.0"],
  [
    "a raw file",
    withInput("files", { digest: "f2", from: "files", external: true, files: { "a.csv": "1", "b.csv": "2" } }),
    "inputs: b.csv changed"
  ],
  [
    "the set of raw files",
    withInput("files", { digest: "f2", from: "files", external: true, files: { "a.csv": "1", "c.csv": "1" } }),
    "inputs: c.csv is new, b.csv is gone"
  ],
  ["a table above", withInput("lsa", { digest: "l2", from: "lsa", external: false, rows: 10 }), "upstream: lsa"],
  [
    "a table above with other rows",
    withInput("lsa", { digest: "l2", from: "lsa", external: false, rows: 12 }),
    "upstream: lsa (10 → 12 rows)"
  ],
  ["an input that is new", withInput("truth", { digest: "t", from: "truth", external: false }), "inputs: truth is new"]
]

describe("compare", () => {
  it.each(cases)("names a change of %s", (_, after, expected) => {
    assert.strictEqual(inWords(compare(parts, after)), expected)
  })

  it.each(cases.slice(1))("a change of %s changes the key", (_, after) => {
    assert.notStrictEqual(keyOf(after), keyOf(parts))
  })

  it("names a package's versions", () => {
    const after = { ...parts, code: { ...parts.code, digest: "c2", packages: { "ml-kmeans": "7.0.1 bb" } } }
    assert.strictEqual(inWords(compare(parts, after)), "code: ml-kmeans 7.0.0 → 7.0.1")
  })
})

describe("describe", () => {
  it("names a kind once, with all that changed of it", () => {
    const reasons = [
      { kind: "upstream", detail: "lsa" },
      { kind: "params", detail: "k 15 → 20" },
      { kind: "upstream", detail: "documents (2 → 3 rows)" },
      { kind: "forced", detail: "" }
    ] as const
    assert.strictEqual(inWords(reasons), "upstream: lsa, documents (2 → 3 rows); params: k 15 → 20; forced")
  })
})

describe("keyOf", () => {
  it("does not hold where an input came from, its rows or its labels", () => {
    const after = withInput("files", { digest: "f1", from: "other", external: true, rows: 3, files: { "z.csv": "9" } })
    assert.strictEqual(keyOf(after), keyOf(parts))
  })
})
