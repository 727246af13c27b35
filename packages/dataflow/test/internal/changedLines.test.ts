import { assert, describe, it } from "@effect/vitest"
import { changedLines } from "../../src/internal/changedLines.ts"

const bytes = (text: string) => new TextEncoder().encode(text)

/** Changes as `line: old lines => new lines`. */
const changes = async (before: string, after: string, path = "a.ts") =>
  (await changedLines(path, bytes(before), bytes(after)))?.map(({ line, before, after }) => {
    const texts = (lines: typeof before) => lines.map(({ line, text }) => `${line} ${text.trim()}`).join(" | ")
    return `${line}: ${texts(before)} => ${texts(after)}`
  })

const cases: ReadonlyArray<readonly [string, string, string, ReadonlyArray<string>]> = [
  ["a number", "f(1)\nconst k = 15\n", "f(1)\nconst k = 20\n", ["2: 2 const k = 15 => 2 const k = 20"]],
  [
    "an entry of a list, and no comment above it",
    "const s = [\n  'a',\n  'c'\n]\n",
    "// Sorted.\nconst s = [\n  'a',\n  'b',\n  'c'\n]\n",
    ["4:  => 4 'b',"]
  ],
  [
    "an entry that is gone",
    "const s = [\n  'a',\n  'b',\n  'c'\n]",
    "const s = [\n  'a',\n  'c'\n]",
    ["3: 3 'b', => "]
  ],
  ["an entry on a shared line", "f(['a', 'b'])", "f(['a'])", ["1: 1 f(['a', 'b']) => 1 f(['a'])"]],
  [
    "a statement of several lines as a whole",
    "f(a)\ng()\n",
    "f(a)\nif (b) {\n  // why\n  h(1,\n    2)\n}\ng()\n",
    ["2:  => 2 if (b) { | 4 h(1, | 5 2) | 6 }"]
  ],
  ["one of several equal statements", "f()\nf()\nf()\n", "f()\nf()\n", ["2: 3 f() => "]],
  ["a call around what was there", "f(a)", "g(f(a))", ["1: 1 f(a) => 1 g(f(a))"]],
  ["the line inside a template", "f(`a\nb\nc\nd`)", "f(`a\nb\nx\nd`)", ["3: 3 c => 3 x"]],
  ["white space inside a string", "f('a b')", "f('a  b')", ["1: 1 f('a b') => 1 f('a  b')"]],
  [
    "two places, and no reformatted one between them",
    'f(1)\ng("a", b)\nh(2)\n',
    "f(3)\ng(\n  'a',\n  (b),\n);\nh(4)\n",
    ["1: 1 f(1) => 1 f(3)", "6: 3 h(2) => 6 h(4)"]
  ],
  [
    "code, and no type",
    "interface A { a: 1 }\nconst f = (a: A) => a + 1\n",
    "interface A { a: 2; b: 3 }\n\nconst f = (a: B) => a + 2\n",
    ["3: 2 const f = (a: A) => a + 1 => 3 const f = (a: B) => a + 2"]
  ],
  ["code, and no comment at the very end", "f(1)\n// a", "f(2)\n// b", ["1: 1 f(1) => 1 f(2)"]],
  ["lines that end otherwise", "f(1)\r\ng(2)\r\n", "f(1)\ng(3)\n", ["2: 2 g(2) => 2 g(3)"]]
]

describe("changed lines of code are those of", () => {
  for (const [what, before, after, expected] of cases) {
    it(what, async () => {
      assert.deepStrictEqual(await changes(before, after), expected)
    })
  }
})

describe("changed lines", () => {
  it("of other text are found line by line", async () => {
    assert.deepStrictEqual(await changes('{\n"a": 1,\n"b": 2\n}', '{\n"a": 1,\n"b": 3\n}', "a.json"), [
      '3: 3 "b": 2 => 3 "b": 3'
    ])
    assert.deepStrictEqual(await changes("one\ntwo\nthree\n", "one\nthree\nfour\n", "words.txt"), [
      "2: 2 two => ",
      "3:  => 3 four"
    ])
  })

  it("of bytes that are no text are not known", async () => {
    assert.isUndefined(await changedLines("a.wasm", Uint8Array.of(0, 1, 2), Uint8Array.of(0, 1, 3)))
    assert.isUndefined(await changedLines("a.bin", Uint8Array.of(0xff), bytes("a")))
  })

  it("are found by text in a module that cannot be parsed", async () => {
    assert.deepStrictEqual(await changes("f(\n1", "f(\n2"), ["2: 2 1 => 2 2"])
  })

  it("of a module that was written anew are found by text", async () => {
    const module = (name: string) => Array.from({ length: 2000 }, (_, i) => `${name}(${name}${i})`).join("\n")
    const found = await changedLines("a.ts", bytes(module("f")), bytes(module("g")))
    assert.lengthOf(found!, 1)
    assert.lengthOf(found![0]!.before, 2000)
  })
})
