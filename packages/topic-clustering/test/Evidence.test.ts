import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { SimilarPosts } from "@praxis/tables/Duplicates"
import { Evidence } from "@praxis/topic-clustering/Evidence"
import { Effect } from "effect"
import { documentsTable, postsTable, type TestDocument, topicsTable } from "./tables.ts"

const params = { central: 2, borderline: 2, random: 2, maxExcerpt: 40 }

interface TestPost extends TestDocument {
  readonly topic: number
  readonly similarity?: number
  readonly margin?: number
  readonly second?: number
  readonly createdAt?: number | null
}

/** Posts with ids from 1 by their place; `similar` names pairs of ids that say nearly the same. */
const evidenceOf = (
  posts: ReadonlyArray<TestPost>,
  overrides: Partial<typeof params> = {},
  seed = 1,
  similar: ReadonlyArray<readonly [id: string, otherId: string, otherSite?: string]> = []
) =>
  runStage(Evidence, {
    inputs: {
      topics: topicsTable(
        posts.map(({ topic, similarity = 0, margin = 0, second = 1, site = "stackoverflow" }) => ({
          topic,
          similarity,
          margin,
          second,
          site
        }))
      ),
      documents: documentsTable(
        posts.map(({ topic: _1, similarity: _2, margin: _3, second: _4, createdAt: _5, ...document }) => document)
      ),
      posts: postsTable(
        posts.map(({ site = "stackoverflow", createdAt }, i) => ({
          site,
          createdAt: createdAt === undefined ? i : createdAt,
          url: `https://example.org/${i + 1}`,
          licence: "CC BY-SA 4.0"
        }))
      ),
      similarPosts:
        similar.length === 0
          ? undefined
          : Table.fromRows(
              SimilarPosts,
              similar.map(([id, otherId, otherSite = "stackoverflow"]) => ({
                site: "stackoverflow",
                id,
                otherSite,
                otherId,
                kind: "near",
                crossPost: otherSite !== "stackoverflow",
                sameAuthor: false,
                similarity: 0.8
              }))
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
        // Topic 0 in two spans: 1, 3, 4 and 5, 6, 7; without their most central posts 3 and 5: 1, 4 and 6, 7.
        { topic: 0, similarity: 0.5, margin: 0.3 },
        { topic: 1, similarity: 0.7, margin: 0.4, second: 0 },
        { topic: 0, similarity: 0.9, margin: 0.01 },
        { topic: 0, similarity: 0.8, margin: 0.2 },
        { topic: 0, similarity: 0.4, margin: 0.02 },
        { topic: 0, similarity: 0.3, margin: 0.1 },
        { topic: 0, similarity: 0.2, margin: 0.5 },
        { topic: -1 }
      ])
      assert.deepStrictEqual(placed(rows), [
        "0 central 1: 3",
        "0 central 2: 5",
        "0 borderline 1: 6",
        "0 borderline 2: 4",
        "0 random 1: 1",
        "0 random 2: 7",
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

  it.effect("spreads posts over sites and years in proportion, whatever is most central of all", () =>
    Effect.gen(function* () {
      // Of twelve posts three are on ai; the newest of stackoverflow are the most central, by far.
      const posts = Array.from({ length: 12 }, (_, i) => ({
        topic: 0,
        site: i < 3 ? "ai" : "stackoverflow",
        // Those of ai lie between the second and the third of the other site.
        createdAt: i < 3 ? 45 : 10 * i,
        similarity: i < 3 ? 0.1 + i / 100 : i / 12,
        margin: i / 12
      }))
      const rows = yield* evidenceOf(posts, { central: 4, borderline: 0, random: 4 })
      assert.deepStrictEqual(placed(rows.filter(({ kind }) => kind === "central")), [
        "0 central 1: 12",
        "0 central 2: 9",
        "0 central 3: 6",
        "0 central 4: 3"
      ])
      // The eight others in four spans: 1 2, 4 5, 7 8, 10 11.
      const drawn = rows.filter(({ kind }) => kind === "random").map(({ id }) => Number(id))
      assert.deepStrictEqual(
        drawn.map((id) => Math.floor(id / 3)),
        [0, 1, 2, 3]
      )
    })
  )

  it.effect("takes years from dates and not from ids, posts without a date last in their site", () =>
    Effect.gen(function* () {
      const rows = yield* evidenceOf(
        [
          { topic: 0, createdAt: null, similarity: 0.9 },
          { topic: 0, createdAt: 1, similarity: 0.8 },
          { topic: 0, createdAt: 5, similarity: 0.7 },
          { topic: 0, createdAt: 2, similarity: 0.6 }
        ],
        { central: 2, borderline: 0, random: 0 }
      )
      // By date: 2, 4 and 3, 1.
      assert.deepStrictEqual(placed(rows), ["0 central 1: 1", "0 central 2: 2"])
    })
  )

  it.effect("shows no two posts of a topic that say nearly the same, of whatever kind and site", () =>
    Effect.gen(function* () {
      const posts = [0.9, 0.8, 0.7, 0.6].map((similarity, i) => ({
        topic: 0,
        similarity,
        site: i === 3 ? "stats" : "stackoverflow"
      }))
      const shown = { central: 1, borderline: 1, random: 3 }
      assert.strictEqual((yield* evidenceOf(posts, shown)).length, 4)
      const rows = yield* evidenceOf(posts, shown, 1, [
        ["1", "2"],
        ["1", "4", "stats"],
        ["3", "99"]
      ])
      assert.deepStrictEqual(placed(rows), ["0 central 1: 1", "0 borderline 1: 3"])
    })
  )

  it.effect("fills the place of a span that has nothing to show from the others", () =>
    Effect.gen(function* () {
      const rows = yield* evidenceOf(
        [
          { topic: 0, similarity: 0.9 },
          { topic: 0, similarity: 0.8 },
          { topic: 0, similarity: 0.7, title: "Title 1" },
          { topic: 0, similarity: 0.6, title: "Title 1" }
        ],
        { central: 2, borderline: 0, random: 0 }
      )
      assert.deepStrictEqual(placed(rows), ["0 central 1: 1", "0 central 2: 2"])
    })
  )
})
