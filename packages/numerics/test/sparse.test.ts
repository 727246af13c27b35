import { assert, describe, it } from "@effect/vitest"
import { documentFrequency } from "@praxis/numerics/documentFrequency"
import { gramMatrix } from "@praxis/numerics/gramMatrix"
import { gramTimesDense } from "@praxis/numerics/gramTimesDense"
import { inverseDocumentFrequency } from "@praxis/numerics/inverseDocumentFrequency"
import { normaliseSparseRows } from "@praxis/numerics/normaliseSparseRows"
import { productGram } from "@praxis/numerics/productGram"
import { random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { smoothIdf } from "@praxis/numerics/smoothIdf"
import { sparseRows } from "@praxis/numerics/sparseRows"
import { sparseTimesDense } from "@praxis/numerics/sparseTimesDense"
import { tfIdf } from "@praxis/numerics/tfIdf"
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

/** The plain loops whose bits the kernels have: products of each row with B, in the order of its values. */
const plainProduct = ({ indices, nRows, offsets, values }: SparseMatrix, b: Float64Array, width: number) => {
  const out = new Float64Array(nRows * width)
  for (let row = 0; row < nRows; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      for (let t = 0; t < width; t++) out[row * width + t]! += values[at]! * b[indices[at]! * width + t]!
    }
  }
  return out
}

/** The plain loops of Aᵀ(A · B): each row's product, times the row, in the order of the rows. */
const plainGramTimes = (a: SparseMatrix, b: Float64Array, width: number) => {
  const product = plainProduct(a, b, width)
  const out = new Float64Array(a.nCols * width)
  for (let row = 0; row < a.nRows; row++) {
    for (let at = a.offsets[row]!; at < a.offsets[row + 1]!; at++) {
      for (let t = 0; t < width; t++) out[a.indices[at]! * width + t]! += a.values[at]! * product[row * width + t]!
    }
  }
  return out
}

describe("the products in WebAssembly", () => {
  for (const [nRows, width, perRow] of [
    [0, 3, 2],
    [13, 1, 0],
    [13, 7, 1],
    [13, 8, 5],
    [200, 9, 4],
    [5000, 17, 3]
  ] as const) {
    it(`have the bits of plain loops for ${nRows} rows with about ${perRow} values, and ${width} columns`, () => {
      const next = random(width)
      const a = sparseFromRows(randomRows(next, nRows, 20, perRow / 20), 20)
      const b = fromRows(randomRows(next, 20, width))
      const out = new Float64Array(nRows * width).fill(99)
      sparseTimesDense(a, b, width, out)
      assert.deepStrictEqual(out, plainProduct(a, b, width))
      assert.deepStrictEqual(gramTimesDense(a, b, width), plainGramTimes(a, b, width))
    })
  }
})

describe("gramTimesDense", () => {
  it("multiplies by hand: each row by its product with B", () => {
    const a = sparseFromRows([
      [1, 0, 2],
      [0, 0, 0],
      [0, 3, 0]
    ])
    // Products with B: 1·1 + 2·3 = 7, 0 and 3·2 = 6.
    assert.deepStrictEqual(gramTimesDense(a, Float64Array.of(1, 2, 3), 1), Float64Array.of(7, 3 * 6, 2 * 7))
  })

  it("equals the plain products of dense matrices", () => {
    const next = random(4)
    const [a, b] = [randomRows(next, 13, 20, 0.3), randomRows(next, 20, 7)]
    const product = toRows(gramTimesDense(sparseFromRows(a), fromRows(b), 7), 20, 7)
    assert.isBelow(distance(product, multiply(transposed(a), multiply(a, b))), 1e-13)
  })
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
  for (const [nRows, width] of [
    [1, 4],
    [300, 4],
    [4200, 10]
  ] as const) {
    it(`is the Gram matrix of the product, bit for bit, and its longest row, with ${nRows} rows`, () => {
      const next = random(width)
      const a = sparseFromRows(randomRows(next, nRows, 9, 0.4))
      const b = fromRows(randomRows(next, 9, width))
      const product = plainProduct(a, b, width)
      const { gram, longestRow } = productGram(a, b, width)
      assert.deepStrictEqual(gram, gramMatrix(product, nRows, width))
      const lengths = toRows(product, nRows, width).map((row) => Math.hypot(...row))
      assert.closeTo(longestRow, Math.max(...lengths), 1e-14)
    })
  }

  it("is zero without a row", () => {
    const none = sparseFromRows([], 9)
    assert.deepStrictEqual(productGram(none, new Float64Array(36), 4), { gram: new Float64Array(16), longestRow: 0 })
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

describe("inverseDocumentFrequency", () => {
  const df = Uint32Array.of(9, 1, 0)
  it("is smooth, plain or 1", () => {
    assert.deepStrictEqual(inverseDocumentFrequency(df, 9, "smooth"), smoothIdf(df, 9))
    assert.deepStrictEqual(inverseDocumentFrequency(df, 9, "plain"), Float64Array.of(1, Math.log(9) + 1, 0))
    assert.deepStrictEqual(inverseDocumentFrequency(df, 9, "none"), Float64Array.of(1, 1, 1))
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
