import { assert, describe, it } from "@effect/vitest"
import { hungarian } from "@praxis/numerics/hungarian"
import { random } from "@praxis/numerics/random"

const total = (gain: Float64Array, nCols: number, columns: Int32Array) =>
  columns.reduce((sum, column, row) => (column < 0 ? sum : sum + gain[row * nCols + column]!), 0)

/** The largest total over all matchings of min(nRows, nCols) pairs. */
const bestTotal = (gain: Float64Array, nRows: number, nCols: number): number => {
  const search = (row: number, taken: number, left: number): number => {
    if (left === 0) return 0
    if (row === nRows) return Number.NEGATIVE_INFINITY
    let best = search(row + 1, taken, left)
    for (let column = 0; column < nCols; column++) {
      if ((taken >> column) & 1) continue
      best = Math.max(best, gain[row * nCols + column]! + search(row + 1, taken | (1 << column), left - 1))
    }
    return best
  }
  return search(0, 0, Math.min(nRows, nCols))
}

describe("hungarian", () => {
  it("gives up the largest gain where that makes the total larger", () => {
    // 9 + 1 against 8 + 8.
    assert.deepStrictEqual(Array.from(hungarian(Float64Array.of(9, 8, 8, 1), 2, 2)), [1, 0])
  })

  it("leaves the rows unmatched that gain least, where there are more rows than columns", () => {
    assert.deepStrictEqual(Array.from(hungarian(Float64Array.of(1, 2, 5, 3, 4, 4), 3, 2)), [-1, 0, 1])
  })

  it("leaves columns over, where there are more columns than rows", () => {
    assert.deepStrictEqual(Array.from(hungarian(Float64Array.of(0, 3, 2, 0, 3, 1), 2, 3)), [2, 1])
  })

  it("reaches the total of a search through all matchings, with ties and negative gains too", () => {
    const next = random(7)
    for (let round = 0; round < 400; round++) {
      const nRows = 1 + Math.floor(next() * 6)
      const nCols = 1 + Math.floor(next() * 6)
      const span = round % 2 === 0 ? 3 : 1000
      const gain = Float64Array.from({ length: nRows * nCols }, () => Math.floor(next() * span) - span / 3)
      const columns = hungarian(gain, nRows, nCols)
      const matched = columns.filter((column) => column >= 0)
      assert.strictEqual(matched.length, Math.min(nRows, nCols))
      assert.strictEqual(new Set(matched).size, matched.length)
      assert.closeTo(total(gain, nCols, columns), bestTotal(gain, nRows, nCols), 1e-9)
    }
  })

  it("finds a planted permutation of 200 rows", () => {
    const n = 200
    const next = random(3)
    const planted = Int32Array.from({ length: n }, (_, row) => (row * 77 + 5) % n)
    const gain = Float64Array.from({ length: n * n }, () => next())
    planted.forEach((column, row) => {
      gain[row * n + column] = 1.5
    })
    assert.deepStrictEqual(hungarian(gain, n, n), planted)
  })

  it("takes the first columns where all gains are equal", () => {
    assert.deepStrictEqual(Array.from(hungarian(new Float64Array(9).fill(2), 3, 3)), [0, 1, 2])
  })

  it("matches nothing without rows or columns, and refuses a matrix of another size", () => {
    assert.deepStrictEqual(Array.from(hungarian(new Float64Array(0), 0, 3)), [])
    assert.deepStrictEqual(Array.from(hungarian(new Float64Array(0), 2, 0)), [-1, -1])
    assert.throws(() => hungarian(new Float64Array(3), 2, 2), RangeError)
  })
})
