import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { TagAgreement } from "@praxis/topic-clustering/TagAgreement"
import { rarestTags } from "@praxis/topic-clustering/tags/rarestTags"
import { topicTags } from "@praxis/topic-clustering/tags/topicTags"
import { wordsOfTags } from "@praxis/topic-clustering/tags/wordsOfTags"
import { Effect } from "effect"
import { countedTexts, postsTable, topicsTable } from "./tables.ts"

const params = {
  selectingTags: ["jupyter"],
  minPosts: 3,
  sublinearTf: false,
  idf: "smooth",
  norm: "l2",
  dims: 4,
  oversampling: 5,
  powerIterations: 2,
  method: "lloyd",
  starts: 5,
  maxIterations: 100,
  tolerance: 0,
  maxPosts: 1000
} as const

/** Posts about plots and kernels in words that no tag has, half of them with the tag's own word. */
const posts = Array.from({ length: 12 }, (_, i) => {
  const named = i % 2 === 0
  return i < 6
    ? { text: `colour axis legend ${named ? "matplotlib" : "figure"}`, tags: ["jupyter", "matplotlib"] }
    : { text: `dies restart memory ${named ? "kernel" : "cell"}`, tags: ["jupyter", "jupyter-kernel"] }
})

const compared = (
  topics: ReadonlyArray<number>,
  tags: ReadonlyArray<ReadonlyArray<string>> = posts.map((post) => post.tags),
  changed: Partial<typeof params> = {}
) =>
  runStage(TagAgreement, {
    inputs: {
      topics: topicsTable(topics.map((topic) => ({ topic }))),
      posts: postsTable(tags.map((each) => ({ tags: each }))),
      ...countedTexts(posts.map(({ text }) => text))
    },
    params: { ...params, ...changed }
  }).pipe(
    Effect.map(({ output, warnings }) => {
      const agreement = Table.toRows(output["tag-agreement"])
      const of = (text: string) =>
        Object.fromEntries(agreement.filter((row) => row.text === text).map(({ measure, value }) => [measure, value]))
      return { of, agreement, tags: Table.toRows(output["topic-tags"]), warnings }
    })
  )

const perfect = posts.map((_, i) => (i < 6 ? 0 : 1))

describe("TagAgreement", () => {
  it.effect("finds topics equal to the rarest tags, in the whole text and without the tags' own words", () =>
    Effect.gen(function* () {
      const { agreement, of, warnings } = yield* compared(perfect)
      const all = { ami: 1, nmi: 1, ari: 1, "hungarian-accuracy": 1, posts: 12, tags: 2 }
      for (const [measure, value] of Object.entries(all)) {
        assert.closeTo(of("whole")[measure]!, value, 1e-12)
        assert.closeTo(of("masked")[measure]!, value, 1e-12)
      }
      assert.strictEqual(agreement[0]!.measure, "ami")
      assert.include(agreement[0]!.definition, "Tags selected the corpus")
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("counts a post without a topic as wrong, and leaves a post without such a tag out", () =>
    Effect.gen(function* () {
      const tags = posts.map((post, i) => (i === 11 ? ["jupyter", "rare"] : post.tags))
      const { of } = yield* compared(
        perfect.map((topic, i) => (i === 0 ? -1 : topic)),
        tags
      )
      assert.strictEqual(of("whole")["posts"], 11)
      assert.closeTo(of("whole")["hungarian-accuracy"]!, 10 / 11, 1e-12)
    })
  )

  it.effect("gives counts alone, and says so, where no tag can stand for a post", () =>
    Effect.gen(function* () {
      const { agreement, warnings } = yield* compared(
        perfect,
        posts.map(() => ["jupyter"])
      )
      assert.deepStrictEqual(
        agreement.map(({ measure, text, value }) => [measure, text, value]),
        [
          ["posts", "whole", 0],
          ["tags", "whole", 0]
        ]
      )
      assert.deepStrictEqual(warnings, [
        "no post has a tag with 3 posts that did not select it, so topics are compared with none."
      ])
    })
  )

  it.effect("says how many posts the masked comparison is of, where it is not all", () =>
    Effect.gen(function* () {
      const { of, warnings } = yield* compared(perfect, undefined, { maxPosts: 8 } as never)
      assert.strictEqual(of("masked")["posts"], 8)
      assert.deepStrictEqual(warnings, ["the masked comparison is of 8 posts, drawn from 12 (maxPosts)."])
    })
  )

  it.effect("lists the tags of each topic with their lift, selecting ones marked", () =>
    Effect.gen(function* () {
      const { tags } = yield* compared(perfect)
      assert.deepStrictEqual(tags, [
        { topic: 0, tag: "matplotlib", posts: 6, share: 1, lift: 2, selecting: false },
        { topic: 0, tag: "jupyter", posts: 6, share: 1, lift: 1, selecting: true },
        { topic: 1, tag: "jupyter-kernel", posts: 6, share: 1, lift: 2, selecting: false },
        { topic: 1, tag: "jupyter", posts: 6, share: 1, lift: 1, selecting: true }
      ])
    })
  )
})

describe("rarestTags", () => {
  it("takes the rarest tag that is frequent enough and not excluded, ties by name", () => {
    const { tagOfPost, tags } = rarestTags(
      [["python", "pandas", "odd"], ["python", "pandas"], ["python"], ["r", "ml"], ["ml", "r"], []],
      2,
      new Set(["x"])
    )
    assert.deepStrictEqual(
      Array.from(tagOfPost, (place) => tags[place]),
      ["pandas", "pandas", "python", "ml", "ml", undefined]
    )
  })

  it("leaves excluded tags out", () => {
    assert.deepStrictEqual(Array.from(rarestTags([["a", "b"], ["a"]], 1, new Set(["a"])).tagOfPost), [0, -1])
  })
})

describe("topicTags", () => {
  it("gives share and lift over the posts that have a topic, by falling lift", () => {
    const pairs = topicTags(Int32Array.of(0, 0, 1, -1), 2, [["a", "b"], ["b"], ["b"], ["a"]], 1)
    assert.deepStrictEqual(pairs, [
      { topic: 0, tag: "a", posts: 1, share: 0.5, lift: 0.5 / (1 / 3) },
      { topic: 0, tag: "b", posts: 2, share: 1, lift: 1 },
      { topic: 1, tag: "b", posts: 1, share: 1, lift: 1 }
    ])
  })
})

describe("wordsOfTags", () => {
  it("takes the tags and the parts of hyphenated ones", () => {
    assert.deepStrictEqual(Array.from(wordsOfTags(["visual-studio", "c++"])), [
      "visual-studio",
      "visual",
      "studio",
      "c++"
    ])
  })
})
