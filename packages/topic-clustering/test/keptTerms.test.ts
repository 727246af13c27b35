import { assert, describe, it } from "@effect/vitest"
import { keptTerms } from "../src/stability/keptTerms.ts"

// Terms 0 to 3 are in 1, 2, 3 and 2 of four posts.
const counts = {
  nRows: 4,
  nCols: 4,
  offsets: Int32Array.of(0, 3, 5, 7, 8),
  indices: Uint32Array.of(0, 1, 2, 1, 2, 2, 3, 3),
  values: new Float64Array(8).fill(1)
}

describe("keptTerms", () => {
  it("keeps terms in minDf posts and in the share maxDf of posts, both included", () => {
    assert.deepStrictEqual(keptTerms(counts, { minDf: 2, maxDf: 0.5, dropTop: 0 }), Uint32Array.of(1, 3))
  })

  it("drops the most frequent of those that pass, of equals the first", () => {
    assert.deepStrictEqual(keptTerms(counts, { minDf: 1, maxDf: 1, dropTop: 2 }), Uint32Array.of(0, 3))
  })
})
