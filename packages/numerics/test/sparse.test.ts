import { assert, describe, it } from "@effect/vitest"
import { documentFrequency } from "@praxis/numerics/documentFrequency"
import { normaliseSparseRows } from "@praxis/numerics/normaliseSparseRows"
import { random } from "@praxis/numerics/random"
import { smoothIdf } from "@praxis/numerics/smoothIdf"
import { sparseTimesDense } from "@praxis/numerics/sparseTimesDense"
import { tfIdf } from "@praxis/numerics/tfIdf"
import { transpose } from "@praxis/numerics/transpose"
import { distance, fromRows, multiply, randomRows, sparseFromRows, sparseToRows, toRows, transposed } from "./dense.ts"

const times = (a: ReturnType<typeof sparseFromRows>, b: Float64Array, width: number) => {
  const out = new Float64Array(a.nRows * width).fill(99)
  sparseTimesDense(a, b, width, out)
  return toRows(out, a.nRows, width)
}

describe("sparseTimesDense", () => {
  it("multiplies by hand: one row sums the rows of B that it names", () => {
    const a = sparseFromRows([
      [1, 0, 2],
      [0, 0, 0]
    ])
    assert.deepStrictEqual(times(a, Float64Array.of(1, 2, 3, 4, 5, 6), 2), [
      [11, 14],
      [0, 0]
    ])
  })

  for (const perRow of [0, 1, 3, 4, 5, 8, 17]) {
    it(`equals the plain product with about ${perRow} values a row`, () => {
      const next = random(perRow)
      const a = randomRows(next, 13, 20, perRow / 20)
      const b = randomRows(next, 20, 7)
      assert.isBelow(distance(times(sparseFromRows(a), fromRows(b), 7), multiply(a, b)), 1e-14)
    })
  }

  it("gives rows of zeros for empty rows, the last one too", () => {
    assert.deepStrictEqual(
      times(
        sparseFromRows([
          [0, 1],
          [0, 0]
        ]),
        Float64Array.of(5, 7),
        1
      ),
      [[7], [0]]
    )
  })

  it("carries NaN into the rows that hold it and no other", () => {
    assert.deepStrictEqual(
      times(
        sparseFromRows([
          [Number.NaN, 0],
          [0, 1]
        ]),
        Float64Array.of(5, 7),
        1
      ),
      [[Number.NaN], [7]]
    )
  })
})

describe("transpose", () => {
  it("swaps rows and columns and keeps indices ascending", () => {
    const rows = randomRows(random(3), 11, 6, 0.4)
    const result = transpose(sparseFromRows(rows))
    assert.deepStrictEqual(sparseToRows(result), transposed(rows))
    for (let row = 0; row < result.nRows; row++) {
      const indices = Array.from(result.indices.subarray(result.offsets[row]!, result.offsets[row + 1]!))
      assert.deepStrictEqual(
        indices,
        indices.toSorted((a, b) => a - b)
      )
    }
  })

  it("twice gives the matrix back, empty rows and columns included", () => {
    const a = sparseFromRows([
      [0, 0, 0],
      [0, 2, 0],
      [0, 0, 0]
    ])
    assert.deepStrictEqual(transpose(transpose(a)), a)
  })

  it("keeps the shape of a matrix without a value", () => {
    const { nCols, nRows, offsets } = transpose(sparseFromRows([[0, 0, 0]]))
    assert.deepStrictEqual([nRows, nCols, Array.from(offsets)], [3, 1, [0, 0, 0, 0]])
  })
})

describe("documentFrequency", () => {
  it("counts rows, not occurrences, and keeps terms that no row holds", () => {
    const a = sparseFromRows([
      [5, 0, 0],
      [1, 2, 0]
    ])
    assert.deepStrictEqual(documentFrequency(a), Uint32Array.of(2, 1, 0))
  })
})

describe("smoothIdf", () => {
  it("is 1 for a term in every document and ln((1 + n) / 2) + 1 for a term in one", () => {
    assert.deepStrictEqual(Array.from(smoothIdf(Uint32Array.of(9, 1, 0), 9)), [1, Math.log(5) + 1, Math.log(10) + 1])
  })
})

describe("tfIdf", () => {
  const counts = sparseFromRows([
    [1, 3],
    [0, 0],
    [0, 1]
  ])
  it("multiplies counts by idf", () => {
    assert.deepStrictEqual(Array.from(tfIdf(counts, Float64Array.of(2, 5), false)), [2, 15, 5])
  })
  it("damps counts to 1 + ln count where tf is sublinear, so that 1 stays 1", () => {
    assert.deepStrictEqual(Array.from(tfIdf(counts, Float64Array.of(2, 5), true)), [2, (Math.log(3) + 1) * 5, 5])
  })
})

describe("normaliseSparseRows", () => {
  it("makes 3, 4 into 0.6, 0.8 and leaves empty rows and stored zeros alone", () => {
    const a = sparseFromRows([
      [3, 4, 0],
      [0, 0, 0]
    ])
    normaliseSparseRows(a)
    assert.deepStrictEqual(Array.from(a.values), [0.6, 0.8])
    const zeros = { ...sparseFromRows([[1]]), values: Float64Array.of(0) }
    normaliseSparseRows(zeros)
    assert.deepStrictEqual(Array.from(zeros.values), [0])
  })
})
