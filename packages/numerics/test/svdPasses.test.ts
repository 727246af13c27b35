import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { randomisedSvd } from "@praxis/numerics/randomisedSvd"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseRows } from "@praxis/numerics/sparseRows"
import { svdPasses } from "@praxis/numerics/svdPasses"
import { randomRows, sparseFromRows } from "./dense.ts"

const options = { rank: 5, oversampling: 3, powerIterations: 2 }

/** Runs all passes over `a` in parts of `partRows` rows; gives the result and how many passes there were. */
const inParts = (a: SparseMatrix, partRows: number) => {
  const passes = svdPasses(a.nRows, a.nCols, { ...options, random: random(1) })
  for (let count = 0; ; count++) {
    const step = passes.next()
    if (step.done) return { ...step.value, count }
    for (let start = 0; start < a.nRows; start += partRows)
      step.value(sparseRows(a, start, Math.min(a.nRows, start + partRows)))
  }
}

describe("svdPasses", () => {
  const a = sparseFromRows(randomRows(random(2), 300, 40, 0.2))

  it("has the bits of the whole matrix however its rows are cut, in powerIterations + 2 passes", () => {
    const whole = inParts(a, 300)
    for (const partRows of [1, 7, 128, 299]) assert.deepStrictEqual(inParts(a, partRows), whole)
    assert.strictEqual(whole.count, 4)
    const { loadings, singularValues } = randomisedSvd(a, { ...options, random: random(1) })
    assert.deepStrictEqual([loadings, singularValues], [whole.loadings, whole.singularValues])
  })

  it("knows the longest row: of one row alone, its length, which is the singular value", () => {
    const passes = svdPasses(1, 2, { rank: 1, oversampling: 0, powerIterations: 0, random: random(1) })
    let step = passes.next()
    for (; !step.done; step = passes.next()) step.value(sparseFromRows([[3, 4]]))
    assert.closeTo(step.value.longestRow, 5, 1e-14)
    assert.closeTo(step.value.singularValues[0]!, 5, 1e-14)
  })

  it("refuses to go on after a pass with fewer rows, or more", () => {
    for (const [rows, times] of [
      [sparseRows(a, 0, 299), 1],
      [a, 2]
    ] as const) {
      const passes = svdPasses(300, 40, { ...options, random: random(1) })
      const take = passes.next().value as (rows: SparseMatrix) => void
      for (let i = 0; i < times; i++) take(rows)
      assert.throws(() => passes.next(), `a pass had ${times * rows.nRows} of 300 rows`)
    }
  })
})
