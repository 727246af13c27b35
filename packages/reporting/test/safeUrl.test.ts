import { assert, describe, it } from "@effect/vitest"
import { safeUrl } from "../src/safeUrl.ts"

describe("safeUrl", () => {
  it("keeps a well-formed https address", () => {
    assert.strictEqual(safeUrl("https://ai.stackexchange.com/q/1?a=b#c"), "https://ai.stackexchange.com/q/1?a=b#c")
  })

  for (const address of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " https://a.example/",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "http://a.example/",
    "file:///etc/passwd",
    "//a.example/",
    "https:a.example",
    "https:///a.example",
    "https://",
    "https://user:secret@a.example/",
    "https://stackoverflow.com@a.example/",
    'https://a.example/"onmouseover="alert(1)',
    "https://a.example/\u202egnp.exe",
    "https://a.example\\@b.example/",
    "https://[::1",
    ""
  ]) {
    it(`makes no link of ${JSON.stringify(address)}`, () => {
      assert.isNull(safeUrl(address))
    })
  }

  it("makes no link of nothing", () => {
    assert.isNull(safeUrl(null))
  })
})
