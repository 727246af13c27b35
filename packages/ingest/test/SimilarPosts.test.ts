import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { Posts } from "@praxis/tables/Posts"
import { Effect } from "effect"
import { reach } from "../src/candidatePairs.ts"
import { mix } from "../src/mix.ts"
import { SimilarPosts } from "../src/SimilarPosts.ts"

interface Made {
  readonly site?: string
  readonly id?: string
  readonly title: string
  readonly body: string
  readonly author?: number | null
}

const tableOf = (posts: ReadonlyArray<Made>) =>
  Table.fromRows(
    Posts,
    posts.map(({ site = "ai", id, title, body, author = null }, i) => ({
      site,
      id: id ?? `${i}`,
      title,
      body,
      tags: [],
      createdAt: null,
      score: null,
      viewCount: null,
      answerCount: null,
      author,
      url: null,
      licence: null
    }))
  )

const defaults = { similarity: 0.5, shingle: 3, hashes: 256 }

const similar = (posts: ReadonlyArray<Made>, params: Partial<typeof defaults> = {}, batchRows = 50) =>
  Effect.map(
    runStage(SimilarPosts, { inputs: { posts: tableOf(posts) }, params: { ...defaults, ...params }, batchRows }),
    ({ output, warnings }) => ({ output, rows: Table.toRows(output), warnings })
  )

const word = (n: number) => `w${mix(n) % 20_000}`
const words = (n: number, from: number) => Array.from({ length: n }, (_, i) => word(from * 1009 + i))

/** Families of posts: one text, and copies of it with 0 to 12 words changed. */
const families = (n: number): ReadonlyArray<Made> =>
  Array.from({ length: n }, (_, family) => {
    const text = words(40 + (family % 5) * 20, family)
    return [0, 0, 1, 2, 4, 8, 12].map((edits, copy) => {
      const edited = [...text]
      for (let edit = 0; edit < edits; edit++) edited[mix(family * 100 + copy * 10 + edit) % text.length] = `e${edit}`
      return { title: edited.slice(0, 6).join(" "), body: `<p>${edited.slice(6).join(" ")}</p>` }
    })
  }).flat()

/** All pairs at or above the threshold by sets of strings; shares no code with the stage. */
const bruteForce = (posts: ReadonlyArray<Made>, size: number, threshold: number) => {
  const sets = posts.map(({ title, body }) => {
    const found = `${title} ${body.replace(/<\/?p>/g, " ")}`.trim().split(/\s+/)
    return new Set(found.slice(size - 1).map((_, i) => found.slice(i, i + size).join(" ")))
  })
  return sets.flatMap((a, i) =>
    sets.slice(i + 1).flatMap((b, k) => {
      const both = Array.from(a).filter((shingle) => b.has(shingle)).length
      const similarity = both / (a.size + b.size - both)
      return similarity >= threshold ? [{ id: `${i}`, otherId: `${i + 1 + k}`, similarity }] : []
    })
  )
}

describe("SimilarPosts", () => {
  for (const similarity of [0.3, 0.5, 0.8]) {
    it.effect(
      `finds the pairs of similarity ${similarity} and more that comparing all with all finds, and no other`,
      () =>
        Effect.gen(function* () {
          const posts = families(50)
          // The second of each family repeats the first: of equal posts only the first is compared with others.
          const isCopy = (id: string) => Number(id) % 7 === 1
          const { rows, warnings } = yield* similar(posts, { similarity })
          const found = rows.filter(({ kind }) => kind === "near")
          const expected = bruteForce(posts, 3, similarity).filter(({ id, otherId }) => !isCopy(id) && !isCopy(otherId))
          assert.deepStrictEqual(
            found.map(({ id, otherId, similarity }) => ({ id, otherId, similarity })),
            expected
          )
          assert.isAbove(expected.length, 100)
          assert.deepStrictEqual(
            rows.filter(({ kind }) => kind === "same").map(({ id, otherId }) => [id, otherId]),
            Array.from({ length: 50 }, (_, family) => [`${7 * family}`, `${7 * family + 1}`])
          )
          assert.deepStrictEqual(warnings, [])
        })
    )
  }

  it.effect("says where the two stand and whether one author wrote both", () =>
    Effect.gen(function* () {
      const title = "How to train"
      const body = `<p>${words(30, 1).join(" ")}</p>`
      const { rows } = yield* similar([
        { site: "ai", id: "1", title, body, author: 4 },
        { site: "ai", id: "2", title: `${title}!`, body: body.replace("<p>", "<div>"), author: 4 },
        { site: "stats", id: "1", title, body: `${body} more`, author: 5 },
        { site: "stats", id: "2", title, body: `${body} more`, author: null },
        { site: "stats", id: "3", title: "Another", body: words(30, 2).join(" "), author: 5 }
      ])
      const shared = { similarity: 31 / 32, kind: "near", crossPost: true, sameAuthor: false }
      assert.deepStrictEqual(rows, [
        {
          site: "ai",
          id: "1",
          otherSite: "ai",
          otherId: "2",
          kind: "same",
          crossPost: false,
          sameAuthor: true,
          similarity: 1
        },
        { site: "ai", id: "1", otherSite: "stats", otherId: "1", ...shared },
        {
          site: "stats",
          id: "1",
          otherSite: "stats",
          otherId: "2",
          kind: "same",
          crossPost: false,
          sameAuthor: false,
          similarity: 1
        }
      ])
    })
  )

  it.effect("gives the same table for any batches and any number of threads", () =>
    Effect.gen(function* () {
      const posts = families(30)
      const one = yield* similar(posts)
      for (const batchRows of [1, 7, 1000]) {
        assert.deepStrictEqual((yield* similar(posts, {}, batchRows)).output, one.output)
      }
      const workers = yield* WorkersThreads.make({ size: 2 })
      const threads = yield* runStage(SimilarPosts, {
        inputs: { posts: tableOf(posts) },
        params: defaults,
        batchRows: 20,
        workers
      })
      assert.deepStrictEqual(threads.output, one.output)
    }).pipe(Effect.scoped)
  )

  it.effect("pairs thousands of equal posts with the first of them, and those without a word with none", () =>
    Effect.gen(function* () {
      const { rows, warnings } = yield* similar([
        { title: "?", body: "<p>…</p>" },
        { title: "!", body: "" },
        ...Array.from({ length: 3000 }, () => ({ title: "Help", body: "<p>It does not work</p>" }))
      ])
      assert.strictEqual(rows.length, 2999)
      assert.isTrue(rows.every(({ id, kind }) => id === "2" && kind === "same"))
      assert.deepStrictEqual(warnings, ["2 posts without a word cannot be compared with others"])
    })
  )

  it.effect("lists of thousands of posts that look alike a bounded number of pairs for each, and says so", () =>
    Effect.gen(function* () {
      const n = 2000
      const text = words(60, 3).join(" ")
      const { rows, warnings } = yield* similar(
        Array.from({ length: n }, (_, i) => ({ title: `Post ${i}`, body: `<p>${text}</p>` }))
      )
      assert.isAtLeast(rows.length, n - 1)
      assert.isAtMost(rows.length, reach * n * 2)
      assert.isTrue(
        Array.from({ length: n - 1 }, (_, i) => `${i + 1}`).every((id) => rows.some((row) => row.otherId === id))
      )
      assert.strictEqual(warnings.length, 1)
      assert.match(warnings[0]!, /may be like more posts than are listed/)
    })
  )

  it.effect("gives no row for no post, one post, and posts that share nothing", () =>
    Effect.gen(function* () {
      for (const posts of [
        [],
        families(1).slice(0, 1),
        [0, 1, 2].map((i) => ({ title: "t", body: words(50, i).join(" ") }))
      ]) {
        assert.deepStrictEqual((yield* similar(posts)).rows, [])
      }
    })
  )
})
