import { assert, describe, it } from "@effect/vitest"
import { cleanText } from "../src/cleanText.ts"

describe("cleanText", () => {
  it("shows U+FFFD for the escape of an ANSI sequence, so that a terminal would not obey it", () => {
    assert.strictEqual(cleanText("\u001b[31mred\u001b[0m"), "\ufffd[31mred\ufffd[0m")
  })

  it("shows U+FFFD for NUL, DEL, C1 controls and noncharacters", () => {
    assert.strictEqual(cleanText("a\u0000b\u007fc\u009bd\ufffee\u{1ffff}"), "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd")
  })

  it("shows U+FFFD for marks that turn the direction of text", () => {
    assert.strictEqual(cleanText("\u202eevil\u202c \u2066x\u2069"), "\ufffdevil\ufffd \ufffdx\ufffd")
  })

  it("makes a space of each line break and tab", () => {
    assert.strictEqual(cleanText("a\r\nb\nc\td\u2028e"), "a b c d e")
  })

  it("keeps letters of all scripts, emoji and the marks that join them", () => {
    const text = "Größe नमस्ते مرحبا 👩‍💻 日本"
    assert.strictEqual(cleanText(text), text)
  })
})
