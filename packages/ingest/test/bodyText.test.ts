import { assert, describe, it } from "@effect/vitest"
import { bodyText } from "../src/bodyText.ts"

describe("bodyText", () => {
  it.each([
    ["<p>one</p><p>two</p>", " one  two "],
    ["<b>tensor</b>flow", "tensorflow"],
    ["a<br/>b", "a b"],
    ['<a title="x > y" href="/cnn">link</a>', "link"],
    ["<code>import keras</code>", "import keras"],
    ["1 < 2 &lt;3&gt; &amp;lt; &#39;&#x41;&nbsp;", "1 < 2 <3> &lt; 'A "],
    ["&#xD800; &bogus; &#9999999;", "&#xD800; &bogus; &#9999999;"],
    ["a<!-- keras -->b", "ab"],
    ["text <a href=", "text "],
    ["don't <p>it's</p>", "don't  it's "],
    ["<p don't>keras</p> it's", " keras  it's"]
  ])("of %j is %j", (html, text) => assert.strictEqual(bodyText(html), text))

  it("gets through a megabyte of one sign", () => {
    for (const sign of ["<", "<a", '<a b="', "&", "<!--", "&#", "a"]) {
      assert.isAtMost(bodyText(sign.repeat(1_000_000 / sign.length)).length, 1_000_000)
    }
  })
})
