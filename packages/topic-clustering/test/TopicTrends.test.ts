import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { inline, type KernelRunner } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { random } from "@praxis/numerics/random"
import { wilsonInterval } from "@praxis/numerics/wilsonInterval"
import { Effect } from "effect"
import { TopicTrends } from "../src/TopicTrends.ts"
import { authoredPosts } from "./authoredPosts.ts"
import { postsTable, topicsTable } from "./tables.ts"

interface TestPost {
  readonly topic: number
  readonly year?: number
  readonly createdAt?: number
  readonly author?: number | null
  readonly site?: string
}

const params = { minAuthored: 0.9, permutations: 199 }

const trendsOf = (
  posts: ReadonlyArray<TestPost>,
  {
    overrides = {},
    seed = 1,
    workers = inline
  }: { overrides?: Partial<typeof params>; seed?: number; workers?: KernelRunner } = {}
) =>
  Effect.map(
    runStage(TopicTrends, {
      inputs: {
        topics: topicsTable(posts.map(({ topic, site = "ai" }) => ({ topic, site }))),
        posts: postsTable(
          posts.map(({ year, createdAt, author = null, site = "ai" }) => ({
            site,
            author,
            createdAt: createdAt ?? (year === undefined ? null : Date.UTC(year, 5, 1))
          }))
        )
      },
      params: { ...params, ...overrides },
      seed,
      workers,
      batchRows: 50
    }),
    ({ output, warnings }) => ({
      trends: Table.toRows(output["topic-trends"]),
      change: Table.toRows(output["topic-change"]),
      warnings
    })
  )

const times = <A>(n: number, value: A): ReadonlyArray<A> => Array.from({ length: n }, () => value)

describe("TopicTrends", () => {
  it.effect("gives counts and shares of each year, and a count alone under 5 posts", () =>
    Effect.gen(function* () {
      const { trends, change, warnings } = yield* trendsOf([
        ...times(6, { topic: 0, year: 2019 }),
        ...times(4, { topic: 1, year: 2019 }),
        ...times(2, { topic: -1, year: 2019 }),
        ...times(5, { topic: 1, year: 2021 }),
        { topic: 0 }
      ])
      const { low, high } = wilsonInterval(0.5, 12)
      const alone = { share: null, low: null, high: null }
      const every = { site: "ai", designEffect: 1, interval: "posts treated as independent; too narrow" }
      assert.deepStrictEqual(trends, [
        { ...every, topic: 0, year: 2019, partial: true, posts: 6, total: 12, share: 0.5, low, high },
        { ...every, topic: 0, year: 2020, partial: false, posts: 0, total: 0, ...alone },
        { ...every, topic: 0, year: 2021, partial: true, posts: 0, total: 5, ...alone },
        { ...every, topic: 1, year: 2019, partial: true, posts: 4, total: 12, ...alone },
        { ...every, topic: 1, year: 2020, partial: false, posts: 0, total: 0, ...alone },
        { ...every, topic: 1, year: 2021, partial: true, posts: 5, total: 5, share: 1, ...wilsonInterval(1, 5) }
      ])
      assert.deepStrictEqual(change, [])
      assert.deepStrictEqual(warnings, [
        "posts of ai do not name their authors: no change over the years is tested there, and intervals are too narrow"
      ])
    })
  )

  it.effect("divides the number of posts by the design effect where authors are known", () =>
    Effect.gen(function* () {
      // Eight authors with two posts each, all of one topic or none: the design effect of .5 is (8/7) · 8 / (16 · ¼).
      const { trends } = yield* trendsOf(
        Array.from({ length: 16 }, (_, i) => ({ topic: i < 8 ? 0 : 1, author: Math.floor(i / 2), year: 2020 }))
      )
      assert.strictEqual(trends[0]!.interval, "authors")
      assert.approximately(trends[0]!.designEffect, 16 / 7, 1e-12)
      assert.approximately(trends[0]!.low!, wilsonInterval(0.5, 7).low, 1e-12)
      assert.approximately(trends[0]!.high!, wilsonInterval(0.5, 7).high, 1e-12)
    })
  )

  it.effect("takes authors for unknown where too few posts name one", () =>
    Effect.gen(function* () {
      const posts = Array.from({ length: 10 }, (_, i) => ({ topic: 0, year: 2020, author: i < 8 ? i : null }))
      const { trends } = yield* trendsOf(posts)
      assert.strictEqual(trends[0]!.interval, "posts treated as independent; too narrow")
      const some = yield* trendsOf(posts, { overrides: { minAuthored: 0.8 } })
      assert.strictEqual(some.trends[0]!.interval, "authors")
      const none = yield* trendsOf(
        posts.map((post) => ({ ...post, author: null })),
        { overrides: { minAuthored: 0 } }
      )
      assert.strictEqual(none.trends[0]!.interval, "posts treated as independent; too narrow")
    })
  )

  it.effect("takes a post without an author for one of an author of its own", () =>
    Effect.gen(function* () {
      const { trends } = yield* trendsOf(
        Array.from({ length: 12 }, (_, i) => ({ topic: i < 6 ? 0 : 1, author: i < 6 ? null : i, year: 2020 })),
        { overrides: { minAuthored: 0.5 } }
      )
      assert.deepInclude(trends[0], { interval: "authors" })
      assert.approximately(trends[0]!.designEffect, 12 / 11, 1e-12)
    })
  )

  it.effect("counts unassigned posts in the shares, and tests no topic by them", () =>
    Effect.gen(function* () {
      // Topic 0 has half of the posts each year; the others become unassigned.
      const { change } = yield* trendsOf(
        Array.from({ length: 120 }, (_, i) => {
          const year = 2010 + Math.floor(i / 20)
          return { topic: i % 2 === 0 ? 0 : year < 2013 ? 1 : -1, year, author: i }
        })
      )
      assert.deepStrictEqual(
        change.map(({ topic, slope, p }) => [topic, slope, p]),
        [
          [0, 0, 1],
          [1, change[1]!.slope, 1 / 200]
        ]
      )
      // Benjamini and Hochberg: the smallest of two p-values twice, the other as it is.
      assert.deepStrictEqual(
        change.map(({ q }) => q),
        [1, 2 / 200]
      )
    })
  )

  it.effect("finds a change over whole years by many authors, with its slope, and one family of all sites", () =>
    Effect.gen(function* () {
      // Of 20 posts a year topic 0 has 2 more each year: a slope of .1. 2010 and 2016 are partial and say the opposite.
      const years = [
        ...times(40, { topic: 0, year: 2010 }),
        ...[2, 4, 6, 8, 10].flatMap((n, i) => [
          ...times(n, { topic: 0, year: 2011 + i }),
          ...times(20 - n, { topic: 1, year: 2011 + i })
        ]),
        ...times(40, { topic: 1, year: 2016 })
      ].map((post, author) => ({ ...post, author }))
      const { change } = yield* trendsOf([...years, ...years.map((post) => ({ ...post, site: "stats" }))])
      assert.deepStrictEqual(
        change.map(({ site, topic, family, permutations }) => [site, topic, family, permutations]),
        [
          ["ai", 0, 4, 199],
          ["ai", 1, 4, 199],
          ["stats", 0, 4, 199],
          ["stats", 1, 4, 199]
        ]
      )
      assert.approximately(change[0]!.slope, 0.1, 1e-12)
      assert.approximately(change[1]!.slope, -0.1, 1e-12)
      for (const { p, q } of change) {
        assert.strictEqual(p, 1 / 200)
        assert.strictEqual(q, 1 / 200)
      }
    })
  )

  it.effect("finds no change where one author's many posts make it", () =>
    Effect.gen(function* () {
      const others = Array.from({ length: 60 }, (_, i) => ({ topic: i % 2, year: 2010 + (i % 7), author: i }))
      const { change } = yield* trendsOf([...others, ...times(50, { topic: 0, year: 2015, author: 99 })])
      assert.isAbove(change[0]!.p, 0.2)
    })
  )

  it.effect("tests no topic with under 5 posts in whole years, and none where there is one whole year", () =>
    Effect.gen(function* () {
      const posts = [2010, 2011, 2012, 2013].flatMap((year, i) =>
        Array.from({ length: 10 }, (_, j): TestPost => ({ topic: j < 2 ? 0 : 1, year, author: 10 * i + j }))
      )
      const tested = (posts: ReadonlyArray<TestPost>) =>
        Effect.map(trendsOf(posts), ({ change }) => change.map(({ topic, family }) => [topic, family]))
      assert.deepStrictEqual(yield* tested(posts), [[1, 1]])
      assert.deepStrictEqual(yield* tested([...posts, { topic: 0, year: 2011, author: 99 }]), [
        [0, 2],
        [1, 2]
      ])
      assert.deepStrictEqual(yield* tested(posts.filter(({ year }) => year! < 2013)), [])
    })
  )

  it.effect("gives the same whatever the order of posts, the names of authors and the number of threads", () =>
    Effect.gen(function* () {
      // Times by the quarter, so that an author often has several posts at once.
      const quarter = 91 * 24 * 3600 * 1000
      const posts = authoredPosts(5, 60, 3).map((post) => ({
        ...post,
        createdAt: post.createdAt - (post.createdAt % quarter)
      }))
      const first = yield* trendsOf(posts, { overrides: { permutations: 1200 } })
      const next = random(8)
      const mixed = posts
        .map((post) => ({ at: next(), post: { ...post, author: 1000 - post.author } }))
        .sort((a, b) => a.at - b.at)
        .map(({ post }) => post)
      const threads = yield* Effect.scoped(
        Effect.flatMap(WorkersThreads.make({ size: 2 }), (workers) =>
          trendsOf(mixed, { overrides: { permutations: 1200 }, workers })
        )
      )
      assert.deepStrictEqual(threads, first)
      assert.isAbove(first.change.length, 0)
    })
  )

  it.effect(
    "rejects in at most 7 % of 500 runs without a change at .05, where permuting posts rejects far more",
    () =>
      Effect.gen(function* () {
        let runs = 0
        const rejections = { authors: 0, posts: 0, families: 0 }
        for (let run = 0; run < 500; run++) {
          const posts = authoredPosts(1000 + run, 80, 4)
          const { change } = yield* trendsOf(posts, { seed: run })
          const naive = yield* trendsOf(
            posts.map((post, author) => ({ ...post, author })),
            { seed: run }
          )
          runs++
          rejections.authors += Number(change[0]!.p <= 0.05)
          rejections.posts += Number(naive.change[0]!.p <= 0.05)
          rejections.families += Number(change.some(({ q }) => q <= 0.05))
        }
        const share = (n: number) => n / runs
        assert.isAtMost(share(rejections.authors), 0.07)
        assert.isAtMost(share(rejections.families), 0.07)
        assert.isAtLeast(share(rejections.posts), 0.2)
      }),
    120_000
  )
})
