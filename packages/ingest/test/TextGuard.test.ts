import { assert, describe, it } from "@effect/vitest"
import { lineFeeds } from "../src/lineFeeds.ts"
import { TextGuard } from "../src/TextGuard.ts"

const guarded = (bytes: Uint8Array, chunkBytes: number) => {
  const guard = new TextGuard()
  const parts: Array<Buffer> = []
  for (let at = 0; at < bytes.length; at += chunkBytes) parts.push(guard.push(bytes.subarray(at, at + chunkBytes)))
  parts.push(guard.end())
  return { text: Buffer.concat(parts), problem: guard.problem?.problem }
}

const problemIn = (bytes: Uint8Array, chunkBytes: number): string => {
  const { text, problem } = guarded(bytes, chunkBytes)
  return problem === undefined ? "none" : `${lineFeeds(text) + 1}: ${problem}`
}

describe("TextGuard", () => {
  it("passes on text unchanged, however it is cut, without its byte-order mark", () => {
    const text = "aé漢😀\r\n\u2028z\ufeff"
    for (const chunk of [1, 2, 3, 4, 5, 100]) {
      assert.strictEqual(guarded(new TextEncoder().encode(`\ufeff${text}`), chunk).text.toString(), text)
      assert.strictEqual(guarded(new TextEncoder().encode(text), chunk).text.toString(), text)
    }
  })

  it("passes on texts shorter than a byte-order mark", () => {
    for (const text of ["", "a", "é"]) {
      assert.strictEqual(guarded(new TextEncoder().encode(text), 1).text.toString(), text)
    }
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
  ])(
    "passes on the text before %s and nothing after, and names it, however the bytes are cut",
    (_, bytes, expected) => {
      for (const chunk of [1, 2, 3, 100]) assert.strictEqual(problemIn(Uint8Array.from(bytes), chunk), expected)
    }
  )
})
