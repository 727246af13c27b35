import { assert, describe, it } from "@effect/vitest"
import { averageRanks } from "@praxis/numerics/averageRanks"
import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { random } from "@praxis/numerics/random"

describe("averageRanks", () => {
  it("ranks from 1 and lets equal values share the mean of their ranks", () => {
    assert.deepStrictEqual(Array.from(averageRanks(Float64Array.of(3, 1, 3, 2))), [3.5, 1, 3.5, 2])
  })

  it("ranks infinities as any other value, and both zeros as one", () => {
    const { POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least } = Number
    assert.deepStrictEqual(Array.from(averageRanks(Float64Array.of(most, 0, -0, least, most))), [4.5, 2.5, 2.5, 1, 4.5])
    assert.deepStrictEqual(Array.from(averageRanks(new Float64Array(0))), [])
  })
})

describe("drawWithoutReplacement", () => {
  it("draws different numbers in ascending order, and all of them where there are no more", () => {
    const drawn = drawWithoutReplacement(1000, 100, random(1))
    assert.strictEqual(drawn.length, 100)
    assert.isTrue(drawn.every((value, i) => value < 1000 && (i === 0 || value > drawn[i - 1]!)))
    assert.deepStrictEqual(Array.from(drawWithoutReplacement(3, 5, random(1))), [0, 1, 2])
  })

  it("draws each number equally often", () => {
    const next = random(4)
    const drawn = new Float64Array(10)
    for (let round = 0; round < 10_000; round++) for (const i of drawWithoutReplacement(10, 3, next)) drawn[i]!++
    // 3,000 expected, standard deviation 46.
    for (const times of drawn) assert.closeTo(times, 3000, 230)
  })
})
