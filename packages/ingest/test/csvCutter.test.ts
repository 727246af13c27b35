import { assert, describe, it } from "@effect/vitest"
import { countByte } from "../src/countByte.ts"
import { csvCutter } from "../src/csvCutter.ts"
import { fuzzInputs, seeded } from "./fuzz.ts"

const below = seeded(7)
const pick = <A>(from: ReadonlyArray<A>): A => from[below(from.length)]!

/** Cuts behind the first line end outside quotes, byte by byte, where a piece has so many bytes. */
const reference = (text: Buffer, pieceBytes: number): ReadonlyArray<string> => {
  const pieces: Array<string> = []
  let from = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = String.fromCharCode(text[at]!)
    if (char === '"') quoted = !quoted
    const isEnd = char === "\n" || (char === "\r" && text[at + 1] !== 0x0a)
    if (quoted || !isEnd || at + 1 - from < pieceBytes) continue
    pieces.push(text.toString("utf8", from, at + 1))
    from = at + 1
  }
  return from < text.length ? [...pieces, text.toString("utf8", from)] : pieces
}

describe("csvCutter", () => {
  it("cuts where a walk over all bytes cuts, whatever chunks the text comes in", () => {
    for (let i = 0; i < fuzzInputs; i++) {
      const text = Buffer.from(
        Array.from({ length: below(80) }, () => pick(['"', '""', ",", "\n", "\r", "\r\n", "a", "é", "bc,d"])).join("")
      )
      const pieceBytes = 1 + below(30)
      const chunkBytes = 1 + below(40)
      const cutter = csvCutter({ pieceBytes, maxFieldBytes: 1000 })
      const pieces: Array<Uint8Array> = []
      for (let at = 0; at < text.length; at += chunkBytes) {
        pieces.push(...cutter.write(text.subarray(at, at + chunkBytes)))
      }
      pieces.push(...cutter.end())
      assert.deepStrictEqual(
        pieces.map((piece) => Buffer.from(piece).toString()),
        reference(text, pieceBytes),
        JSON.stringify([String(text), pieceBytes, chunkBytes])
      )
    }
  })

  it("ends in a row that is longer than it waits for, wherever the last row ended", () => {
    const held = 3 * 10 + 65_536
    const cutter = csvCutter({ pieceBytes: 1 << 20, maxFieldBytes: 10 })
    assert.deepStrictEqual(cutter.write(Buffer.from(`a,b\n"${"x".repeat(held - 1)}`)), [])
    assert.isFalse(cutter.isCut?.())
    assert.strictEqual(cutter.write(Buffer.from("x"))[0]?.length, 4 + held + 1)
    assert.isTrue(cutter.isCut?.())
  })
})

describe("countByte", () => {
  it("counts as a walk over all bytes does, from any place to any other", () => {
    const text = Buffer.from(Array.from({ length: 4096 }, () => pick([0x22, 0x22, 0x0a, 0x00, 0x21, 0x23, 0xa2, 0xff])))
    for (let i = 0; i < fuzzInputs; i++) {
      const start = below(20)
      const end = start + below(text.length - start)
      const byte = pick([0x22, 0x0a, 0x00, 0x7f])
      const within = text.subarray(i % 5)
      const expected = within.subarray(start, end).filter((each) => each === byte).length
      assert.strictEqual(countByte(within, byte, start, end), expected)
    }
    for (const length of [0, 3, 1019, 1020, 1024, 5000]) {
      assert.strictEqual(countByte(Buffer.alloc(length, 0x22), 0x22, 0, length), length)
    }
  })
})
