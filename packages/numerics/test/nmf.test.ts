import { assert, describe, it } from "@effect/vitest"
import { type NmfOptions, nmf, nmfFrom } from "@praxis/numerics/nmf"
import { nndsvd } from "@praxis/numerics/nndsvd"
import { random } from "@praxis/numerics/random"
import { Schema } from "effect"
import { distance, fromRows, multiply, type Rows, randomRows, sparseFromRows, toRows, transposed } from "./dense.ts"
import reference from "./reference/nmf-sklearn.json" with { type: "json" }

const startOf = (w: Rows, h: Rows) => ({ docTopics: fromRows(w), termTopics: fromRows(transposed(h)) })

const positiveRows = (seed: number, nRows: number, nCols: number, density = 0.4): Rows =>
  randomRows(random(seed), nRows, nCols, density).map((row) => row.map(Math.abs))

/** ‖A − WHᵀ‖², by cell. */
const squaredError = (a: Rows, w: Rows, ht: Rows): number =>
  multiply(w, transposed(ht)).reduce(
    (sum, row, i) => row.reduce((total, value, j) => total + (a[i]![j]! - value) ** 2, sum),
    0
  )

const rowsOf = (result: ReturnType<typeof nmf>, a: Rows, k: number) => ({
  w: toRows(result.docTopics, a.length, k),
  ht: toRows(result.termTopics, a[0]!.length, k)
})

/** Coordinate descent by cell, with the sums of a gradient in four strands as the kernel has them. */
const plainNmf = (a: Rows, startW: Rows, startHt: Rows, iterations: number) => {
  const k = startW[0]!.length
  const descend = (cells: Rows, rows: Rows, b: Rows): Rows => {
    const gram = multiply(transposed(b), b)
    return cells.map((cell, i) => {
      const row = Array.from(rows[i]!)
      const product = b[0]!.map((_, t) => cell.reduce((sum, value, j) => sum + value * b[j]![t]!, 0))
      for (let t = 0; t < k; t++) {
        const strands = [0, 0, 0, 0]
        for (let other = 0; other < k; other++) strands[other % 4]! += gram[t]![other]! * row[other]!
        const gradient = strands[0]! + strands[2]! + (strands[1]! + strands[3]!) - product[t]!
        if (gram[t]![t] !== 0) row[t] = Math.max(row[t]! - gradient / gram[t]![t]!, 0)
      }
      return row
    })
  }
  let w = startW
  let ht = startHt
  for (let i = 0; i < iterations; i++) {
    w = descend(a, w, ht)
    ht = descend(transposed(a), ht, w)
  }
  return { w, ht }
}

describe("nmfFrom", () => {
  for (const fit of reference.fits) {
    it(`equals scikit-learn's factors and error to 1e-6 after ${fit.iterations} iterations from its start`, () => {
      const { k, matrix } = reference
      const start = startOf(reference.startW, reference.startH)
      const result = nmfFrom(sparseFromRows(matrix), start, k, fit)
      const { w, ht } = rowsOf(result, matrix, k)
      assert.isBelow(distance(w, fit.w), 1e-6)
      assert.isBelow(distance(transposed(ht), fit.h), 1e-6)
      assert.closeTo(Math.sqrt(result.objective), fit.error, 1e-6)
      assert.strictEqual(result.iterations, fit.iterations)
      assert.strictEqual(result.converged, fit.tolerance > 0)
    })
  }

  it.prop(
    "gives the bits of coordinate descent by cell, whatever k is to the eight columns of the kernel",
    { seed: Schema.Int, k: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 18 })) },
    ({ seed, k }) => {
      const a = positiveRows(seed, 14, 11)
      const w = positiveRows(seed + 1, 14, k, 0.8)
      const ht = positiveRows(seed + 2, 11, k, 0.8)
      const start = { docTopics: fromRows(w), termTopics: fromRows(ht) }
      const result = nmfFrom(sparseFromRows(a), start, k, { maxIterations: 6, tolerance: 0 })
      assert.deepStrictEqual(rowsOf(result, a, k), plainNmf(a, w, ht, result.iterations))
      assert.deepStrictEqual(start, { docTopics: fromRows(w), termTopics: fromRows(ht) })
    }
  )

  it.prop("never lets the squared error rise, and states it", { seed: Schema.Int }, ({ seed }) => {
    const a = positiveRows(seed, 25, 18)
    let before = Number.POSITIVE_INFINITY
    for (const maxIterations of [1, 2, 3, 5, 10, 40]) {
      const result = nmf(sparseFromRows(a), 4, { maxIterations, tolerance: 0 }, random(1))
      const { w, ht } = rowsOf(result, a, 4)
      assert.closeTo(result.objective, squaredError(a, w, ht), 1e-9)
      assert.isAtMost(result.objective, before * (1 + 1e-12))
      before = result.objective
    }
  })

  it("permutes documents with their factors: the same bits after one pass over them, to 1e-9 after many", () => {
    const a = positiveRows(3, 20, 12)
    const w = positiveRows(4, 20, 3, 1)
    const h = positiveRows(5, 3, 12, 1)
    const turned = <A>(rows: ReadonlyArray<A>): ReadonlyArray<A> => rows.map((_, i) => rows[(7 * i + 3) % 20]!)
    const options = { maxIterations: 30, tolerance: 0 }
    const straight = nmfFrom(sparseFromRows(a), startOf(w, h), 3, options)
    const permuted = nmfFrom(sparseFromRows(turned(a)), startOf(turned(w), h), 3, options)
    assert.isBelow(distance(rowsOf(permuted, a, 3).w, turned(rowsOf(straight, a, 3).w)), 1e-9)
    assert.deepStrictEqual(Array.from(permuted.labels), turned(Array.from(straight.labels)))
  })
})

describe("nndsvd", () => {
  it("equals scikit-learn's start to 1e-6", () => {
    const { docTopics, termTopics } = nndsvd(sparseFromRows(reference.matrix), reference.k, random(1))
    assert.isBelow(distance(toRows(docTopics, 24, 5), reference.startW), 1e-6)
    assert.isBelow(distance(transposed(toRows(termTopics, 16, 5)), reference.startH), 1e-6)
  })
})

describe("nmf", () => {
  const untilStill: NmfOptions = { maxIterations: 500, tolerance: 1e-6 }

  it("separates two sets of words that never meet, and labels documents by them", () => {
    const a = [
      [2, 1, 0, 0],
      [0, 0, 1, 3],
      [4, 2, 0, 0],
      [0, 0, 2, 6],
      [0, 0, 3, 9]
    ]
    const { labels, objective, sizes } = nmf(sparseFromRows(a), 2, untilStill, random(1))
    // The second set has the larger singular value, so it is topic 0.
    assert.deepStrictEqual(labels, Int32Array.of(1, 0, 1, 0, 0))
    assert.deepStrictEqual(sizes, Int32Array.of(3, 2))
    assert.closeTo(objective, 0, 1e-9)
  })

  it("gives no topic to a document without a word, and says which topics are empty", () => {
    const a = [
      [1, 2, 0],
      [0, 0, 0],
      [2, 4, 0]
    ]
    const { labels, sizes } = nmf(sparseFromRows(a), 2, untilStill, random(1))
    assert.deepStrictEqual(labels, Int32Array.of(0, -1, 0))
    assert.deepStrictEqual(sizes, Int32Array.of(2, 0))
  })

  it("gives the same bits from the same seed", () => {
    const a = sparseFromRows(positiveRows(9, 30, 20))
    assert.deepStrictEqual(nmf(a, 5, untilStill, random(4)), nmf(a, 5, untilStill, random(4)))
  })

  it("leaves topics beyond the dimensions of the matrix zero and without a document", () => {
    const a = positiveRows(3, 12, 4)
    const more = nmf(sparseFromRows(a), 6, untilStill, random(1))
    const most = nmf(sparseFromRows(a), 4, untilStill, random(1))
    assert.deepStrictEqual(more.labels, most.labels)
    assert.deepStrictEqual(Array.from(more.sizes), [...most.sizes, 0, 0])
    const beyond = rowsOf(more, a, 6)
    assert.isTrue([...beyond.w, ...beyond.ht].every((row) => row[4] === 0 && row[5] === 0))
    assert.closeTo(more.objective, most.objective, 1e-12)
  })
})
