import { assert, describe, it } from "@effect/vitest"
import { cTfIdf } from "@praxis/topic-clustering/cTfIdf"
import reference from "./reference/cTfIdf.json" with { type: "json" }

describe("cTfIdf", () => {
  it("equals numpy's values", () => {
    const scores = cTfIdf(Float64Array.from(reference.counts), reference.nTopics, reference.nTerms)
    reference.scores.forEach((score, at) => void assert.closeTo(scores[at]!, score, 1e-15))
  })

  it("does not truncate the mean number of words", () => {
    // Words 1 and 2, A = 1.5.
    assert.deepStrictEqual(Array.from(cTfIdf(Float64Array.of(1, 0, 1, 1), 2, 2)), [
      Math.log(1 + 1.5 / 2),
      0,
      0.5 * Math.log(1 + 1.5 / 2),
      0.5 * Math.log(1 + 1.5)
    ])
  })

  it("is 0 for a topic and a term without a count", () => {
    assert.deepStrictEqual(Array.from(cTfIdf(Float64Array.of(0, 0, 2, 0), 2, 2)), [0, 0, Math.log(1.5), 0])
  })
})
