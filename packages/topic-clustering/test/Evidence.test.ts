import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Evidence } from "@praxis/topic-clustering/Evidence"
import { Effect } from "effect"
import { documentsTable, postsTable, type TestDocument, topicsTable } from "./tables.ts"

const params = { central: 2, borderline: 2, random: 2, maxExcerpt: 40 }

interface TestPost extends TestDocument {
  readonly topic: number
  readonly similarity?: number
  readonly margin?: number
  readonly second?: number
}

const evidenceOf = (posts: ReadonlyArray<TestPost>, overrides: Partial<typeof params> = {}, seed = 1) =>
  runStage(Evidence, {
    inputs: {
      topics: topicsTable(
        posts.map(({ topic, similarity = 0, margin = 0, second = 1 }) => ({ topic, similarity, margin, second }))
      ),
      documents: documentsTable(
        posts.map(
          ({ topic: _topic, similarity: _similarity, margin: _margin, second: _second, ...document }) => document
        )
      ),
      posts: postsTable(
        posts.map((_, i) => ({ createdAt: i, url: `https://example.org/${i + 1}`, licence: "CC BY-SA 4.0" }))
      )
    },
    params: { ...params, ...overrides },
    seed,
    batchRows: 2
  }).pipe(Effect.map(({ output }) => Table.toRows(output)))

const placed = (rows: ReadonlyArray<{ topic: number; kind: string; rank: number; id: string }>) =>
  rows.map(({ topic, kind, rank, id }) => `${topic} ${kind} ${rank}: ${id}`)

describe("Evidence", () => {
  it.effect("shows the closest, then the least certain, then other posts of each topic", () =>
    Effect.gen(function* () {
      const rows = yield* evidenceOf([
        { topic: 0, similarity: 0.5, margin: 0.3 },
        { topic: 1, similarity: 0.7, margin: 0.4, second: 0 },
        { topic: 0, similarity: 0.9, margin: 0.01 },
        { topic: 0, similarity: 0.9, margin: 0.5 },
        { topic: 0, similarity: 0.4, margin: 0.02 },
        { topic: 0, similarity: 0.3, margin: 0.2 },
        { topic: -1 }
      ])
      assert.deepStrictEqual(placed(rows), [
        "0 central 1: 3",
        "0 central 2: 4",
        "0 borderline 1: 5",
        "0 borderline 2: 6",
        "0 random 1: 1",
        "1 central 1: 2"
      ])
      assert.deepStrictEqual(rows[0], {
        topic: 0,
        kind: "central",
        rank: 1,
        site: "stackoverflow",
        id: "3",
        title: "Title 3",
        excerpt: "Text 3",
        createdAt: 2,
        url: "https://example.org/3",
        licence: "CC BY-SA 4.0",
        similarity: 0.9,
        margin: 0.01
      })
    })
  )

  it.effect("shows no title and no text twice in a topic, whatever their case and spaces", () =>
    Effect.gen(function* () {
      const rows = yield* evidenceOf(
        [
          { topic: 0, title: "Kernel dies", text: "It says: dead" },
          { topic: 0, title: "kernel  DIES", text: "other" },
          { topic: 0, title: "another", text: " it says:\ndead" },
          { topic: 0, title: "empty", text: "" },
          { topic: 0, title: "empty too", text: "" }
        ],
        { central: 5, borderline: 5, random: 5 }
      )
      assert.deepStrictEqual(placed(rows), ["0 central 1: 1", "0 central 2: 4", "0 central 3: 5"])
    })
  )

  it.effect("takes a title that is another post's text for no repetition", () =>
    Effect.gen(function* () {
      const rows = yield* evidenceOf([
        { topic: 0, title: "Kernel dies", text: "Help" },
        { topic: 0, title: "Help", text: "Kernel dies" }
      ])
      assert.deepStrictEqual(placed(rows), ["0 central 1: 1", "0 central 2: 2"])
    })
  )

  it.effect("shows no post twice, not even one without title and text, and breaks ties by row", () =>
    Effect.gen(function* () {
      const nothing = { topic: 0, title: "", text: "" }
      const rows = yield* evidenceOf([nothing, nothing, nothing, nothing], { central: 1, borderline: 2, random: 3 })
      assert.deepStrictEqual(placed(rows), [
        "0 central 1: 1",
        "0 borderline 1: 2",
        "0 borderline 2: 3",
        "0 random 1: 4"
      ])
    })
  )

  it.effect("shows what a post without text has: code or its title", () =>
    Effect.gen(function* () {
      const rows = yield* evidenceOf([
        { topic: 0, title: "A", text: " ", nCodes: 2 },
        { topic: 0, title: "B", text: "", nCodes: 1 },
        { topic: 0, title: "Why does it fail?", text: "" }
      ])
      const excerpts = rows.toSorted((a, b) => Number(a.id) - Number(b.id)).map((row) => row.excerpt)
      assert.deepStrictEqual(excerpts, [
        "(no text, 2 pieces of code)",
        "(no text, 1 piece of code)",
        "Why does it fail?"
      ])
    })
  )

  it.effect("has no borderline posts where there is one topic", () =>
    Effect.gen(function* () {
      const rows = yield* evidenceOf([
        { topic: 0, second: -1 },
        { topic: 0, second: -1 },
        { topic: 0, second: -1 }
      ])
      assert.deepStrictEqual(
        rows.map(({ kind }) => kind),
        ["central", "central", "random"]
      )
    })
  )

  it.effect("draws the same posts with the same seed, others with another, each as often", () =>
    Effect.gen(function* () {
      const posts = Array.from({ length: 8 }, () => ({ topic: 0 }))
      const draw = (seed: number) => evidenceOf(posts, { central: 0, borderline: 0, random: 2 }, seed)
      assert.deepStrictEqual(yield* draw(3), yield* draw(3))
      const drawn = new Map<string, number>()
      for (let seed = 0; seed < 400; seed++) {
        for (const { id } of yield* draw(seed)) drawn.set(id, (drawn.get(id) ?? 0) + 1)
      }
      assert.strictEqual(drawn.size, 8)
      for (const times of drawn.values()) assert.isTrue(times > 65 && times < 135, `drawn ${times} times of 100`)
    })
  )

  it.effect("draws in each topic with a seed of its own", () =>
    Effect.gen(function* () {
      // Posts 1 to 30 in topic 0, 31 to 60 in topic 1: with one seed both topics would draw the same places.
      const posts = Array.from({ length: 60 }, (_, i) => ({ topic: i < 30 ? 0 : 1 }))
      const rows = yield* evidenceOf(posts, { central: 0, borderline: 0, random: 5 })
      const drawn = (topic: number) => rows.filter((row) => row.topic === topic).map(({ id }) => (Number(id) - 1) % 30)
      assert.strictEqual(drawn(0).length, 5)
      assert.notDeepEqual(drawn(0), drawn(1))
    })
  )
})
