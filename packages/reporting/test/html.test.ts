import { assert, describe, it } from "@effect/vitest"
import { html, raw } from "../src/html.ts"

describe("html", () => {
  it("escapes text for content and for quoted attributes", () => {
    const text = `<script>alert("1")</script> & 'x' \``
    const escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; &#96;"
    assert.strictEqual(html`<p title="${text}">${text}</p>`.text, `<p title="${escaped}">${escaped}</p>`)
  })

  it("escapes an entity again, so that text shows as it was written", () => {
    assert.strictEqual(html`${"&lt;b&gt;"}`.text, "&amp;lt;b&amp;gt;")
  })

  it("puts markup in as it is and joins lists", () => {
    assert.strictEqual(html`<ul>${[html`<li>${1}</li>`, raw("<li>2</li>")]}</ul>`.text, "<ul><li>1</li><li>2</li></ul>")
  })

  it("puts in nothing for what is absent, and a zero for a zero", () => {
    assert.strictEqual(html`a${null}${undefined}${false}${[]}b${0}`.text, "ab0")
  })

  it("does not take an object that looks like markup for markup", () => {
    const forged = { text: "<img src=x onerror=alert(1)>" }
    assert.throws(() => html`${forged as never}`)
  })
})
