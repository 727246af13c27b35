import { assert, describe, it } from "@effect/vitest"
import { labelsOf } from "@praxis/dataflow/labelsOf"

describe("labelsOf", () => {
  it("takes the file's name, with as many parents as tell files apart", () => {
    assert.deepStrictEqual(labelsOf(["/x/a/dataset.csv"]), ["dataset.csv"])
    assert.deepStrictEqual(labelsOf(["/x/a/p.csv", "/x/b/p.csv", "/x/b/q.csv"]), ["a/p.csv", "b/p.csv", "q.csv"])
    assert.deepStrictEqual(labelsOf(["/x/a/c/p.csv", "/x/b/c/p.csv"]), ["a/c/p.csv", "b/c/p.csv"])
  })

  it("takes time that grows with the number of files, not with its square", () => {
    const paths = Array.from({ length: 20_000 }, (_, i) => `/x/${i}/a/Posts.xml`)
    assert.deepStrictEqual(labelsOf(paths).slice(0, 2), ["0/a/Posts.xml", "1/a/Posts.xml"])
  })

  it("takes the folder that tells the site, whatever other files there are", () => {
    const siteOf = (path: string) => /(ai|math)\.example/.exec(path)?.[1]
    const [ai, math] = ["/x/ai.example/Posts.xml", "/math.example/y/Posts.xml"]
    assert.deepStrictEqual(labelsOf([ai], siteOf), ["ai.example/Posts.xml"])
    assert.deepStrictEqual(labelsOf([ai, math], siteOf), ["ai.example/Posts.xml", "math.example/y/Posts.xml"])
    assert.deepStrictEqual(labelsOf(["/x/ai.example/a/b/c.csv", "/x/ai.example.csv"], siteOf), [
      "c.csv",
      "ai.example.csv"
    ])
  })

  it("numbers the same path given twice", () => {
    assert.deepStrictEqual(labelsOf(["/a/p.csv", "/a/p.csv"]), ["a/p.csv", "a/p.csv (2)"])
  })
})
