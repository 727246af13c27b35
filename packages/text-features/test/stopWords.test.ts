import { assert, describe, it } from "@effect/vitest"
import { contractions } from "../src/stopWords/contractions.ts"
import { english } from "../src/stopWords/english.ts"
import { forum } from "../src/stopWords/forum.ts"
import { tokenise } from "../src/tokenise.ts"

describe("stop words", () => {
  for (const list of [english, contractions, forum]) {
    it(`of the list ${list.name} are each one token as the tokeniser writes it, and stand there once`, () => {
      for (const word of list.words) assert.deepStrictEqual(tokenise(word), [word])
      assert.strictEqual(new Set(list.words).size, list.words.length)
    })
  }

  it("stand in one list each", () => {
    const all = [english, contractions, forum].flatMap((list) => list.words)
    assert.deepStrictEqual(
      all.filter((word, i) => all.indexOf(word) !== i),
      []
    )
  })

  it("are 318 in the list english, as in scikit-learn", () => {
    assert.strictEqual(english.words.length, 318)
  })

  it("of the list forum are words of asking in all their forms", () => {
    const words = new Set(forum.words)
    for (const word of "use uses used using want wants tried trying got create created need work works working know way like".split(
      " "
    ))
      assert.isTrue(words.has(word), word)
  })

  it("of the list forum are no things, operations or faults of the field, nor words with a sense of their own there", () => {
    const words = new Set(forum.words)
    for (const word of "code file data run running install change set update error failed figure mean sort expected question example".split(
      " "
    ))
      assert.isFalse(words.has(word), word)
  })

  it("are none of the short names of technology", () => {
    const all = new Set([english, contractions, forum].flatMap((list) => list.words))
    for (const word of ["r", "c", "d", "ai", "ml", "tf", "c++", "c#"]) assert.isFalse(all.has(word), word)
  })
})
