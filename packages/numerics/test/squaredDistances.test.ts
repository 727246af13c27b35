import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { squaredDistance, squaredDistances } from "@praxis/numerics/squaredDistances"

describe("squaredDistances", () => {
  it("equals the values worked out by hand", () => {
    const others = Float64Array.of(0, 0, 3, 4, 1, 1, -1, 0, 2, 2)
    const out = new Float64Array(5)
    squaredDistances(Float64Array.of(9, 9, 0, 0), 2, 2, others, Int32Array.of(4, 1, 0, 3, 2), 5, out)
    assert.deepStrictEqual(Array.from(out), [8, 25, 0, 1, 2])
  })

  it("gives the same bits alone and beside others", () => {
    const next = random(3)
    const width = 17
    const values = Float64Array.from({ length: width }, next)
    const others = Float64Array.from({ length: 9 * width }, next)
    const out = new Float64Array(9)
    squaredDistances(
      values,
      0,
      width,
      others,
      Int32Array.from({ length: 9 }, (_, j) => j),
      9,
      out
    )
    for (let j = 0; j < 9; j++) assert.strictEqual(out[j], squaredDistance(values, 0, width, others, j * width))
  })

  it("writes nothing beyond count", () => {
    const out = Float64Array.of(-1, -1)
    squaredDistances(Float64Array.of(1), 0, 1, Float64Array.of(3), Int32Array.of(0, 0), 1, out)
    assert.deepStrictEqual(Array.from(out), [4, -1])
  })
})
