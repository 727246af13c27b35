import { assert, describe, it } from "@effect/vitest"
import { exclusivityShares, shrunkExclusivityShares } from "@praxis/topic-clustering/labels/exclusivityShares"
import { frex } from "@praxis/topic-clustering/labels/frex"
import { highestTerms } from "@praxis/topic-clustering/labels/highestTerms"
import { lift } from "@praxis/topic-clustering/labels/lift"
import { mmr } from "@praxis/topic-clustering/labels/mmr"
import { score } from "@praxis/topic-clustering/labels/score"
import { smoothedBeta } from "@praxis/topic-clustering/labels/smoothedBeta"
import { balance } from "@praxis/topic-clustering/quality/balance"
import { diversity } from "@praxis/topic-clustering/quality/diversity"
import { exclusivity } from "@praxis/topic-clustering/quality/exclusivity"
import reference from "./reference/labels-numpy.json" with { type: "json" }

const { nTerms, nTopics } = reference
const beta = Float64Array.from(reference.beta)
const counts = Float64Array.from(reference.counts)
const termCounts = Float64Array.from({ length: nTerms }, (_, term) =>
  Array.from({ length: nTopics }, (_, topic) => counts[topic * nTerms + term]!).reduce((sum, count) => sum + count)
)

const close = (actual: Float64Array, expected: ReadonlyArray<number>) => {
  assert.strictEqual(actual.length, expected.length)
  expected.forEach((value, i) => void assert.closeTo(actual[i]!, value, 1e-12))
}

describe("smoothedBeta", () => {
  it("adds 100 words of the corpus to each topic", () => {
    // Topic 0 has 10 words, topic 1 has 30; the first term is 10 of all 40.
    const values = smoothedBeta(Float64Array.of(10, 0, 0, 30), 2, 2)
    close(values, [(10 + 25) / 110, 75 / 110, 25 / 130, (30 + 75) / 130])
  })

  it("equals numpy's values, and is 0 where there is no word at all", () => {
    close(smoothedBeta(counts, nTopics, nTerms), reference.beta)
    close(smoothedBeta(new Float64Array(4), 2, 2), [0, 0, 0, 0])
  })
})

describe("exclusivityShares", () => {
  it("equals numpy's values, with and without shrinkage", () => {
    close(exclusivityShares(beta, nTopics, nTerms), reference.shares)
    close(shrunkExclusivityShares(beta, nTopics, nTerms, termCounts), reference.shrunkShares)
  })

  it("makes a word that occurs once, or nowhere, equally exclusive to all topics", () => {
    close(shrunkExclusivityShares(Float64Array.of(0.9, 0, 0.1, 0), 2, 2, [1, 0]), [0.5, 0.5, 0.5, 0.5])
  })
})

describe("frex", () => {
  it("equals the values worked out by hand", () => {
    // Ranks of β: 1/2, 1; of exclusivity: 1, 1/2. Harmonic means of 1/2 and 1 with weights 1/4 and 3/4.
    const values = frex(Float64Array.of(0.2, 0.8), Float64Array.of(0.9, 0.5), 1, 2, 0.75)
    close(values, [1 / (0.75 / 1 + 0.25 / 0.5), 1 / (0.75 / 0.5 + 0.25 / 1)])
  })

  it("equals numpy's values, plain and shrunk", () => {
    close(frex(beta, exclusivityShares(beta, nTopics, nTerms), nTopics, nTerms, 0.5), reference.frex)
    const shares = shrunkExclusivityShares(beta, nTopics, nTerms, termCounts)
    close(frex(beta, shares, nTopics, nTerms, 0.5), reference.frexShrunk)
  })
})

describe("exclusivity", () => {
  it("equals numpy's values", () => {
    close(exclusivity(beta, nTopics, nTerms), reference.exclusivity)
  })

  it("sums over fewer words where the vocabulary has fewer", () => {
    // One topic: all shares are 1, the mean rank 1.5 of 2; ranks of β 1/2 and 1.
    const one = (frequency: number) => 1 / (0.7 / 0.75 + 0.3 / frequency)
    close(exclusivity(Float64Array.of(0.3, 0.7), 1, 2), [one(0.5) + one(1)])
  })
})

describe("lift", () => {
  it("equals numpy's values", () => {
    close(lift(beta, nTerms, termCounts), reference.lift)
  })

  it("is 0 for a word that a topic does not have, and nothing for one that does not occur", () => {
    const values = lift(Float64Array.of(1, 0, 0, 0.5, 0.5, 0), 3, [3, 1, 0])
    close(values.subarray(0, 2), [4 / 3, 0])
    assert.isNaN(values[2])
    close(values.subarray(3, 5), [2 / 3, 2])
  })
})

describe("score", () => {
  it("equals numpy's values", () => {
    close(score(beta, nTopics, nTerms), reference.score)
  })

  it("is infinite or nothing where a word is missing in a topic", () => {
    const values = score(Float64Array.of(0.5, 0.5, 0, 1), 2, 2)
    assert.deepStrictEqual([values[0], values[2]], [Number.POSITIVE_INFINITY, Number.NaN])
  })
})

describe("highestTerms", () => {
  it("takes the highest first, ties by number, infinity before all and NaN last", () => {
    const values = Float64Array.of(Number.NaN, 2, Number.POSITIVE_INFINITY, 2, -1)
    assert.deepStrictEqual(highestTerms(values, 4), [2, 1, 3, 4])
    assert.deepStrictEqual(highestTerms(values, 9), [2, 1, 3, 4, 0])
    assert.deepStrictEqual(highestTerms(values, 0), [])
  })
})

describe("mmr", () => {
  const vectors = { length: 4, width: 2, values: Float64Array.of(1, 0, 1, 0, 0, 1, 0, 0) }

  it("passes over a near-synonym for a word of its own", () => {
    // After 0: word 1 is worth .9 · .9 − .1 · 1 = .71, word 2 .9 · .85 − 0 = .765.
    assert.deepStrictEqual(mmr([0, 1, 2], [1, 0.9, 0.85], vectors, 0.1, 2), [0, 2])
    assert.deepStrictEqual(mmr([0, 1, 2], [1, 0.9, 0.85], vectors, 0, 2), [0, 1])
  })

  it("compares with all words taken, not with the last alone", () => {
    assert.deepStrictEqual(mmr([0, 2, 1, 3], [1, 1, 0.9, 0.5], vectors, 0.5, 3), [0, 2, 3])
  })

  it("lists no more than there are, and a word without a vector by its relevance", () => {
    assert.deepStrictEqual(mmr([3, 0], [1, 0.5], vectors, 0.1, 5), [3, 0])
  })
})

describe("diversity", () => {
  it("is the share of different words", () => {
    assert.strictEqual(
      diversity([
        [1, 2],
        [2, 3]
      ]),
      3 / 4
    )
    assert.strictEqual(diversity([[1], [2]]), 1)
    assert.isNaN(diversity([]))
  })
})

describe("balance", () => {
  it("is 1 for equal sizes and less for others", () => {
    assert.closeTo(balance([5, 5, 5]), 1, 1e-15)
    // Entropy of 3/4 and 1/4 over ln 2.
    assert.closeTo(balance([3, 1]), (0.75 * Math.log(4 / 3) + 0.25 * Math.log(4)) / Math.LN2, 1e-15)
    assert.strictEqual(balance([7]), 1)
    assert.strictEqual(balance([7, 0]), 0)
    assert.isNaN(balance([]))
  })
})
