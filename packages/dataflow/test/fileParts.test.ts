import { assert, describe, it } from "@effect/vitest"
import { partsAmong, wholeOfPart } from "@praxis/dataflow/fileParts"

describe("wholeOfPart", () => {
  it("takes the number off a part of an archive or compressed file", () => {
    assert.strictEqual(wholeOfPart("/x/stackoverflow.com-Posts.7z.001"), "/x/stackoverflow.com-Posts.7z")
    assert.strictEqual(wholeOfPart("Posts.xml.GZ.0012"), "Posts.xml.GZ")
  })

  it("knows no parts of other files, which may end with a number of their own", () => {
    for (const name of ["a.csv.001", "a.7z", "a.7z.01", "a.7z.00a", ".7z.001", "/x/.7z.001", "a.001"]) {
      assert.isUndefined(wholeOfPart(name), name)
    }
  })
})

describe("partsAmong", () => {
  const found = (...names: ReadonlyArray<string>) => partsAmong("a.7z", names)

  it("puts the parts of one file in the order of their numbers, past the digits that they begin with", () => {
    assert.deepStrictEqual(found("a.7z.002", "b.7z.001", "a.7z.001", "a.7z", "a.7z.txt").names, [
      "a.7z.001",
      "a.7z.002"
    ])
    const many = Array.from({ length: 1001 }, (_, i) => `a.7z.${String(i + 1).padStart(3, "0")}`)
    assert.deepStrictEqual(found(...many.toReversed()), { names: many, missing: [], nMissing: 0 })
  })

  it("begins at 0 or 1, and names what is missing up to the highest number", () => {
    assert.deepStrictEqual(found("a.7z.000", "a.7z.001"), { names: ["a.7z.000", "a.7z.001"], missing: [], nMissing: 0 })
    assert.deepStrictEqual(found("a.7z.003", "a.7z.004").missing, ["a.7z.001", "a.7z.002"])
    assert.deepInclude(found("a.7z.001", "a.7z.999999999"), {
      missing: ["a.7z.002", "a.7z.003", "a.7z.004"],
      nMissing: 999_999_997
    })
  })

  it("is not misled by a number that is written with other digits", () => {
    assert.deepStrictEqual(found("a.7z.001", "a.7z.0001", "a.7z.002").names, ["a.7z.001", "a.7z.002"])
    assert.deepStrictEqual(found("a.7z.0001", "a.7z.0002").names, ["a.7z.0001", "a.7z.0002"])
  })
})
