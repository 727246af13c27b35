import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { columnSide, randomisedSvd } from "@praxis/numerics/randomisedSvd"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseRows } from "@praxis/numerics/sparseRows"
import { type PassPart, type PassRequest, partRows, passPart, svdPasses } from "@praxis/numerics/svdPasses"
import { randomRows, sparseFromRows } from "./dense.ts"

const options = { rank: 5, oversampling: 3, powerIterations: 2 }

/** Runs all passes over `a`, the parts of each made in the given order; gives the result and how many passes there were. */
const inOrder = (a: SparseMatrix, order: (starts: Array<number>) => ReadonlyArray<number>) => {
  const passes = svdPasses(a.nRows, a.nCols, { ...options, random: random(1) })
  const starts = Array.from({ length: Math.ceil(a.nRows / partRows) }, (_, i) => i * partRows)
  for (let count = 0; ; count++) {
    const step = passes.next()
    if (step.done) return { ...step.value, count }
    const { pass, take } = step.value
    const parts = new Map<number, PassPart>()
    for (const start of order(starts))
      parts.set(start, passPart(pass, sparseRows(a, start, Math.min(a.nRows, start + partRows))))
    for (const start of starts) take(parts.get(start)!)
  }
}

describe("svdPasses", () => {
  const a = sparseFromRows(randomRows(random(2), 2 * partRows + 300, 12, 0.2))

  it("has the bits of the matrix in memory in whatever order parts are made, in powerIterations + 2 passes", () => {
    const whole = inOrder(a, (starts) => starts)
    assert.deepStrictEqual(
      inOrder(a, (starts) => starts.toReversed()),
      whole
    )
    assert.strictEqual(whole.count, 4)
    const { loadings, singularValues } = randomisedSvd(a, { ...options, random: random(1) })
    assert.deepStrictEqual([loadings, singularValues], [whole.loadings, whole.singularValues])
  })

  it("knows the longest row: of one row alone, its length, which is the singular value", () => {
    const { longestRow, singularValues } = columnSide(sparseFromRows([[3, 4]]), {
      rank: 1,
      oversampling: 0,
      powerIterations: 0,
      random: random(1)
    })
    assert.closeTo(longestRow, 5, 1e-14)
    assert.closeTo(singularValues[0]!, 5, 1e-14)
  })

  it("refuses a part of another size, and to go on after a pass with fewer rows", () => {
    const passes = svdPasses(a.nRows, a.nCols, { ...options, random: random(1) })
    const { pass, take } = passes.next().value as PassRequest
    assert.throws(() => take(passPart(pass, sparseRows(a, 0, 300))), "a part has 300 rows, not 16384")
    take(passPart(pass, sparseRows(a, 0, partRows)))
    assert.throws(() => passes.next(), `a pass had ${partRows} of ${a.nRows} rows`)
  })
})
