import { assert, describe, it } from "@effect/vitest"
import { nearest, suggestion } from "@praxis/dataflow/nearest"

describe("nearest", () => {
  it("finds a word with a letter missing, added, replaced or swapped", () => {
    const known = ["topics", "topic-terms", "posts", "lsa"]
    assert.strictEqual(nearest("topcs", known), "topics")
    assert.strictEqual(nearest("toppics", known), "topics")
    assert.strictEqual(nearest("tapics", known), "topics")
    assert.strictEqual(nearest("tpoics", known), "topics")
    assert.strictEqual(nearest("lsaa", known), "lsa")
    assert.strictEqual(nearest("Topics", known), "topics")
  })

  it("finds nothing where every word is far", () => {
    assert.isUndefined(nearest("coherence", ["topics", "lsa"]))
    assert.isUndefined(nearest("ab", ["xyz"]))
  })
})

describe("suggestion", () => {
  it("names the near word, else all", () => {
    assert.strictEqual(suggestion("topcs", ["topics", "lsa"]), '; did you mean "topics"?')
    assert.strictEqual(suggestion("zzz", ["topics", "lsa"]), "; known: topics, lsa")
  })
})
