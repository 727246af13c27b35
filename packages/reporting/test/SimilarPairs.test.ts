import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { SimilarPosts } from "@praxis/tables/Duplicates"
import { addPairs, nListed, noPairs } from "../src/SimilarPairs.ts"

const pair = (i: number, kind: string, crossPost: boolean, sameAuthor: boolean) => ({
  site: "ai",
  id: String(i),
  otherSite: crossPost ? "cs" : "ai",
  otherId: String(1000 + i),
  kind,
  crossPost,
  sameAuthor,
  similarity: 0.9
})

describe("addPairs", () => {
  it("counts every pair of every batch, and keeps the first ones of one site and of two", () => {
    const rows = [
      ...Array.from({ length: 40 }, (_, i) => pair(i, "near", false, i % 4 === 0)),
      ...Array.from({ length: 3 }, (_, i) => pair(50 + i, "same", true, false))
    ]
    const pairs = noPairs()
    for (let i = 0; i < rows.length; i += 7) addPairs(pairs, Table.fromRows(SimilarPosts, rows.slice(i, i + 7)))
    assert.deepStrictEqual(
      [...pairs.kinds.values()],
      [
        { kind: "near", oneSite: 40, crossPosts: 0, sameAuthor: 10 },
        { kind: "same", oneSite: 0, crossPosts: 3, sameAuthor: 0 }
      ]
    )
    assert.deepStrictEqual(
      pairs.oneSite.map(({ id }) => id),
      Array.from({ length: nListed }, (_, i) => String(i))
    )
    assert.deepStrictEqual(
      pairs.crossPosts.map(({ id }) => id),
      ["50", "51", "52"]
    )
  })
})
