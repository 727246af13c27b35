import { assert, describe, it } from "@effect/vitest"
import { canonicalJson, incremental, sha256 } from "@praxis/dataflow/Digest"
import { Schema } from "effect"

describe("canonicalJson", () => {
  it("sorts the keys of objects at every depth and keeps the order of arrays", () => {
    assert.strictEqual(canonicalJson({ b: [{ d: 1, c: null }], a: "x" }), '{"a":"x","b":[{"c":null,"d":1}]}')
  })

  it("leaves out members that are undefined", () => {
    assert.strictEqual(canonicalJson({ a: undefined, b: 1 }), '{"b":1}')
  })

  it.prop("is the same for every order of keys", [Schema.Record(Schema.String, Schema.Finite)], ([record]) => {
    assert.strictEqual(canonicalJson(Object.fromEntries(Object.entries(record).reverse())), canonicalJson(record))
  })
})

describe("sha256", () => {
  it("equals the published digest of abc (FIPS 180-2, appendix B.1)", () => {
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert.strictEqual(sha256("abc"), abc)
    assert.strictEqual(incremental().update("a").update("bc").digest("hex"), abc)
  })
})
