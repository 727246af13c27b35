import { assert, describe, it } from "@effect/vitest"
import { TermIndex } from "../src/TermIndex.ts"

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const add = (index: TermIndex, word: string) => {
  const bytes = encoder.encode(`<${word}>`)
  return index.add(bytes, 1, bytes.length - 1)
}
const find = (index: TermIndex, word: string) => {
  const bytes = encoder.encode(word)
  return index.find(bytes, 0, bytes.length)
}

describe("TermIndex", () => {
  it("numbers words by first appearance and gives a known word its number again", () => {
    const index = new TermIndex()
    assert.deepStrictEqual(
      ["b", "a", "b", "", "é", "a"].map((word) => add(index, word)),
      [0, 1, 0, 2, 3, 1]
    )
    assert.strictEqual(index.size, 4)
    assert.strictEqual(decoder.decode(index.bytesOf(3)), "é")
  })

  it("tells words apart whose hashes are equal", () => {
    // Both are 0x5e4daa9d in FNV-1a with 32 bits.
    const index = new TermIndex()
    assert.deepStrictEqual([add(index, "costarring"), add(index, "liquid")], [0, 1])
    assert.deepStrictEqual([find(index, "costarring"), find(index, "liquid")], [0, 1])
  })

  it("does not find words that were not added, prefixes of added ones included", () => {
    const index = new TermIndex()
    add(index, "notebook")
    assert.deepStrictEqual(
      [find(index, "note"), find(index, "notebooks"), find(index, ""), find(index, "notebook")],
      [-1, -1, -1, 0]
    )
  })

  it("equals a map over 20,000 words, while it grows", () => {
    const index = new TermIndex()
    const map = new Map<string, number>()
    for (let i = 0; i < 50_000; i++) {
      const word = `w${(i * 7919) % 20_011}`
      if (!map.has(word)) map.set(word, map.size)
      assert.strictEqual(add(index, word), map.get(word))
    }
    for (const [word, number] of map) {
      assert.strictEqual(find(index, word), number)
      assert.strictEqual(decoder.decode(index.bytesOf(number)), word)
    }
  })
})
