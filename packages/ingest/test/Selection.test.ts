import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Posts } from "@praxis/tables/Posts"
import { Effect } from "effect"
import { bodyText } from "../src/bodyText.ts"
import { asTag, mentions } from "../src/mentions.ts"
import * as Selection from "../src/Selection.ts"

describe("mentions", () => {
  it.each([
    ["cnn", "A CNN, trained", true],
    ["cnn", "rcnn", false],
    ["cnn", "cnn2", false],
    ["regression", "autoregression", false],
    ["keras", "Keras fails", true],
    ["scikit learn", "use scikit-learn here", true],
    ["scikit learn", "use scikit\n  learn here", true],
    ["scikit learn", `scikit\n${" ".repeat(20)}learn`, true],
    ["scikit learn", "scikitlearn", false],
    ["neural network", "neural networks", false],
    ["c++", "I write C++.", true],
    ["c++", "c++11", false],
    ["c++", "objective-c++", true],
    ["c", "c++", true],
    ["tensorflow2.0", "on tensorflow2.0 now", true],
    ["tensorflow2.0", "on tensorflow2x0 now", false],
    ["nlp", "ünlp", false],
    ["jupyter", "jupyter_notebook", true],
    ["jupyter", "JupyterLab", false],
    ["jupyter lab", "Jupyter Lab", true],
    ["jupyter lab", "jupyter-lab 3", true],
    ["cnn", "cnnic.cn", false],
    ["cnn", "CNN", true],
    ["tensorflow", "tensorflow2.0", false],
    ["tensorflow2.0", "tensorflow2.01", false]
  ])("%s in %j: %s", (term, text, found) => assert.strictEqual(mentions([term])(text), found))

  it("holds nothing without terms", () => assert.isFalse(mentions([])("anything")))

  it("takes the longer term where a shorter one ends inside a word", () =>
    assert.isTrue(mentions(["neural network", "neural networks"])("two neural networks")))

  it("gets through a megabyte of one letter, blanks or hyphens", () => {
    const found = mentions(["a a a b", "aaa", "scikit learn"])
    for (const letter of ["a", " ", "-", "a ", "a-", "a".padEnd(1000)])
      assert.isFalse(found(letter.repeat(1_000_000 / letter.length)))
  })
})

it("asTag puts hyphens for blanks", () => assert.strictEqual(asTag("Machine learning model"), "machine-learning-model"))

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

describe("Selection", () => {
  const posts = Table.fromRows(
    Posts,
    [
      ["ai", "1", ["jupyter"], "About keras", "<p>x</p>"],
      ["ai", "2", ["jupyter"], "About plots", "<p>no kerasian word</p>"],
      ["ai", "3", ["scikit-learn"], "Kernel dies", "<p>in <code>Jupyter</code></p>"],
      ["ai", "4", ["python"], "jupyter and keras", "<p>x</p>"],
      ["ai", "5", ["jupyter"], "What is scikit", "learn by doing"],
      ["cs", "1", ["jupyter", "keras"], "t", '<p><a href="/keras">x</a></p>']
    ].map(([site, id, tags, title, body]) => ({
      site: site as string,
      id: id as string,
      tags: tags as ReadonlyArray<string>,
      title: title as string,
      body: body as string,
      createdAt: null,
      score: null,
      viewCount: null,
      answerCount: null,
      author: null,
      url: null,
      licence: null
    }))
  )
  const stage = Selection.make({ module: import.meta.url, a: ["jupyter"], b: ["keras", "scikit learn"] })

  it.effect("takes posts that are tagged by one list and mention the other", () =>
    Effect.gen(function* () {
      const { output } = yield* runStage(stage, { inputs: { posts }, params: {}, batchRows: 2 })
      assert.deepStrictEqual(
        Table.toRows(output.selection).map((row) => Object.values(row)),
        [
          ["ai", "1", true, false, false, true, true],
          ["ai", "2", true, false, false, false, false],
          ["ai", "3", false, true, true, false, true],
          ["ai", "4", false, false, true, true, false],
          // No term is half in the title and half in the body.
          ["ai", "5", true, false, false, false, false],
          ["cs", "1", true, true, false, false, false]
        ]
      )
      assert.deepStrictEqual(
        Table.toRows(output["selection-counts"]).map((row) => Object.values(row).join(" ")),
        [
          "ai posts 5",
          "ai tagged-a 3",
          "ai tagged-b 1",
          "ai a-mentions-b 1",
          "ai b-mentions-a 1",
          "ai selected 2",
          "cs posts 1",
          "cs tagged-a 1",
          "cs tagged-b 1",
          "cs a-mentions-b 0",
          "cs b-mentions-a 0",
          "cs selected 0"
        ]
      )
    })
  )

  it.effect("gives empty tables for no posts", () =>
    Effect.gen(function* () {
      const none = Table.slice(posts, 0, 0)
      const { output } = yield* runStage(stage, { inputs: { posts: none }, params: {} })
      assert.strictEqual(output.selection.numRows, 0)
      assert.strictEqual(output["selection-counts"].numRows, 0)
    })
  )
})
