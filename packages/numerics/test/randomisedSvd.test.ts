import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { randomisedSvd } from "@praxis/numerics/randomisedSvd"
import { distance, multiply, type Rows, randomRows, sparseFromRows, toRows, transposed } from "./dense.ts"
import reference from "./reference/svd-numpy.json" with { type: "json" }

const svd = (rows: Rows, rank: number, { oversampling = 8, powerIterations = 4, seed = 1 } = {}) => {
  const result = randomisedSvd(sparseFromRows(rows), { rank, oversampling, powerIterations, random: random(seed) })
  return {
    values: Array.from(result.singularValues),
    scores: toRows(result.scores, rows.length, rank),
    loadings: toRows(result.loadings, rows[0]!.length, rank)
  }
}

/** nRows × nCols of exact rank values.length: orthonormal columns by construction, so `values` are the singular values. */
const planted = (nRows: number, nCols: number, values: ReadonlyArray<number>): Rows => {
  const wave = (n: number, i: number, k: number) => Math.sqrt(2 / n) * Math.cos((Math.PI * (i + 0.5) * (k + 1)) / n)
  return Array.from({ length: nRows }, (_, i) =>
    Array.from({ length: nCols }, (_, j) =>
      values.reduce((sum, value, k) => sum + value * wave(nRows, i, k) * wave(nCols, j, k), 0)
    )
  )
}

describe("randomisedSvd", () => {
  it("equals numpy's exact singular values to 1e-9 when it carries all directions", () => {
    const { values } = svd(reference.matrix, 25)
    values.forEach((value, k) => {
      assert.isBelow(Math.abs(value / reference.singularValues[k]! - 1), 1e-9)
    })
  })

  it("equals numpy's six largest to 1e-6 from a sketch of ten, and its right vectors in angle", () => {
    const { loadings, values } = svd(reference.matrix, 6, { oversampling: 4, powerIterations: 40 })
    values.forEach((value, k) => {
      assert.isBelow(Math.abs(value / reference.singularValues[k]! - 1), 1e-6)
      const cosine = loadings.reduce((sum, row, j) => sum + row[k]! * reference.rightVectors[k]![j]!, 0)
      assert.isAbove(Math.abs(cosine), 1 - 1e-6)
    })
  })

  it("finds a planted spectrum to 1e-10 and returns the dimensions beyond it as zero", () => {
    const spectrum = [100, 30, 10, 3, 1]
    const { loadings, scores, values } = svd(planted(60, 45, spectrum), 8)
    spectrum.forEach((value, k) => {
      assert.isBelow(Math.abs(values[k]! / value - 1), 1e-10)
    })
    assert.deepStrictEqual(values.slice(5), [0, 0, 0])
    for (const row of [...scores, ...loadings]) assert.deepStrictEqual(row.slice(5).map(Math.abs), [0, 0, 0])
  })

  it("needs no power iteration where the sketch is as wide as the matrix has dimensions", () => {
    const spectrum = [8, 7, 6, 5, 4, 3, 2, 1]
    const { values } = svd(planted(60, 45, spectrum), 3, { oversampling: 5, powerIterations: 0 })
    values.forEach((value, k) => {
      assert.isBelow(Math.abs(value / spectrum[k]! - 1), 1e-9)
    })
  })

  it("finds values down to 1e-6 of the largest", () => {
    const spectrum = Array.from({ length: 7 }, (_, k) => 10 ** -k)
    const { values } = svd(planted(50, 40, spectrum), 7)
    spectrum.forEach((value, k) => {
      assert.isBelow(Math.abs(values[k]! / value - 1), 1e-3)
    })
  })

  it("rebuilds the matrix from scores and loadings", () => {
    const a = randomRows(random(5), 12, 9, 0.5)
    const { loadings, scores } = svd(a, 9)
    assert.isBelow(distance(multiply(scores, transposed(loadings)), a), 1e-13)
  })

  it("gives scores whose columns are orthogonal and as long as the singular values", () => {
    const { scores, values } = svd(reference.matrix, 5)
    const gram = multiply(transposed(scores), scores)
    gram.forEach((row, i) => {
      row.forEach((value, j) => {
        assert.isBelow(Math.abs(value - (i === j ? values[i]! ** 2 : 0)), 1e-9 * values[0]! ** 2)
      })
    })
  })

  it("makes the loading of largest absolute value positive in each dimension", () => {
    const { loadings } = svd(randomRows(random(6), 30, 20, 0.3), 10)
    for (const column of transposed(loadings)) {
      const largest = Math.max(...column.map(Math.abs))
      assert.strictEqual(Math.max(...column), largest)
    }
  })

  it("makes the first of equally large loadings positive", () => {
    const { loadings, scores } = svd([[1, -1]], 1)
    assert.isBelow(distance([...loadings, ...scores], [[Math.SQRT1_2], [-Math.SQRT1_2], [Math.SQRT2]]), 1e-15)
  })

  it("finds the same with another seed, and the same bits with the same", () => {
    const [one, two] = [
      svd(reference.matrix, 4, { powerIterations: 30 }),
      svd(reference.matrix, 4, { powerIterations: 30, seed: 2 })
    ]
    assert.isBelow(distance(one.scores, two.scores), 1e-6)
    assert.deepStrictEqual(svd(reference.matrix, 4), svd(reference.matrix, 4))
  })

  it("gives rows of zeros for rows without a value", () => {
    const { scores } = svd(reference.matrix, 5)
    assert.deepStrictEqual(
      [scores[7], scores[39]].map((row) => row!.map(Math.abs)),
      [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0]
      ]
    )
  })

  it("handles one cell, one row, one column and nothing but zeros", () => {
    assert.deepStrictEqual(svd([[-3]], 1), { values: [3], scores: [[-3]], loadings: [[1]] })
    assert.isBelow(Math.abs(svd([[3, 4]], 1).values[0]! - 5), 1e-14)
    assert.isBelow(Math.abs(svd([[3], [4]], 1).values[0]! - 5), 1e-14)
    assert.deepStrictEqual(
      svd(
        [
          [0, 0],
          [0, 0]
        ],
        2
      ).values,
      [0, 0]
    )
  })

  it("refuses a rank that the matrix does not have", () => {
    for (const rank of [0, 3, 1.5])
      assert.throws(
        () =>
          svd(
            [
              [1, 2],
              [3, 4]
            ],
            rank
          ),
        /1 to 2 dimensions/
      )
  })
})
