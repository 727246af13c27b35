import { assert, describe, it } from "@effect/vitest"
import { inDocuments } from "@praxis/topic-clustering/coherence/inDocuments"
import { umass, umassGensim, umassStm } from "@praxis/topic-clustering/coherence/umass"
import { shrunkExclusivityShares } from "@praxis/topic-clustering/labels/exclusivityShares"
import { frex } from "@praxis/topic-clustering/labels/frex"
import { highestTerms } from "@praxis/topic-clustering/labels/highestTerms"
import { lift } from "@praxis/topic-clustering/labels/lift"
import { score } from "@praxis/topic-clustering/labels/score"
import { exclusivity } from "@praxis/topic-clustering/quality/exclusivity"
import { stmPoliblog } from "./stmPoliblog.ts"

const stm = stmPoliblog()
const { beta, nTerms, nTopics, termCounts } = stm

const firstWords = (scores: Float64Array) =>
  Array.from({ length: nTopics }, (_, topic) =>
    highestTerms(scores.subarray(topic * nTerms, (topic + 1) * nTerms), 10).map((term) => stm.vocabulary[term]!)
  )

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

const topicWords = Array.from({ length: nTopics }, (_, topic) =>
  highestTerms(beta.subarray(topic * nTerms, (topic + 1) * nTerms), 10)
)

describe("the fit of R stm on poliblog5k", () => {
  it("has stm's ten words of all 20 topics by prob, FREX, lift and score", () => {
    assert.deepStrictEqual(firstWords(beta), stm.labels("prob"))
    const shares = shrunkExclusivityShares(beta, nTopics, nTerms, termCounts)
    assert.deepStrictEqual(firstWords(frex(beta, shares, nTopics, nTerms, 0.5)), stm.labels("frex"))
    assert.deepStrictEqual(firstWords(lift(beta, nTerms, termCounts)), stm.labels("lift"))
    assert.deepStrictEqual(firstWords(score(beta, nTopics, nTerms)), stm.labels("score"))
  })

  it("has stm's exclusivity of every topic, 9.690 on average", () => {
    const values = exclusivity(beta, nTopics, nTerms)
    stm.exclusivity.forEach((expected, topic) => void assert.closeTo(values[topic]!, expected, 1e-6))
    assert.closeTo(mean(values), 9.69, 5e-4)
  })

  it("has stm's semantic coherence of every topic, −67.350 on average", () => {
    const values = umassStm(inDocuments(stm.counts, topicWords))
    stm.coherence.forEach((expected, topic) => void assert.closeTo(values[topic]!, expected, 1e-6))
    assert.closeTo(mean(values), -67.35, 5e-4)
  })

  it("has a textbook UMass of −60.00 and gensim's u_mass of −1.3405 on average", () => {
    const found = inDocuments(stm.counts, topicWords)
    assert.closeTo(mean(umass(found)), -60, 5e-3)
    assert.closeTo(mean(umassGensim(found)), -1.3405, 5e-5)
  })
})
