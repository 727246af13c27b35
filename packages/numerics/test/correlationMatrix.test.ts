import { assert, describe, it } from "@effect/vitest"
import { correlationMatrix } from "../src/correlationMatrix.ts"

const correlationsOf = (rows: ReadonlyArray<ReadonlyArray<number>>, nCols = rows[0]?.length ?? 0) =>
  Array.from(correlationMatrix(rows.length, nCols, (row, into) => into.set(rows[row]!)))

describe("correlationMatrix", () => {
  it("is Pearson's, worked out by hand", () => {
    // Columns 1 2 3, 2 4 6 and 1 3 2: the first two agree; of the first and third the products are 1, the squares 2 and 2.
    const found = correlationsOf([
      [1, 2, 1],
      [2, 4, 3],
      [3, 6, 2]
    ])
    ;[1, 1, 0.5, 1, 1, 0.5, 0.5, 0.5, 1].forEach((value, i) => void assert.approximately(found[i]!, value, 1e-12))
  })

  it("is −1 for columns that mirror each other, and never beyond", () => {
    const found = correlationsOf([
      [0.1, -0.1],
      [0.2, -0.2],
      [0.7, -0.7]
    ])
    assert.approximately(found[1]!, -1, 1e-12)
    assert.isAtLeast(found[1]!, -1)
  })

  it("is 0 for a column without variance, 1 with itself", () => {
    assert.deepStrictEqual(
      correlationsOf([
        [1, 5],
        [2, 5]
      ]),
      [1, 0, 0, 1]
    )
  })

  it("is 0 of different columns where there is no row", () => {
    assert.deepStrictEqual(correlationsOf([], 2), [1, 0, 0, 1])
  })

  it("keeps digits where the mean is large beside the spread", () => {
    const found = correlationsOf([
      [1e8 + 1, 1],
      [1e8 + 2, 3],
      [1e8 + 3, 2]
    ])
    assert.approximately(found[1]!, 0.5, 1e-7)
  })
})
