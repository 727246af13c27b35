import { assert, describe, it } from "@effect/vitest"
import { addGramTimesDense } from "@praxis/numerics/addGramTimesDense"
import { documentFrequency } from "@praxis/numerics/documentFrequency"
import { normaliseSparseRows } from "@praxis/numerics/normaliseSparseRows"
import { productGram } from "@praxis/numerics/productGram"
import { random } from "@praxis/numerics/random"
import { smoothIdf } from "@praxis/numerics/smoothIdf"
import { sparseRows } from "@praxis/numerics/sparseRows"
import { sparseTimesDense } from "@praxis/numerics/sparseTimesDense"
import { tfIdf } from "@praxis/numerics/tfIdf"
import {
  distance,
  fromRows,
  multiply,
  type Rows,
  randomRows,
  sparseFromRows,
  sparseToRows,
  toRows,
  transposed
} from "./dense.ts"

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

/** AᵀAB of rows that come in parts of `partRows`, added to ones. */
const gramTimes = (rows: Rows, b: Float64Array, width: number, partRows: number) => {
  const a = sparseFromRows(rows)
  const out = new Float64Array(a.nCols * width).fill(1)
  for (let start = 0; start < a.nRows; start += partRows)
    addGramTimesDense(sparseRows(a, start, Math.min(a.nRows, start + partRows)), b, width, out)
  return toRows(out, a.nCols, width)
}

describe("addGramTimesDense", () => {
  it("adds by hand: each row by its product with B", () => {
    const rows = [
      [1, 0, 2],
      [0, 0, 0],
      [0, 3, 0]
    ]
    // Products with B: 1·1 + 2·3 = 7, 0 and 3·2 = 6.
    assert.deepStrictEqual(gramTimes(rows, Float64Array.of(1, 2, 3), 1, 3), [[1 + 7], [1 + 3 * 6], [1 + 2 * 7]])
  })

  for (const perRow of [0, 1, 3, 4, 5, 8, 17]) {
    it(`equals the plain products with about ${perRow} values a row, and its own bits however rows are cut`, () => {
      const next = random(perRow)
      const a = randomRows(next, 13, 20, perRow / 20)
      const b = randomRows(next, 20, 7)
      const whole = gramTimes(a, fromRows(b), 7, 13)
      const plain = multiply(transposed(a), multiply(a, b)).map((row) => row.map((value) => 1 + value))
      assert.isBelow(distance(whole, plain), 1e-13)
      for (const partRows of [1, 2, 5]) assert.deepStrictEqual(gramTimes(a, fromRows(b), 7, partRows), whole)
    })
  }
})

describe("sparseRows", () => {
  const a = sparseFromRows([
    [1, 0],
    [2, 3],
    [0, 0],
    [0, 4]
  ])
  it("gives rows in the middle, whose offsets begin at 0 again", () => {
    assert.deepStrictEqual(sparseRows(a, 1, 3), {
      nRows: 2,
      nCols: 2,
      offsets: Int32Array.of(0, 2, 2),
      indices: Uint32Array.of(0, 1),
      values: Float64Array.of(2, 3)
    })
  })

  it("gives no row where it ends where it starts, at the end too", () => {
    assert.deepStrictEqual(sparseToRows(sparseRows(a, 4, 4)), [])
  })
})

describe("productGram", () => {
  const next = random(7)
  const rows = randomRows(next, 300, 9, 0.4)
  const b = randomRows(next, 9, 4)
  const gramOf = (partRows: number) => {
    const a = sparseFromRows(rows)
    const { add, finish } = productGram(fromRows(b), 4)
    for (let start = 0; start < 300; start += partRows) add(sparseRows(a, start, Math.min(300, start + partRows)))
    return finish()
  }

  it("equals the plain Gram matrix of the product, and the length of its longest row", () => {
    const product = multiply(rows, b)
    const { gram, longestRow } = gramOf(300)
    assert.isBelow(distance(toRows(gram, 4, 4), multiply(transposed(product), product)), 1e-11)
    assert.closeTo(longestRow, Math.max(...product.map((row) => Math.hypot(...row))), 1e-14)
  })

  it("has the same bits where rows come one by one, in parts that cross its chunks, and all at once", () => {
    for (const partRows of [1, 3, 127, 128, 200]) assert.deepStrictEqual(gramOf(partRows), gramOf(300))
  })

  it("is zero without a row", () => {
    assert.deepStrictEqual(productGram(fromRows(b), 4).finish(), { gram: new Float64Array(16), longestRow: 0 })
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
