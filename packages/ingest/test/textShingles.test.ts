import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { jaccard } from "../src/jaccard.ts"
import { shingleSet, textShingles } from "../src/textShingles.ts"

interface Reference {
  readonly posts: ReadonlyArray<readonly [title: string, body: string]>
  readonly words: ReadonlyArray<number>
  /** By words of a shingle: two posts, how many shingles both have, how many either has; pairs without one in common left out. */
  readonly jaccard: Readonly<Record<string, ReadonlyArray<readonly [number, number, number, number]>>>
}

const reference: Reference = JSON.parse(readFileSync(new URL("reference/similar-posts.json", import.meta.url), "utf8"))

const wordsOf = (text: string) => textShingles(text, "", 1).words
const setOf = (text: string, size = 1) => shingleSet(textShingles(text, "", size))

describe("textShingles", () => {
  it("has the words and the similarities of an implementation in Python", () => {
    assert.deepStrictEqual(
      reference.posts.map(([title, body]) => textShingles(title, body, 5).words),
      reference.words
    )
    for (const [size, pairs] of Object.entries(reference.jaccard)) {
      const sets = reference.posts.map(([title, body]) => shingleSet(textShingles(title, body, Number(size))))
      const expected = new Map(pairs.map(([i, j, both, either]) => [`${i} ${j}`, both / either]))
      for (let i = 0; i < sets.length; i++) {
        for (let j = i + 1; j < sets.length; j++) {
          assert.strictEqual(
            jaccard(sets[i]!, sets[j]!),
            expected.get(`${i} ${j}`) ?? 0,
            `${size} words, ${i} and ${j}`
          )
        }
      }
    }
  })

  it.each([
    ["", 0],
    ["... !", 0],
    ["one", 1],
    ["One-two  THREE", 3],
    ["don't", 2],
    ["naïve x2 3.5", 4],
    ["日本語のnotebook", 5],
    ["カー。", 2],
    ["ok 😀", 2]
  ])("counts in %j %s words", (text, words) => assert.strictEqual(wordsOf(text), words))

  it.each([
    ["One two", "one, TWO!"],
    ["a b", "a\tb"],
    ["été", "ÉTÉ"]
  ])("takes %j and %j as the same words", (a, b) => {
    assert.deepStrictEqual(textShingles(a, "", 2), textShingles(b, "", 2))
  })

  it.each([
    ["one two", "onetwo"],
    ["one two", "two one"],
    ["ab c", "a bc"],
    ["aa", "aaa"]
  ])("tells %j from %j", (a, b) => assert.notDeepEqual(setOf(a, 2), setOf(b, 2)))

  it("makes one shingle of a text shorter than a shingle, and none of a text without a word", () => {
    assert.strictEqual(setOf("one two", 5).length, 1)
    assert.strictEqual(setOf("?", 5).length, 0)
    assert.strictEqual(setOf("a b a b a b", 2).length, 2)
  })

  it("reads the body's text with code and without tags", () => {
    assert.deepStrictEqual(
      textShingles("t", "<p>use <code>x = 1</code></p><p>now</p>", 2),
      textShingles("t use x 1 now", "", 2)
    )
  })
})
