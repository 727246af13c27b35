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

describe("documents", () => {
  it.effect("writes one document a post, in order, numbered through all batches", () =>
    Effect.gen(function* () {
      const posts = postsOf(["A", "<p>a <code>x</code></p>"], ["B", ""], ["C", "c"], ["D", "<pre>y</pre>"])
      assert.deepStrictEqual(yield* read(posts), [
        { doc: 0, site: "test", id: "1", title: "A", text: "a", code: "x", nCodes: 1 },
        { doc: 1, site: "test", id: "2", title: "B", text: "", code: "", nCodes: 0 },
        { doc: 2, site: "test", id: "3", title: "C", text: "c", code: "", nCodes: 0 },
        { doc: 3, site: "test", id: "4", title: "D", text: "", code: "y", nCodes: 1 }
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
      assert.deepStrictEqual([dropped!.title, dropped!.text, dropped!.code], ["Why ?", "as is", "$z$"])
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

  it.effect("writes no row for no post", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read(postsOf()), [])
    })
  )
})
