import { assert, describe, it } from "@effect/vitest"
import { setJaccard } from "../src/setJaccard.ts"
import { badge, isReturn } from "../src/stability/badge.ts"

describe("badge", () => {
  it("is steady from 80 % of samples, fleeting under 50 %, wavering between", () => {
    const badges = [20, 16, 15, 10, 9, 0].map((returned) => badge(returned, 20))
    assert.deepStrictEqual(badges, ["steady", "steady", "wavering", "wavering", "fleeting", "fleeting"])
  })

  it("takes shares as they are, not rounded", () => {
    // 80 % of 9 is 7.2, 50 % of 9 is 4.5.
    const badges = [8, 7, 5, 4].map((returned) => badge(returned, 9))
    assert.deepStrictEqual(badges, ["steady", "wavering", "wavering", "fleeting"])
    assert.deepStrictEqual([badge(1, 1), badge(0, 1)], ["steady", "fleeting"])
  })
})

describe("isReturn", () => {
  it("asks for posts and for words, both ends included", () => {
    assert.isTrue(isReturn(0.6, 0.43))
    assert.isFalse(isReturn(0.5999, 1))
    assert.isFalse(isReturn(1, 0.4299))
  })

  it("asks for seven words in common of ten and ten", () => {
    const words = (from: number) => Array.from({ length: 10 }, (_, i) => from + i)
    assert.isTrue(isReturn(1, setJaccard(words(0), words(3))))
    assert.isFalse(isReturn(1, setJaccard(words(0), words(4))))
  })
})

describe("setJaccard", () => {
  it("is what both have by what either has, each element once, 0 for two empty lists", () => {
    assert.strictEqual(setJaccard(["a", "b", "b"], ["b", "c"]), 1 / 3)
    assert.strictEqual(setJaccard<number>([], []), 0)
    assert.strictEqual(setJaccard([1], []), 0)
  })
})
