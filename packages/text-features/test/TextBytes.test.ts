import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { TextBytes } from "../src/TextBytes.ts"

const plain = (text: string) => text.replace(/\s+/g, " ").trim().toWellFormed()

describe("TextBytes", () => {
  it("folds white space over pieces, with a line feed where one was asked for", () => {
    const text = new TextBytes()
    text.space()
    text.fold(" a \t")
    text.fold("\u00a0b")
    text.space()
    text.line()
    text.fold("\n c")
    text.foldCodePoint(0x20)
    text.foldCodePoint(0x1d7d8)
    text.line()
    assert.strictEqual(text.toString(), "a b\nc \u{1d7d8}")
  })

  it("writes what is asked for as it is, and forgets it when cleared", () => {
    const text = new TextBytes()
    text.write("  x\n é")
    text.writeCodePoint(0xe9)
    text.writeBytes(new Uint8Array([0x21]))
    assert.strictEqual(text.toString(), "  x\n éé!")
    assert.isTrue(text.has(0x21))
    text.clear()
    assert.isFalse(text.has(0x21))
    assert.strictEqual(text.toString(), "")
  })

  it.prop(
    "folds any string as a regular expression does, character by character or at once",
    [Schema.String],
    ([text]) => {
      const [once, written] = [new TextBytes(), new TextBytes()]
      once.fold(text)
      written.write(text)
      assert.strictEqual(once.toString(), plain(text))
      assert.strictEqual(written.toString(), text.toWellFormed())
    }
  )

  it("knows all white space and the four lengths of UTF-8, and replaces lone surrogates", () => {
    const text = new TextBytes()
    text.fold("\u1680a\u2000\u2028\u2029\u202f\u205f\u3000\ufeffb\u0085é€\u{1f600}\ud800c\udc00")
    assert.strictEqual(text.toString(), "a b\u0085é€\u{1f600}\ufffdc\ufffd")
  })
})
