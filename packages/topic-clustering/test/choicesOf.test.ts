import { assert, describe, it } from "@effect/vitest"
import { sparseColumnsAt } from "../src/sparseColumnsAt.ts"
import { choicesOf, choicesText } from "../src/stability/choicesOf.ts"
import { keptTerms } from "../src/stability/keptTerms.ts"
import { denseRows, sparseMatrix } from "./sparse.ts"

const study = { minDf: 5, k: null as number | null, sublinearTf: true }
const design = { study, combinations: 0, combinationSeed: 1 }

describe("choicesOf", () => {
  it("changes one factor at a time, the study's own choices first and once", () => {
    const cells = choicesOf({ ...design, design: "each", factors: { minDf: [5, 10], k: [10, 20] } })
    assert.deepStrictEqual(
      cells.map((cell) => choicesText(cell, study)),
      ["", "minDf=10", "k=10", "k=20"]
    )
  })

  it("crosses all values, the last factor fastest", () => {
    const cells = choicesOf({ ...design, design: "cross", factors: { minDf: [10], sublinearTf: [false] } })
    assert.deepStrictEqual(
      cells.map((cell) => choicesText(cell, study)),
      ["", "sublinearTf=false", "minDf=10", "minDf=10, sublinearTf=false"]
    )
  })

  it("draws further combinations by seed, none twice, and no more than there are", () => {
    const factors = { minDf: [10, 20], k: [10, 20], sublinearTf: [false] }
    const cells = choicesOf({ ...design, design: "each", factors, combinations: 4 })
    assert.lengthOf(cells, 1 + 5 + 4)
    assert.lengthOf(new Set(cells.map((cell) => JSON.stringify(cell))), 10)
    assert.deepStrictEqual(choicesOf({ ...design, design: "each", factors, combinations: 4 }), cells)
    assert.lengthOf(choicesOf({ ...design, design: "each", factors, combinations: 1000 }), 3 * 3 * 2)
  })
})

describe("keptTerms", () => {
  // df 1, 2, 4, 3, 2 of four posts.
  const counts = sparseMatrix([
    [9, 1, 1, 1, 0],
    [0, 1, 1, 1, 1],
    [0, 0, 1, 1, 1],
    [0, 0, 1, 0, 0]
  ])

  it("leaves out rare and common terms, both thresholds included, then the most frequent", () => {
    const kept = (thresholds: Partial<Parameters<typeof keptTerms>[1]>) =>
      Array.from(keptTerms(counts, { minDf: 1, maxDf: 1, dropTop: 0, ...thresholds }))
    assert.deepStrictEqual(kept({}), [0, 1, 2, 3, 4])
    assert.deepStrictEqual(kept({ minDf: 2, maxDf: 0.75 }), [1, 3, 4])
    assert.deepStrictEqual(kept({ dropTop: 2 }), [0, 1, 4])
    assert.deepStrictEqual(kept({ dropTop: 3 }), [0, 4])
    assert.deepStrictEqual(kept({ dropTop: 9 }), [])
  })

  it("leaves columns of the matrix, whose rows may become empty", () => {
    assert.deepStrictEqual(denseRows(sparseColumnsAt(counts, Uint32Array.from([0, 3]))), [
      [9, 1],
      [0, 1],
      [0, 1],
      [0, 0]
    ])
  })
})
