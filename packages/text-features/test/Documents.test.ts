import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { Documents } from "../src/Documents.ts"
import { postsOf } from "./rows.ts"

const read = (posts: ReturnType<typeof postsOf>, params: Partial<typeof Documents.params.Type> = {}, batchRows = 3) =>
  runStage(Documents, { inputs: { posts }, params: { quotes: "keep", math: "drop", ...params }, batchRows }).pipe(
    Effect.map(({ output }) => Table.toRows(output))
  )

const empty = { site: "test", text: "", inline: "", code: "", traceback: "", nCodes: 0, language: "und" }

describe("documents", () => {
  it.effect("writes one document a post, in order, numbered through all batches", () =>
    Effect.gen(function* () {
      const posts = postsOf(["A", "<p>a <code>x</code></p>"], ["B", ""], ["C", "c"], ["D", "<pre>y</pre>"])
      assert.deepStrictEqual(yield* read(posts), [
        { ...empty, doc: 0, id: "1", title: "A", text: "a", inline: "x", nCodes: 1 },
        { ...empty, doc: 1, id: "2", title: "B" },
        { ...empty, doc: 2, id: "3", title: "C", text: "c" },
        { ...empty, doc: 3, id: "4", title: "D", code: "y", nCodes: 1 }
      ])
    })
  )

  it.effect("takes a title as it is: no tags are read and no entity is decoded a second time", () =>
    Effect.gen(function* () {
      const [row] = yield* read(postsOf(["  What does &lt;code&gt; or <b>\n mean? ", ""]))
      assert.strictEqual(row!.title, "What does &lt;code&gt; or <b> mean?")
    })
  )

  it.effect("drops LaTeX from title and text, or keeps it, and never touches code", () =>
    Effect.gen(function* () {
      const posts = postsOf(["Why $x$?", "<p>as $$y$$ is <code>$z$</code></p>"])
      const [dropped] = yield* read(posts)
      assert.deepStrictEqual([dropped!.title, dropped!.text, dropped!.inline], ["Why ?", "as is", "$z$"])
      const [kept] = yield* read(posts, { math: "keep" })
      assert.deepStrictEqual([kept!.title, kept!.text], ["Why $x$?", "as $$y$$ is"])
    })
  )

  it.effect("drops quotations where it is told to", () =>
    Effect.gen(function* () {
      const [row] = yield* read(postsOf(["", "<blockquote>q</blockquote>t"]), { quotes: "drop" })
      assert.strictEqual(row!.text, "t")
    })
  )

  it.effect("names the language of title and text together, whatever the code is", () =>
    Effect.gen(function* () {
      const rows = yield* read(
        postsOf(
          ["How can I install it at all?", "<pre>für alle Fälle und überhaupt</pre>"],
          [
            "Wie kann man das Modell speichern?",
            "<p>Ich verstehe die Meldung nicht, und nach jedem Start ist es wieder so wie vorher.</p>"
          ],
          ["Hi", "<p>?</p>"]
        )
      )
      assert.deepStrictEqual(
        rows.map(({ language }) => language),
        ["en", "de", "und"]
      )
    })
  )

  it.effect("writes no row for no post", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read(postsOf()), [])
    })
  )
})
