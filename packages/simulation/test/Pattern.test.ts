import { assert, describe, it } from "@effect/vitest"
import { fillPattern, parsePattern, wordsOfPattern } from "@praxis/simulation/Pattern"

const words = [
  { text: "apple", isName: false },
  { text: "NumPy", isName: true },
  { text: "unit", isName: false },
  { text: "upload", isName: false },
  { text: "user", isName: false },
  { text: "uninstaller", isName: false },
  { text: "undo", isName: false }
]
const fill = (source: string, drawn: ReadonlyArray<number>, u = 0) =>
  fillPattern(
    parsePattern(source),
    words,
    Int32Array.from(drawn),
    0,
    (insertion) => `<${insertion}>`,
    () => u
  )

describe("patterns", () => {
  it("put drawn words into slots with the article that fits, and none before a name", () => {
    assert.strictEqual(
      fill("{the} is {a} for {my} and {}", [0, 0, 0, 0]),
      "The apple is an apple for my apple and apple"
    )
    assert.strictEqual(fill("use {the}, {a} or {my}", [1, 1, 1]), "Use NumPy, NumPy or NumPy")
  })

  it("write an before the sound of a vowel", () => {
    assert.strictEqual(
      fill("{a}, {a}, {a}, {a}, {a}", [2, 3, 4, 5, 6]),
      "A unit, an upload, a user, an uninstaller, an undo"
    )
  })

  it("make choices and insertions", () => {
    assert.strictEqual(fill("it [was|is] {code}", [], 0), "It was <code>")
    assert.strictEqual(fill("it [was|is] {code}", [], 0.9), "It is <code>")
  })

  it("count their slots and name the words that they have of themselves", () => {
    const pattern = parsePattern("The [old|new] {a} of {my}")
    assert.strictEqual(pattern.nWords, 2)
    assert.deepStrictEqual(wordsOfPattern(pattern), ["the", "old", "new", "of"])
  })

  it("refuse an unknown slot", () => {
    assert.throws(() => parsePattern("use {this}"), SyntaxError)
  })

  it.each(["use {the", "[use|take {the}", "it is [", "{"])("refuse %j, which leaves a bracket open", (source) => {
    assert.throws(() => parsePattern(source), SyntaxError)
  })
})
