import { createInterface } from "node:readline"
import { PassThrough } from "node:stream"
import { assert, describe, it } from "@effect/vitest"
import { aligned } from "../src/output/aligned.ts"
import { cut, displayWidth, padded, paddedLeft } from "../src/output/displayWidth.ts"
import { wrapped } from "../src/output/text.ts"

/** Columns as Node's own line editor counts them, by the tables of ICU. */
const columnsOfNode = () => {
  const editor = createInterface({ input: new PassThrough(), output: new PassThrough(), terminal: true })
  editor.setPrompt("")
  return {
    close: () => editor.close(),
    of: (text: string) => {
      const state = editor as { line: string; cursor: number }
      state.line = text
      state.cursor = text.length
      return editor.getCursorPos().cols
    }
  }
}

describe("displayWidth", () => {
  it("gives letters one column, East Asian characters and emoji two, marks and joiners none", () => {
    const widths = { abc: 3, 日本語: 6, 한국어: 6, naïve: 5, "e\u0301": 1, ｱ: 1, Ａ: 2, "✅": 2, "⚠": 1, "⚠\ufe0f": 2 }
    for (const [text, width] of Object.entries(widths)) assert.strictEqual(displayWidth(text), width, text)
    assert.strictEqual(displayWidth("👩‍🔬"), 2)
    assert.strictEqual(displayWidth("🇩🇪"), 2)
    assert.strictEqual(displayWidth("1\ufe0f⃣"), 2)
    assert.strictEqual(displayWidth("a\u200bb"), 2)
    assert.strictEqual(displayWidth(""), 0)
  })

  it("agrees with ICU on every assigned character that is no mark, control or surrogate", () => {
    const node = columnsOfNode()
    const differing: Array<string> = []
    for (let code = 0x20; code < 0x110000; code++) {
      const character = String.fromCodePoint(code)
      if (/[\p{Cn}\p{Cc}\p{Cs}\p{M}\p{Cf}\p{Co}]/u.test(character)) continue
      if (displayWidth(character) !== node.of(character)) differing.push(code.toString(16))
    }
    node.close()
    assert.deepStrictEqual(differing, [])
  })
})

describe("cut", () => {
  it("never leaves half of a wide character or a letter without its mark", () => {
    assert.strictEqual(cut("日本語", 6), "日本語")
    assert.strictEqual(cut("日本語", 5), "日本…")
    assert.strictEqual(cut("日本語", 4), "日…")
    assert.strictEqual(cut("e\u0301e\u0301e\u0301", 2), "e\u0301…")
    assert.strictEqual(cut("abc", 1), "…")
  })
})

describe("columns of a table", () => {
  it("line up where labels are wide", () => {
    assert.deepStrictEqual(
      aligned(
        [
          ["日本", "1"],
          ["ab", "10"]
        ],
        new Set([1])
      ),
      ["日本   1", "ab    10"]
    )
    assert.strictEqual(padded("日", 4), "日  ")
    assert.strictEqual(paddedLeft("日", 4), "  日")
    assert.strictEqual(padded("日本語", 4), "日本語")
  })

  it("wrap by columns, not by characters", () => {
    assert.deepStrictEqual(wrapped("> ", "日本 語文 ab", 8), ["> 日本", "  語文", "  ab"])
  })
})
