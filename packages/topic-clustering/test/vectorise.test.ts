import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { randomisedSvd } from "@praxis/numerics/randomisedSvd"
import { project, vectorise } from "../src/vectorise.ts"
import { denseRows, plantedCounts, sparseMatrix } from "./sparse.ts"

const options = { sublinearTf: false, idf: "smooth", norm: "l2", dims: 2, oversampling: 4, powerIterations: 3 } as const

describe("vectorise", () => {
  it("weighs by smooth idf with rows of unit length, and leaves out posts without a term", () => {
    const { features, docs, df, idf } = vectorise(
      sparseMatrix([
        [1, 1, 0],
        [0, 0, 0],
        [0, 2, 1]
      ]),
      options,
      1
    )
    assert.deepStrictEqual(Array.from(docs), [0, 2])
    assert.deepStrictEqual(Array.from(df), [1, 2, 1])
    const [rare, common] = [Math.log(4 / 2) + 1, Math.log(4 / 3) + 1]
    assert.deepStrictEqual(Array.from(idf), [rare, common, rare])
    const expected = [
      [rare / Math.hypot(rare, common), common / Math.hypot(rare, common), 0],
      [0, (2 * common) / Math.hypot(rare, 2 * common), rare / Math.hypot(rare, 2 * common)]
    ]
    denseRows(features.weights).forEach((row, i) => {
      row.forEach((value, j) => void assert.closeTo(value, expected[i]![j]!, 1e-15))
    })
  })

  it("gives the scores of the truncated SVD of the weights, each of unit length", () => {
    const { counts } = plantedCounts(3, { nTopics: 3, perTopic: 20, wordsPerTopic: 8, length: 6, noise: 0.2 })
    const { features, singularValues, loadings } = vectorise(counts, { ...options, dims: 3 }, 11)
    const svd = randomisedSvd(features.weights, { rank: 3, oversampling: 4, powerIterations: 3, random: random(11) })
    assert.deepStrictEqual(singularValues, svd.singularValues)
    assert.deepStrictEqual(loadings, svd.loadings)
    for (let i = 0; i < features.vectors.length; i++) {
      const scores = Array.from(svd.scores.subarray(i * 3, i * 3 + 3))
      const vector = Array.from(features.vectors.values.subarray(i * 3, i * 3 + 3))
      vector.forEach((value, dim) => void assert.closeTo(value, scores[dim]! / Math.hypot(...scores), 1e-14))
    }
  })

  it("has as many dimensions as posts or terms allow", () => {
    assert.strictEqual(vectorise(sparseMatrix([[1, 1, 2]]), { ...options, dims: 9 }, 1).dims, 1)
    const none = vectorise(sparseMatrix([[], []], 0), options, 1)
    assert.deepStrictEqual([none.dims, none.docs.length, none.features.weights.nRows], [0, 0, 0])
  })
})

describe("project", () => {
  const { counts } = plantedCounts(5, { nTopics: 3, perTopic: 20, wordsPerTopic: 8, length: 6, noise: 0.2 })
  const model = vectorise(counts, { ...options, sublinearTf: true }, 2)

  it("places the posts that the model was made of where they are", () => {
    assert.deepStrictEqual(project(counts, model), { features: model.features, docs: model.docs })
  })

  it("leaves out a post of words that the model has never seen", () => {
    const unseen = vectorise(
      sparseMatrix([
        [1, 2, 0],
        [2, 1, 0]
      ]),
      options,
      1
    )
    const { docs } = project(
      sparseMatrix([
        [0, 0, 4],
        [0, 1, 4]
      ]),
      unseen
    )
    assert.deepStrictEqual(Array.from(docs), [1])
  })
})
