import { assert, describe, it } from "@effect/vitest"
import { runStage } from "@praxis/dataflow/testing"
import { inline } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { random } from "@praxis/numerics/random"
import { Effect } from "effect"
import { Documents } from "../src/Documents.ts"
import { Tokens } from "../src/Tokens.ts"
import { postsOf, titleAndText } from "./rows.ts"

/** 2,600 posts of 0 to 39 words, so that a batch of all makes several jobs; the first takes longest. */
const posts = () => {
  const next = random(3)
  const words = (n: number) => Array.from({ length: n }, () => `w${Math.floor(99 * next())}`).join(" ")
  return postsOf(
    ...Array.from({ length: 2600 }, (_, i) => {
      const body = `<p>${words(40 * next())} &amp; <code>c${i}()</code></p>`
      return [`Post ${i}`, i === 0 ? body.repeat(500) : body] as const
    })
  )
}

describe("documents and tokens", () => {
  it.live("come out the same in this thread and in 2 or 8 threads, in batches of any size", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const table = posts()
        const read = Effect.fnUntraced(function* (workers: typeof inline, batchRows: number) {
          const { output: documents } = yield* runStage(Documents, {
            inputs: { posts: table },
            params: { quotes: "keep", math: "drop" },
            batchRows,
            workers
          })
          const inputs = { documents }
          const params = {
            ...titleAndText,
            channels: { ...titleAndText.channels, inline: "names" },
            stem: "english"
          } as const
          const { output: tokens } = yield* runStage(Tokens, { inputs, params, batchRows, workers })
          return { documents: documents.columns, tokens: tokens.columns }
        })
        const expected = yield* read(inline, 100)
        assert.strictEqual(expected.documents.inline.at(2599), "c2599()")
        assert.deepStrictEqual(Array.from(expected.documents.doc.subarray(1023, 1026)), [1023, 1024, 1025])
        for (const size of [2, 8]) {
          const workers = yield* WorkersThreads.make({ size })
          assert.deepStrictEqual(yield* read(workers, 2600), expected)
          assert.deepStrictEqual(yield* read(workers, 1500), expected)
        }
      })
    )
  )
})
