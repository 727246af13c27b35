import { assert, describe, it } from "@effect/vitest"
import { InputProblem, type ProblemFields } from "../src/InputError.ts"
import { TextGuard } from "../src/TextGuard.ts"

const problem = (fields: ProblemFields) => new InputProblem({ label: "f", ...fields })

const guarded = (bytes: Uint8Array, chunkBytes: number): string => {
  const guard = new TextGuard(problem)
  let text = ""
  for (let at = 0; at < bytes.length; at += chunkBytes)
    text += guard.push(bytes.subarray(at, at + chunkBytes)).toString()
  return text + guard.end().toString()
}

const problemIn = (bytes: Uint8Array, chunkBytes: number): string => {
  try {
    guarded(bytes, chunkBytes)
  } catch (cause) {
    if (cause instanceof InputProblem) return `${cause.line}: ${cause.problem}`
  }
  return "none"
}

describe("TextGuard", () => {
  it("passes on text unchanged, however it is cut, without its byte-order mark", () => {
    const text = "aé漢😀\r\n\u2028z\ufeff"
    for (const chunk of [1, 2, 3, 4, 5, 100]) {
      assert.strictEqual(guarded(new TextEncoder().encode(`\ufeff${text}`), chunk), text)
      assert.strictEqual(guarded(new TextEncoder().encode(text), chunk), text)
    }
  })

  it("passes on texts shorter than a byte-order mark", () => {
    for (const text of ["", "a", "é"]) assert.strictEqual(guarded(new TextEncoder().encode(text), 1), text)
  })

  it.each([
    ["Latin-1", [0x61, 10, 0xe9, 0x61, 0x61, 0x61], "2: expected UTF-8, found the byte 0xe9, which cannot stand there"],
    ["a continuation alone", [10, 10, 0x80], "3: expected UTF-8, found the byte 0x80, which cannot stand there"],
    ["an overlong form", [0xc0, 0xaf, 0x61], "1: expected UTF-8, found the byte 0xc0, which cannot stand there"],
    ["a surrogate", [0xed, 0xa0, 0x80], "1: expected UTF-8, found the byte 0xed, which cannot stand there"],
    [
      "a cut character at the end",
      [0x61, 10, 0xf0, 0x9f],
      "2: expected UTF-8, found the byte 0xf0, which cannot stand there"
    ],
    ["a NUL byte", [0x61, 10, 0x61, 0], "2: expected text, found a NUL byte"],
    ["a NUL byte before Latin-1", [0x61, 0, 10, 0xe9, 0x61], "1: expected text, found a NUL byte"],
    [
      "Latin-1 before a NUL byte",
      [0xe9, 0x61, 0x61, 10, 0],
      "1: expected UTF-8, found the byte 0xe9, which cannot stand there"
    ]
  ])("names the line of %s, however the bytes are cut", (_, bytes, expected) => {
    for (const chunk of [1, 2, 3, 100]) assert.strictEqual(problemIn(Uint8Array.from(bytes), chunk), expected)
  })
})
