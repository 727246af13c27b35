import { assert, describe, it } from "@effect/vitest"
import { sha256 } from "@praxis/dataflow/Digest"
import { digestOfFiles } from "@praxis/dataflow/Record"

describe("the digest of raw files", () => {
  const a = { label: "a.csv", site: "here", digest: "1", bytes: 5 }
  const b = { label: "b.csv", site: null, digest: "2", bytes: 6 }

  it("is that of labels, sites and contents in order", () => {
    assert.strictEqual(digestOfFiles([a, b]), sha256('[["a.csv","here","1"],["b.csv",null,"2"]]'))
  })

  it("is another one for files in another order, since a stage sees them in order", () => {
    assert.notStrictEqual(digestOfFiles([b, a]), digestOfFiles([a, b]))
  })
})
