import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { drawPost } from "@praxis/simulation/drawPost"
import { makeOracle } from "@praxis/simulation/oracle"
import { plantedModel } from "@praxis/simulation/PlantedModel"
import { smallParams, smallWording } from "./smallWording.ts"

const model = plantedModel(smallWording, smallParams)
const { words, topicWordMatrix, nTopicWords } = model.distributions
const numberOf = (text: string) => words.findIndex((word) => word.text === text)

/** The formula as it stands in the docstring, with logarithms and without the row's scale. */
const plainOracle = (drawn: Int32Array, site: number, year: number): number => {
  const { mixedShare: m, mainShare: lambda, backgroundShare, strayShare } = model.difficulty
  const nTopics = model.nTopics
  const phi = (k: number, w: number) => {
    let mean = 0
    for (let j = 0; j < nTopics; j++) mean += topicWordMatrix[w * nTopics + j]! * model.shares[j]!
    return (1 - backgroundShare - strayShare) * topicWordMatrix[w * nTopics + k]! + strayShare * mean
  }
  const ofTopics = [...drawn].filter((w) => w < nTopicWords)
  const prior = model.prevalence[site]!.slice(year * nTopics, (year + 1) * nTopics)
  const product = (factor: (w: number) => number) => Math.exp(ofTopics.reduce((sum, w) => sum + Math.log(factor(w)), 0))
  const posterior = Array.from(prior, (p, k) => {
    let mixed = 0
    prior.forEach((q, j) => {
      if (j !== k) mixed += (q / (1 - p)) * product((w) => lambda * phi(k, w) + (1 - lambda) * phi(j, w))
    })
    return p * ((1 - m) * product((w) => phi(k, w)) + m * mixed)
  })
  return posterior.indexOf(Math.max(...posterior))
}

describe("oracle", () => {
  it("says the topic whose own words stand in the post", () => {
    const oracle = makeOracle(model)
    assert.strictEqual(oracle(Int32Array.of(numberOf("apple"), numberOf("pear")), 0, 0), 0)
    assert.strictEqual(oracle(Int32Array.of(numberOf("Makita"), numberOf("drill")), 0, 0), 1)
  })

  it("says the most likely topic of the site and year where no word speaks", () => {
    const prior = [...model.prevalence[1]!.subarray(0, 3)]
    assert.strictEqual(makeOracle(model)(Int32Array.of(numberOf("friend")), 1, 0), prior.indexOf(Math.max(...prior)))
  })

  it("equals the formula worked out with logarithms for 2,000 posts", () => {
    const oracle = makeOracle(model)
    const next = random(7)
    for (let i = 0; i < 2000; i++) {
      const { words: drawn } = drawPost(model, i % 3, i % 8, next)
      assert.strictEqual(oracle(drawn, i % 3, i % 8), plainOracle(drawn, i % 3, i % 8))
    }
  })

  it("says the topic that most often gave a post of these words, where 300,000 drawn posts tell it clearly", () => {
    const difficulty = { ...smallParams.difficulty, mixedShare: 0.5, minDrawnWords: 3, maxDrawnWords: 3 }
    const short = plantedModel(smallWording, { ...smallParams, difficulty })
    const oracle = makeOracle(short)
    const next = random(11)
    const postsByWords = new Map<string, { readonly drawn: Int32Array; readonly byTopic: Array<number> }>()
    for (let i = 0; i < 300_000; i++) {
      const { topic, words: drawn } = drawPost(short, 2, 9, next)
      const key = [...drawn.map((word) => Math.min(word, nTopicWords))].sort((a, b) => a - b).join(" ")
      const posts = postsByWords.get(key) ?? { drawn, byTopic: [0, 0, 0] }
      postsByWords.set(key, posts)
      posts.byTopic[topic]!++
    }
    let clear = 0
    for (const { drawn, byTopic } of postsByWords.values()) {
      const [first, second] = [...byTopic].sort((a, b) => b - a)
      if (first! - second! < 5 * Math.sqrt(first! + second!)) continue
      clear++
      assert.strictEqual(byTopic[oracle(drawn, 2, 9)], first)
    }
    assert.isAbove(clear, 300)
  })

  it("does not underflow in a post of 20,000 words of all topics", () => {
    const drawn = Int32Array.from({ length: 20_000 }, (_, i) =>
      numberOf(i % 20 < 8 ? "bus" : i % 20 < 15 ? "hammer" : "apple")
    )
    assert.strictEqual(makeOracle(model)(drawn, 0, 0), 2)
  })
})
