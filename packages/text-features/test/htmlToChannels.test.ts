import { assert, describe, it } from "@effect/vitest"
import { Tokenizer } from "htmlparser2"
import { ChannelReader } from "../src/htmlToChannels.ts"

const readers = {
  keep: new ChannelReader(Tokenizer, { quotes: "keep" }),
  drop: new ChannelReader(Tokenizer, { quotes: "drop" })
}
/** The channels of one post; those that are empty are left out, but for the text. Readers are used again, as a stage does. */
const read = (html: string, quotes: "keep" | "drop" = "keep") => {
  const reader = readers[quotes]
  reader.read(html)
  const { code, inline, nCodes, text, traceback } = reader
  const channels = Object.entries({ inline, code, traceback })
    .map(([name, channel]) => [name, channel.toString()])
    .filter(([, channel]) => channel !== "")
  const result: Partial<Record<"inline" | "code" | "traceback", string>> = Object.fromEntries(channels)
  return { text: text.toString(), ...result, nCodes }
}
const textOf = (html: string) => read(html).text

describe("ChannelReader", () => {
  it("takes every code element out of the text, not only the first", () => {
    assert.deepStrictEqual(
      read(
        "<p>Use <code>a</code> then <code>b</code>.</p>\n<pre><code>c\n  d\n</code></pre>\n<p>and <code>e</code></p>"
      ),
      { text: "Use then .\nand", inline: "a\nb\ne", code: "c\n  d", nCodes: 4 }
    )
  })

  it("takes code with a line break for a block, whatever its element", () => {
    assert.deepStrictEqual(read("see <code>a\nb</code> and <tt>c</tt>"), {
      text: "see and",
      inline: "c",
      code: "a\nb",
      nCodes: 2
    })
  })

  it("takes what a program printed when it failed out of blocks, not out of sentences", () => {
    assert.deepStrictEqual(
      read(
        "<p>I get <code>ValueError: x</code></p><pre>f()\nValueError: bad &lt;value&gt;</pre><pre>ImportError: no y</pre>"
      ),
      {
        text: "I get",
        inline: "ValueError: x",
        code: "f()",
        traceback: "ValueError: bad <value>\nImportError: no y",
        nCodes: 3
      }
    )
  })

  it("drops the editor's placeholders in links and images, and only these words", () => {
    assert.strictEqual(
      textOf(
        'a <a href="x">enter link description here</a> b<img alt="enter image description here"> write a description here'
      ),
      "a b write a description here"
    )
  })

  it("counts nested code once, and takes pre without code, samp and tt for code", () => {
    assert.deepStrictEqual(
      read("<pre class='x'><code>a</code> b</pre><pre>c</pre><samp>d</samp><tt>e<code>f</code></tt>"),
      { text: "", inline: "d\nef", code: "a b\nc", nCodes: 4 }
    )
  })

  it("leaves a word break where code was", () => {
    assert.strictEqual(textOf("one<code>x</code>two"), "one two")
  })

  it("keeps keys and buttons (kbd) as words of the sentence", () => {
    assert.strictEqual(textOf("press <kbd>Ctrl</kbd>+<kbd>C</kbd><kbd>V</kbd>"), "press Ctrl + C V")
  })

  it("keeps the first line's indentation and white space inside code", () => {
    assert.strictEqual(read("<pre><code>\n    if x:\n\n        y\n\n</code></pre>").code, "    if x:\n\n        y")
  })

  it("reads a line break inside code as a line feed", () => {
    assert.strictEqual(read("<code>a<br>b</code>").code, "a\nb")
  })

  it("does not count empty code", () => {
    assert.deepStrictEqual(read("a<code></code><pre> \n</pre>b"), { text: "a\nb", nCodes: 0 })
  })

  it("separates blocks, list items and rows by line feeds and cells by spaces", () => {
    assert.strictEqual(
      textOf(
        "<h1>T</h1><p>a</p><ul><li>b</li><li>c</li></ul><table><tr><td>d</td><td>e</td></tr><tr><td>f</td></tr></table>g<br/>h<hr>i"
      ),
      "T\na\nb\nc\nd e\nf\ng\nh\ni"
    )
  })

  it("does not break words at inline elements", () => {
    assert.strictEqual(textOf("<b>bo</b>ld <em>i</em>talic H<sub>2</sub>O"), "bold italic H2O")
  })

  it("folds white space, non-breaking spaces too, and reads line feeds of the source as spaces", () => {
    assert.strictEqual(textOf("  a \n b&nbsp;&nbsp;c\t<p>\n d \n</p> \n"), "a b c\nd")
  })

  it("decodes entities once", () => {
    assert.strictEqual(
      textOf("&lt;b&gt; &amp;amp; &#x41;&#66; caf&eacute; &unknown; & &"),
      "<b> &amp; AB café &unknown; & &"
    )
    assert.strictEqual(read("<code>a &lt; b &amp;&amp; c</code>").inline, "a < b && c")
  })

  it("keeps letters' case", () => {
    assert.strictEqual(textOf("<P>ModuleNotFoundError</P>"), "ModuleNotFoundError")
  })

  it("keeps links' words and not their addresses", () => {
    assert.strictEqual(textOf('see <a href="https://x.org/y" title="t">this <i>page</i></a>!'), "see this page!")
  })

  it("keeps images' alternative texts but not the editor's placeholder, and no other attribute", () => {
    assert.strictEqual(
      textOf(
        'a<img src="x.png" alt="loss &amp; <i>curve</i>" title="no">b<img alt=\'enter image description here\'>c<img>d<img alt=plot/>e'
      ),
      "a loss & <i>curve</i> b c d plot/ e"
    )
    assert.strictEqual(textOf('<p alt="no">a</p><a alt="no">b</a>'), "a\nb")
  })

  it("drops scripts, styles, frames and comments with all that is in them", () => {
    assert.strictEqual(
      textOf(
        "a<script>if (a < b) '</p>'</script>b<style>p { }</style>c<!-- d <code>x</code> -->e<iframe><p>f</p></iframe>g<![CDATA[h]]>i"
      ),
      "abcegi"
    )
  })

  it("keeps or drops the text of quotations, and keeps code in them", () => {
    const html = "<p>a</p><blockquote><p>b <code>c</code></p><blockquote>d</blockquote>e</blockquote><p>f</p>"
    assert.deepStrictEqual(read(html), { text: "a\nb\nd\ne\nf", inline: "c", nCodes: 1 })
    assert.deepStrictEqual(read(html, "drop"), { text: "a\nf", inline: "c", nCodes: 1 })
    assert.strictEqual(read("</blockquote>a<blockquote>b</blockquote>c", "drop").text, "a\nc")
  })

  it("ends inline code that is never closed with its block, and a pre at the end", () => {
    assert.deepStrictEqual(read("<p>a <code>b</p><p>c</p>"), { text: "a\nc", inline: "b", nCodes: 1 })
    assert.deepStrictEqual(read("<p>a</p><pre><code>b"), { text: "a", code: "b", nCodes: 1 })
    assert.deepStrictEqual(read("<pre><code>a</pre>b"), { text: "b", code: "a", nCodes: 1 })
  })

  it("ends inline code at the next block although it is closed later, but not a pre", () => {
    assert.deepStrictEqual(read("<p>x <code>a</p><p>b</code> c</p>"), { text: "x\nb c", inline: "a", nCodes: 1 })
    assert.deepStrictEqual(read("<code>a<pre>b</pre>c</code>d"), { text: "c d", inline: "a", code: "b", nCodes: 2 })
    assert.deepStrictEqual(read("<pre>a<p>b</p></pre>c"), { text: "c", code: "ab", nCodes: 1 })
  })

  it("takes code in a quotation for code, a pre that is never closed to the end of the post", () => {
    const html = "<blockquote>q<pre>a</pre>r</blockquote>s"
    assert.deepStrictEqual(read(html, "drop"), { text: "s", code: "a", nCodes: 1 })
    assert.deepStrictEqual(read(html), { text: "q\nr\ns", code: "a", nCodes: 1 })
    assert.deepStrictEqual(read("<blockquote><pre>a</blockquote><p>b</p>"), { text: "", code: "ab", nCodes: 1 })
  })

  it("reads malformed HTML without a complaint", () => {
    const cases: ReadonlyArray<readonly [html: string, text: string]> = [
      ["", ""],
      ["a < b and c > d", "a < b and c > d"],
      ["</code></pre></p>a", "a"],
      ["<p><b>a</p>b</b>", "a\nb"],
      ["a<", "a<"],
      ["a<b", "a"],
      ['a<img alt="x', "a x"],
      ["a<!-- b", "a"],
      ["a&", "a&"],
      ["a&#xffffff;b&#0;", "a\ufffdb\ufffd"],
      ["<script>a", ""],
      ["\0a\ud800", "\0a\ufffd"],
      ["<svg><code>a</code>b</svg>", "b"],
      ["<>a<//>b", "<>ab"]
    ]
    for (const [html, text] of cases) assert.strictEqual(textOf(html), text, html)
  })

  const hostile: Readonly<Record<string, string>> = {
    "100,000 nested blocks": `${"<div>".repeat(100_000)}x${"</div>".repeat(100_000)}`,
    "100,000 blocks never closed": `${"<blockquote><p>".repeat(50_000)}x`,
    "100,000 nested code elements": `${"<code>".repeat(100_000)}y${"</code>".repeat(100_000)}x`,
    "end tags without a start": `${"<i>".repeat(100_000)}${"</b>".repeat(100_000)}x`,
    "a megabyte of <": `${"<".repeat(1_000_000)} x`,
    "a megabyte of &": `${"&".repeat(1_000_000)} x`,
    "a megabyte of spaces": `${" ".repeat(1_000_000)} x`,
    "a megabyte of encoded spaces": `${"&#32;".repeat(200_000)} x`,
    "spaces in code": `<code>${" ".repeat(1_000_000)}</code>x`,
    "half a million attributes": `<p ${"a ".repeat(500_000)}>x`
  }
  for (const [name, html] of Object.entries(hostile)) {
    it(`reads ${name} to its end`, () => {
      assert.strictEqual(textOf(html).at(-1), "x")
    })
  }
})
