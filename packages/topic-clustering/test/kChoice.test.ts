import { assert, describe, it } from "@effect/vitest"
import { chooseK, type KFindings } from "../src/stability/kChoice.ts"
import { paretoFront } from "../src/stability/pareto.ts"

const of = (k: number, steadyTopics: number, steadyPosts: number, shuffledSteadyTopics = 0): KFindings => ({
  k,
  steadyTopics,
  steadyPosts,
  shuffledSteadyTopics,
  shuffledSteadyPosts: shuffledSteadyTopics * 10
})
const basis = { samples: 20, posts: 100, corpusPosts: 100 }

describe("chooseK", () => {
  it("takes the K with most posts in steady topics, calls that a convention, and says what came of shuffled words", () => {
    assert.deepStrictEqual(chooseK([of(5, 4, 60), of(10, 7, 80), of(20, 9, 70)], basis), {
      k: 10,
      reason:
        "With 10 topics most posts are in steady topics: 80 of 100 posts, in 7 of 10 topics, over 20 bootstrap samples; tried: 5, 10, 20. " +
        "Choosing the number of topics so is a convention. " +
        "It does not say that there are 10 topics; of its topics 7 are steady, and with the words dealt out anew none is."
    })
  })

  it("takes the smaller of equals, whatever their order, and says so", () => {
    const { k, reason } = chooseK([of(20, 2, 60), of(5, 4, 60), of(10, 3, 60)], basis)
    assert.strictEqual(k, 5)
    assert.include(reason, "tried: 5, 10, 20; the smallest of equals.")
  })

  it("says that K is no finding where as many topics are steady with shuffled words", () => {
    const { k, reason } = chooseK([of(5, 2, 60, 2), of(10, 1, 20)], basis)
    assert.strictEqual(k, 5)
    assert.include(
      reason,
      "5 is not a finding: 2 topics are steady, and with the words dealt out anew 2 are, with 20 posts."
    )
  })

  it("says that K is no finding where no topic is steady, and takes the smallest", () => {
    assert.deepStrictEqual(chooseK([of(10, 0, 0), of(5, 0, 0)], basis), {
      k: 5,
      reason:
        "No topic is steady over 20 bootstrap samples with any number of topics tried (5, 10); 5 is only the smallest. " +
        "5 is not a finding: 0 topics are steady, and with the words dealt out anew none is."
    })
  })

  it("says of how many posts the sweep is where they were drawn", () => {
    const { reason } = chooseK([of(5, 2, 60)], { samples: 20, posts: 100, corpusPosts: 5000 })
    assert.match(reason, / The sweep is of 100 posts, drawn from 5000\.$/)
  })
})

describe("paretoFront", () => {
  it("keeps the rows that no other beats, equal rows among them", () => {
    const rows = [
      [1, 5],
      [2, 4],
      [1, 4],
      [2, 4],
      [0, 9]
    ]
    assert.deepStrictEqual(paretoFront(rows), [true, true, false, true, true])
  })

  it("takes NaN as worse than any number", () => {
    const rows = [
      [1, Number.NaN],
      [1, -1000],
      [2, Number.NaN]
    ]
    assert.deepStrictEqual(paretoFront(rows), [false, true, true])
  })
})
