import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Selection } from "@praxis/tables/Selection"
import { Effect } from "effect"
import { Corpus } from "../src/Corpus.ts"
import { inYear, postsOf } from "./posts.ts"

const posts = postsOf(
  Array.from({ length: 7 }, (_, i) => ({ site: "ai", id: `${i}`, title: `post ${i}`, createdAt: inYear(2015 + i) }))
)

/** A selection with these sides, a letter a post: a, b, or a dot for a post that is not selected. */
const selectionOf = (words: string, paper: string) =>
  Table.fromRows(
    Selection,
    Array.from(words, (side, i) => ({
      site: "ai",
      id: `${i}`,
      tagsA: side === "a" ? ["jupyter"] : [],
      tagsB: side === "b" ? ["keras"] : [],
      termsA: side === "b" ? ["jupyter"] : [],
      termsB: ["keras"],
      rule: side === "." ? null : side,
      paperRule: paper[i] === "." ? null : paper[i]!
    }))
  )

const corpusOf = (rule: "all" | "words" | "paper", words: string, paper = words) =>
  runStage(Corpus, { inputs: { posts, selection: selectionOf(words, paper) }, params: { rule }, batchRows: 3 })

describe("Corpus", () => {
  it.effect("is posts as they are with the rule all, whatever is selected", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* corpusOf("all", ".......")).output, posts)
    })
  )

  for (const [words, ids] of [
    ["aab.b.a", "0 1 2 4 6"],
    [".a.....", "1"],
    ["aaaaaaa", "0 1 2 3 4 5 6"],
    ["......b", "6"],
    ["a.ab.aa", "0 2 3 5 6"]
  ] as const) {
    it.effect(`of ${words} holds the posts ${ids}, whole and in their order`, () =>
      Effect.gen(function* () {
        const { output } = yield* corpusOf("words", words, ".......")
        assert.deepStrictEqual(
          Table.toRows(output),
          Table.toRows(posts).filter(({ id }) => ids.split(" ").includes(id))
        )
      })
    )
  }

  it.effect("takes the paper's selection with the rule paper", () =>
    Effect.gen(function* () {
      const { output } = yield* corpusOf("paper", "aa.....", "..b...b")
      assert.deepStrictEqual(
        Table.toRows(output).map(({ id }) => id),
        ["2", "6"]
      )
    })
  )

  it.effect("fails where the rule leaves no post, and says what there is and what to do", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(corpusOf("paper", "aab.b.a", "......."))
      assert.strictEqual(error._tag, "NoPostsSelectedError")
      assert.strictEqual(
        error.message,
        "the rule paper leaves none of 7 posts: 3 with a tag of the first list and 7 with a term of the second, 2 with a tag of the second and 2 with a term of the first, but none, as this rule matches, with a tag of one list and a term of the other. The table selection-funnel has the counts by site and year. Add exports of sites and tags that the rule is about, or run on all posts (--set corpus.rule=all)"
      )
    })
  )
})
