import { assert, describe, it } from "@effect/vitest"
import { assignmentJaccards, matchTopics } from "../src/matchTopics.ts"
import { foundAgainShare, topicReturns } from "../src/stability/topicReturns.ts"

describe("matchTopics", () => {
  it("divides the posts in both topics by the posts in either, unassigned ones included in their topic", () => {
    const labels = Int32Array.from([0, 0, 0, 1, 1, -1])
    const others = Int32Array.from([1, 1, -1, 1, 0, 0])
    // 0 and 1: {0, 1, 2} and {0, 1, 3} share two of four; 1 and 0: {3, 4} and {4, 5} one of three; 1 and 1: one of four.
    assert.deepStrictEqual(Array.from(assignmentJaccards(labels, 2, others, 2)), [0, 2 / 4, 1 / 3, 1 / 4])
    assert.deepStrictEqual(matchTopics(labels, 2, others, 2), {
      match: Int32Array.from([1, 0]),
      jaccard: Float64Array.from([2 / 4, 1 / 3])
    })
  })

  it("gives the best of all matchings, not the best of each topic", () => {
    // Topic 0 has three fourths with either; topic 1 nothing but with 0: 0 must take 1.
    const labels = Int32Array.from([0, 0, 0, 0, 1, 1])
    const others = Int32Array.from([0, 0, 1, 1, 0, 0])
    assert.deepStrictEqual(Array.from(matchTopics(labels, 2, others, 2).match), [1, 0])
  })

  it("matches no topic where the others ran out or share no post", () => {
    const labels = Int32Array.from([0, 0, 1, 2])
    assert.deepStrictEqual(Array.from(matchTopics(labels, 3, Int32Array.from([0, 0, 0, 0]), 1).match), [0, -1, -1])
    assert.deepStrictEqual(Array.from(matchTopics(labels, 3, Int32Array.from([0, 0, 1, -1]), 2).match), [0, 1, -1])
  })
})

describe("topicReturns", () => {
  const words = [
    [1, 2, 3, 4],
    [5, 6, 7, 8]
  ]

  it("judges a topic by the posts of the sample alone", () => {
    const labels = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1])
    // Of topic 0 posts 0 and 1 were drawn, of topic 1 posts 4, 5 and 6; post 6 went over.
    const posts = Uint32Array.from([0, 1, 4, 5, 6])
    const sample = {
      posts,
      labels: Int32Array.from([1, 1, 0, 0, 1]),
      words: [
        [5, 6, 7, 9],
        [1, 2, 11, 12]
      ]
    }
    assert.deepStrictEqual(topicReturns({ labels, words }, sample), [
      { match: 1, assignmentJaccard: 2 / 3, wordJaccard: 2 / 6, returned: false },
      { match: 0, assignmentJaccard: 2 / 3, wordJaccard: 3 / 5, returned: true }
    ])
  })

  it("says of a topic without a match that it did not return", () => {
    const sample = { posts: Uint32Array.from([0]), labels: Int32Array.from([0]), words: [[1, 2, 3, 4]] }
    assert.deepStrictEqual(topicReturns({ labels: Int32Array.from([0, 1]), words }, sample), [
      { match: 0, assignmentJaccard: 1, wordJaccard: 1, returned: true },
      { match: null, assignmentJaccard: 0, wordJaccard: 0, returned: false }
    ])
  })
})

describe("foundAgainShare", () => {
  it("is the share of groupings with a topic of words enough in common, null without a grouping", () => {
    // Of four and four words two in common are 2/6, one is 1/7.
    const groupings = [{ words: [[9], [1, 2, 8, 9]] }, { words: [[1, 7, 8, 9]] }]
    assert.strictEqual(foundAgainShare([1, 2, 3, 4], groupings), 0.5)
    assert.isNull(foundAgainShare([1], []))
  })
})
