import { assert, describe, it } from "@effect/vitest"
import { apportion } from "@praxis/simulation/apportion"
import { plantedModel } from "@praxis/simulation/PlantedModel"
import { smallParams, smallWording } from "./smallWording.ts"

const model = plantedModel(smallWording, smallParams)
const { nTopics } = model

describe("plantedModel", () => {
  it("expects the largest topic to be as many times the smallest as the parameter says", () => {
    // Sizes 1, .5 and 0 at ratio 6: weights 6, 3.5 and 1.
    const expected = [6 / 10.5, 3.5 / 10.5, 1 / 10.5]
    model.shares.forEach((share, k) => {
      assert.closeTo(share, expected[k]!, 1e-12)
    })
  })

  it("fits prevalence so that topics have their shares over all sites and years", () => {
    const sums = new Float64Array(nTopics)
    const total = model.sites.reduce((sum, { wording }) => sum + wording.share, 0)
    model.sites.forEach(({ wording, timeline }, s) => {
      model.prevalence[s]!.forEach((p, i) => {
        sums[i % nTopics]! += (wording.share / total) * timeline.yearShares[Math.floor(i / nTopics)]! * p
      })
    })
    sums.forEach((sum, k) => {
      assert.closeTo(sum / model.shares[k]!, 1, 1e-5)
    })
  })

  it("lets a topic grow where its trend grows", () => {
    const so = model.prevalence[1]!
    assert.isAbove(so[14 * nTopics]!, so[0]!)
  })

  it("shares as many distinct words as the parameter says, each between two neighbours of the ring", () => {
    const { topicWordMatrix, nTopicWords } = model.distributions
    const topicsOf = Array.from({ length: nTopicWords }, (_, w) =>
      [0, 1, 2].filter((k) => topicWordMatrix[w * nTopics + k]! > 0)
    )
    for (let k = 0; k < nTopics; k++) {
      const own = topicsOf.filter((topics) => topics.includes(k))
      assert.strictEqual(own.length, 6)
      assert.strictEqual(own.filter((topics) => topics.length === 2).length, 2)
    }
  })

  it("gives each topic a distribution of words that sums to 1", () => {
    for (let k = 0; k < nTopics; k++) {
      let sum = 0
      for (let w = 0; w < model.distributions.nTopicWords; w++)
        sum += model.distributions.topicWordMatrix[w * nTopics + k]!
      assert.closeTo(sum, 1, 1e-12)
    }
  })
})

describe("apportion", () => {
  it("gives what is left to the largest remainders, ties to the earlier", () => {
    assert.deepStrictEqual(apportion(10, [1, 1, 1]), [4, 3, 3])
    assert.deepStrictEqual(apportion(7, [5, 3, 2]), [4, 2, 1])
    assert.deepStrictEqual(apportion(0, [5, 3]), [0, 0])
  })
})
