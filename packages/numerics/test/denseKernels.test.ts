import { assert, describe, it } from "@effect/vitest"
import { denseTimesDense } from "@praxis/numerics/denseTimesDense"
import { gramMatrix } from "@praxis/numerics/gramMatrix"
import { normaliseRows } from "@praxis/numerics/normaliseRows"
import { orthonormaliseColumns } from "@praxis/numerics/orthonormaliseColumns"
import { random } from "@praxis/numerics/random"
import { symmetricEigen } from "@praxis/numerics/symmetricEigen"
import { distance, fromRows, multiply, type Rows, randomRows, toRows, transposed } from "./dense.ts"

const identity = (n: number): Rows =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => +(i === j)))

describe("denseTimesDense", () => {
  for (const [n, inner, width] of [
    [1, 1, 1],
    [5, 4, 3],
    [7, 9, 2],
    [3, 0, 2]
  ] as const) {
    it(`equals the plain product of ${n} × ${inner} and ${inner} × ${width}`, () => {
      const next = random(n)
      const [a, b] = [randomRows(next, n, inner), randomRows(next, inner, width)]
      const out = new Float64Array(n * width).fill(99)
      denseTimesDense(fromRows(a), fromRows(b), n, inner, width, out)
      const expected = inner === 0 ? a.map(() => [0, 0]) : multiply(a, b)
      assert.isBelow(distance(toRows(out, n, width), expected), 1e-14)
    })
  }
})

describe("denseTimesDense with an upper triangle", () => {
  it("has the bits of plain loops, and does not read what is below the diagonal", () => {
    const next = random(6)
    const [nRows, n] = [1030, 19]
    const a = fromRows(randomRows(next, nRows, n))
    const b = fromRows(randomRows(next, n, n)).map((value, at) => (at % n < Math.floor(at / n) ? 0 : value))
    const expected = new Float64Array(nRows * n)
    for (let row = 0; row < nRows; row++) {
      for (let p = 0; p < n; p++) {
        for (let t = 0; t < n; t++) expected[row * n + t]! += a[row * n + p]! * b[p * n + t]!
      }
    }
    const out = new Float64Array(nRows * n)
    denseTimesDense(a, b, nRows, n, n, out, true)
    assert.deepStrictEqual(out, expected)
    denseTimesDense(a, b, nRows, n, n, out)
    assert.deepStrictEqual(out, expected)
  })
})

describe("gramMatrix", () => {
  /** Sums within blocks of 128 rows, then of the blocks, as plain loops. */
  const plainGram = (a: Float64Array, nRows: number, nCols: number) => {
    const gram = new Float64Array(nCols * nCols)
    for (let i = 0; i < nCols; i++) {
      for (let j = 0; j < nCols; j++) {
        for (let start = 0; start < nRows; start += 128) {
          let sum = 0
          for (let row = start; row < Math.min(nRows, start + 128); row++)
            sum += a[row * nCols + i]! * a[row * nCols + j]!
          gram[i * nCols + j]! += sum
        }
      }
    }
    return gram
  }

  for (const [nRows, nCols] of [
    [0, 5],
    [1, 1],
    [7, 5],
    [128, 8],
    [300, 11]
  ] as const) {
    it(`has the bits of plain loops with ${nRows} rows and ${nCols} columns`, () => {
      const a = fromRows(randomRows(random(nRows), nRows, nCols))
      assert.deepStrictEqual(gramMatrix(a, nRows, nCols), plainGram(a, nRows, nCols))
    })
  }
})

describe("normaliseRows", () => {
  it("gives unit rows, zeroes those at the floor or below, and counts them", () => {
    const matrix = Float64Array.of(3, 4, 0, 0, 1e-12, 0, 0, -2)
    assert.strictEqual(normaliseRows(matrix, 4, 2, 1e-9), 2)
    assert.deepStrictEqual(Array.from(matrix), [0.6, 0.8, 0, 0, 0, 0, 0, -1])
  })

  it("leaves rows of zeros zero where the floor is 0, and counts a row as long as the floor", () => {
    const matrix = Float64Array.of(0, 0, 3, 4)
    assert.strictEqual(normaliseRows(matrix, 2, 2, 0), 1)
    assert.deepStrictEqual(Array.from(matrix), [0, 0, 0.6, 0.8])
    assert.strictEqual(normaliseRows(Float64Array.of(3, 4), 1, 2, 5), 1)
  })
})

describe("orthonormaliseColumns", () => {
  const orthonormalise = (a: Rows) => {
    const matrix = fromRows(a)
    const rank = orthonormaliseColumns(matrix, a.length, a[0]!.length)
    return { rank, q: toRows(matrix, a.length, a[0]!.length) }
  }

  it("leaves orthonormal columns orthonormal that are nearly dependent (Hilbert matrix, condition 1e13)", () => {
    const hilbert = Array.from({ length: 10 }, (_, i) => Array.from({ length: 10 }, (_, j) => 1 / (i + j + 1)))
    const { q, rank } = orthonormalise(hilbert)
    assert.strictEqual(rank, 10)
    assert.isBelow(distance(multiply(transposed(q), q), identity(10)), 1e-13)
  })

  it("spans what the columns spanned: projecting them on the result changes nothing", () => {
    const a = randomRows(random(2), 30, 9)
    const { q } = orthonormalise(a)
    assert.isBelow(distance(multiply(q, multiply(transposed(q), a)), a), 1e-13)
  })

  it("comes out orthonormal of well-conditioned columns after two rounds, and nearly so after one", () => {
    const a = randomRows(random(8), 400, 12)
    for (const [rounds, off] of [
      [1, 1e-12],
      [2, 1e-14]
    ] as const) {
      const matrix = fromRows(a)
      assert.strictEqual(orthonormaliseColumns(matrix, 400, 12, new Float64Array(400 * 12), rounds), 12)
      const q = toRows(matrix, 400, 12)
      assert.isBelow(distance(multiply(transposed(q), q), identity(12)), off)
      assert.isBelow(distance(multiply(q, multiply(transposed(q), a)), a), 1e-11)
    }
  })

  it("keeps the direction of the first column", () => {
    const { q } = orthonormalise([
      [3, 1],
      [4, 1]
    ])
    assert.isBelow(
      distance(
        q.map((row) => [row[0]!]),
        [[0.6], [0.8]]
      ),
      1e-15
    )
  })

  it("zeroes columns that repeat others or are zero, and says how many are left", () => {
    const { q, rank } = orthonormalise([
      [1, 2, 0, 0],
      [1, 2, 0, 1],
      [1, 2, 0, 0]
    ])
    assert.strictEqual(rank, 2)
    assert.deepStrictEqual(
      q.map((row) => [row[1], row[2]]),
      [
        [0, 0],
        [0, 0],
        [0, 0]
      ]
    )
    assert.isBelow(Math.abs(q.reduce((sum, row) => sum + row[0]! * row[3]!, 0)), 1e-15)
  })

  it("finds at most nRows columns", () => {
    assert.strictEqual(orthonormalise(randomRows(random(4), 3, 8)).rank, 3)
  })
})

describe("symmetricEigen", () => {
  it("gives 3 and 1 for [[2, 1], [1, 2]]", () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2)
    assert.isBelow(distance([Array.from(values)], [[3, 1]]), 1e-15)
    assert.isBelow(Math.abs(Math.abs(vectors[0]!) - Math.SQRT1_2), 1e-15)
    assert.isBelow(Math.abs(vectors[0]! - vectors[2]!), 1e-15)
  })

  for (const n of [1, 2, 5, 20]) {
    it(`rebuilds a random symmetric ${n} × ${n} matrix, values descending, vectors orthonormal`, () => {
      const half = randomRows(random(n), n, n)
      const a = half.map((row, i) => row.map((value, j) => value + half[j]![i]!))
      const { values, vectors } = symmetricEigen(fromRows(a), n)
      const v = toRows(vectors, n, n)
      const scaled = v.map((row) => row.map((value, k) => value * values[k]!))
      assert.isBelow(distance(multiply(scaled, transposed(v)), a), 1e-13 * n)
      assert.isBelow(distance(multiply(transposed(v), v), identity(n)), 1e-13)
      assert.deepStrictEqual(
        Array.from(values),
        Array.from(values).sort((x, y) => y - x)
      )
    })
  }

  it("leaves a diagonal matrix as it is, equal values in their order", () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(5, 0, 0, 0, 7, 0, 0, 0, 5), 3)
    assert.deepStrictEqual(Array.from(values), [7, 5, 5])
    assert.deepStrictEqual(toRows(vectors, 3, 3), [
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1]
    ])
  })

  it("finds small eigenvalues of a Gram matrix to 1e-9 of themselves beside large ones", () => {
    const { values } = symmetricEigen(Float64Array.of(1e8, 1e2, 1e2, 1), 2)
    // λ₁ λ₂ = determinant = 1e8 − 1e4
    assert.isBelow(Math.abs((values[0]! * values[1]!) / (1e8 - 1e4) - 1), 1e-9)
  })

  it("gives nothing for nothing and refuses what is not finite", () => {
    assert.strictEqual(symmetricEigen(new Float64Array(0), 0).values.length, 0)
    assert.throws(() => symmetricEigen(Float64Array.of(Number.NaN), 1), RangeError)
  })
})
