import { assert, describe, it } from "@effect/vitest"
import { jsonDifferences } from "../../src/internal/jsonDifferences.ts"

describe("differences of JSON values", () => {
  it("are the leaves that differ, by their path", () => {
    assert.deepStrictEqual(jsonDifferences({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 4, e: 5 } }), [
      { path: "b.c", before: 2, after: 4 },
      { path: "b.d", before: 3, after: undefined },
      { path: "b.e", before: undefined, after: 5 }
    ])
    assert.deepStrictEqual(jsonDifferences(1, 2), [{ path: "", before: 1, after: 2 }])
    assert.deepStrictEqual(jsonDifferences({ a: null }, { a: {} }), [{ path: "a", before: null, after: {} }])
  })

  it("take an array as a whole, and no order of names as a difference", () => {
    assert.deepStrictEqual(jsonDifferences({ a: [{ b: 1, c: 2 }], d: 3 }, { d: 3, a: [{ c: 2, b: 1 }] }), [])
    assert.deepStrictEqual(jsonDifferences({ a: [1, 2] }, { a: [2, 1] }), [
      { path: "a", before: [1, 2], after: [2, 1] }
    ])
  })
})
