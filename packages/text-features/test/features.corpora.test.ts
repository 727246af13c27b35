import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { Documents } from "../src/Documents.ts"
import { Tokens } from "../src/Tokens.ts"
import { features } from "./features.ts"
import { notebookPosts } from "./notebookPosts.ts"
import { titleAndText } from "./rows.ts"

const sample = Effect.gen(function* () {
  const posts = notebookPosts()
  const { output: documents } = yield* runStage(Documents, {
    inputs: { posts },
    params: { quotes: "keep", math: "drop" },
    batchRows: 500
  })
  const { output: tokens } = yield* runStage(Tokens, {
    inputs: { documents },
    params: titleAndText,
    batchRows: 500
  })
  const made = yield* features(tokens, {
    vocabulary: { stopWords: ["english", "contractions", "forum"], numbers: "drop", minDf: 5, maxDf: 0.5 },
    tfIdf: { sublinearTf: true },
    lsa: { dims: 100, oversampling: 10, powerIterations: 2 },
    batchRows: 500
  })
  return { posts, documents, tokens, ...made }
})

describe("the notebook sample", () => {
  it.effect("has 1,617 documents, from posts to vectors of 100 dimensions", () =>
    Effect.gen(function* () {
      const { counts, documents, lsa, posts, tfIdf, tokens } = yield* sample
      for (const table of [posts, documents, tokens, counts, tfIdf, lsa]) assert.strictEqual(table.numRows, 1617)
      assert.strictEqual(lsa.columns.vector.width, 100)
    })
  )

  it.effect(
    "has no code element left in any text, neither the first nor later ones, and all of the blocks in code and traceback",
    () =>
      Effect.gen(function* () {
        const { documents, posts } = yield* sample
        let elements = 0
        Table.toRows(documents).forEach((document, i) => {
          assert.notMatch(document.text, /<\/?(code|pre|p|a|img|blockquote)\b/)
          const body = posts.columns.body.at(i)
          // Words that the post writes in code blocks only, and in no other place.
          const blocks = Array.from(body.matchAll(/<pre[^>]*><code>([\s\S]*?)<\/code><\/pre>/g), ([, block]) => block!)
          elements += blocks.length
          const rest = body.replace(/<(pre|code)[\s\S]*?<\/\1>/g, " ")
          for (const block of blocks) {
            for (const word of block.match(/[A-Za-z_]{8,}/g) ?? []) {
              if (!rest.includes(word)) assert.notInclude(document.text, word, `post ${document.id}`)
              assert.include(`${document.code}\n${document.traceback}`, word, `post ${document.id}`)
            }
          }
          assert.isAtLeast(document.nCodes, blocks.length)
        })
        assert.isAbove(elements, 2000)
      })
  )

  it.effect("holds the words of its field in the vocabulary, sorted by bytes", () =>
    Effect.gen(function* () {
      const { vocabulary } = yield* sample
      const terms = Table.toRows(vocabulary).map(({ term }) => term)
      for (const term of [
        "jupyter",
        "ipywidgets",
        "jupyterhub",
        "r",
        "python3",
        "matplotlib",
        "importerror",
        "github.com"
      ])
        assert.include(terms, term)
      for (const term of ["the", "thanks", "dont", "3.8"]) assert.notInclude(terms, term)
      assert.deepStrictEqual(
        terms,
        terms.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      )
    })
  )

  it.effect("has unit vectors for all documents but the few without a term", () =>
    Effect.gen(function* () {
      const { lsa } = yield* sample
      const lengths = Table.toRows(lsa).map(({ vector }) => Math.hypot(...vector))
      assert.isAtMost(lengths.filter((length) => length === 0).length, 3)
      for (const length of lengths) assert.isTrue(length === 0 || Math.abs(length - 1) < 1e-12)
    })
  )
})
