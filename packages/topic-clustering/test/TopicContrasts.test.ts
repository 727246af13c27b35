import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { inline, type KernelRunner } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { random } from "@praxis/numerics/random"
import { Effect } from "effect"
import { TopicContrasts } from "../src/TopicContrasts.ts"
import { authoredPosts } from "./authoredPosts.ts"
import { countsTable, sparseMatrix, vocabularyTable } from "./sparse.ts"
import { postsTable, topicsTable } from "./tables.ts"

interface TestPost {
  readonly topic: number
  readonly site: string
  readonly author: number | null
  readonly createdAt: number
}

const params = {
  nWords: 3,
  minPosts: 10,
  minAuthored: 0.9,
  permutations: 999,
  sublinearTf: true,
  idf: "smooth",
  norm: "l2",
  dims: 4,
  oversampling: 4,
  powerIterations: 2,
  method: "lloyd",
  starts: 2,
  maxIterations: 100,
  tolerance: 0,
  maxPosts: 10_000
} as const

const wordsPerTopic = 4

/** Each post has six words, all but one in five of its topic's own four: words 4 t to 4 t + 3 for topic t. */
const contrastsOf = (
  posts: ReadonlyArray<TestPost>,
  nTopics: number,
  {
    overrides = {},
    seed = 1,
    workers = inline
  }: { overrides?: Partial<typeof TopicContrasts.params.Type>; seed?: number; workers?: KernelRunner } = {}
) => {
  const next = random(seed)
  const nTerms = nTopics * wordsPerTopic
  const rows = posts.map(({ topic }) => {
    const row = new Array<number>(nTerms).fill(0)
    for (let word = 0; word < 6; word++) {
      const term =
        next() < 0.2 ? Math.floor(next() * nTerms) : topic * wordsPerTopic + Math.floor(next() * wordsPerTopic)
      row[term]!++
    }
    return row
  })
  return Effect.map(
    runStage(TopicContrasts, {
      inputs: {
        counts: countsTable(sparseMatrix(rows)),
        vocabulary: vocabularyTable(nTerms),
        posts: postsTable(posts.map(({ site, author, createdAt }) => ({ site, author, createdAt }))),
        topics: topicsTable(posts.map(({ topic, site }) => ({ topic, site })))
      },
      params: { ...params, ...overrides },
      seed,
      workers,
      batchRows: 100
    }),
    ({ output, warnings }) => ({ rows: Table.toRows(output), warnings })
  )
}

/** Authors of one post each on two sites, evenly over 2010 to 2015; on the first site topic 0 is three times as frequent as on the second. */
const twoSites = (nAuthors: number): ReadonlyArray<TestPost> => {
  const next = random(3)
  return Array.from({ length: nAuthors }, (_, author) => {
    const site = author < nAuthors / 2 ? "ai" : "stats"
    const topic = next() < (site === "ai" ? 0.6 : 0.2) ? 0 : 1 + Math.floor(2 * next())
    return { site, author, topic, createdAt: Date.UTC(2010 + (author % 6), 5, 1) }
  })
}

describe("TopicContrasts", () => {
  it.effect("finds topics on half of the authors and a difference of sites on the other half", () =>
    Effect.gen(function* () {
      const posts = twoSites(400)
      const { rows, warnings } = yield* contrastsOf(posts, 3)
      assert.deepStrictEqual(Array.from(new Set(rows.map(({ contrast }) => contrast))), [
        "sites: ai – stats",
        "years within ai: 2011–2012, then 2013–2014",
        "years within stats: 2011–2012, then 2013–2014"
      ])
      const sites = rows.filter(({ contrast }) => contrast.startsWith("sites"))
      assert.deepStrictEqual(
        sites.map(({ found }) => found),
        [0, 1, 2]
      )
      for (const row of sites) {
        assert.deepInclude(row, { totalA: 100, totalB: 100, units: "authors", family: 9 })
        assert.strictEqual(row.shareA, row.postsA / 100)
        assert.strictEqual(row.difference, row.shareA - row.shareB)
        // The words of a found topic are those of the study's topic that it overlaps most.
        for (const word of row.words) assert.strictEqual(Math.floor(Number(word.slice(1)) / wordsPerTopic), row.topic)
      }
      assert.deepStrictEqual(new Set(sites.map(({ topic }) => topic)), new Set([0, 1, 2]))
      const planted = sites.find(({ topic }) => topic === 0)!
      assert.approximately(planted.difference, 0.4, 0.15)
      assert.strictEqual(planted.p, 1 / 1000)
      assert.isAtMost(planted.q, 0.009)
      for (const { q, contrast } of rows) if (contrast.startsWith("years")) assert.isAbove(q, 0.05)
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("tests no post of an author whose posts found the topics", () =>
    Effect.gen(function* () {
      // One author of each site has 60 posts: they are all on one half or all on the other.
      const base = twoSites(120)
      const posts = [
        ...base,
        ...Array.from({ length: 60 }, () => ({ ...base[0]!, author: 500 })),
        ...Array.from({ length: 60 }, () => ({ ...base.at(-1)!, author: 501 }))
      ]
      const totals = new Set<number>()
      for (let seed = 0; seed < 8; seed++) {
        const { rows } = yield* contrastsOf(posts, 3, { seed })
        totals.add(rows[0]!.totalA)
      }
      assert.deepStrictEqual(
        Array.from(totals).sort((a, b) => a - b),
        [30, 89]
      )
    })
  )

  it.effect("splits and permutes posts where authors are not known, and says so", () =>
    Effect.gen(function* () {
      const { rows } = yield* contrastsOf(
        twoSites(400).map((post) => (post.site === "stats" ? { ...post, author: null } : post)),
        3
      )
      assert.deepStrictEqual(
        new Set(rows.map(({ contrast, units }) => `${contrast.split(":")[0]}: ${units}`)),
        new Set(["sites: posts", "years within ai: authors", "years within stats: posts"])
      )
    })
  )

  it.effect("takes every post for itself where too few name their author", () =>
    Effect.gen(function* () {
      const posts = twoSites(200).map((post) => ({ ...post, author: post.author! % 10 }))
      const some = posts.map((post, i) => ({ ...post, author: i % 2 === 0 ? post.author : null }))
      const none = posts.map((post) => ({ ...post, author: null }))
      assert.deepStrictEqual(yield* contrastsOf(some, 3), yield* contrastsOf(none, 3))
    })
  )

  it.effect("tests a topic that one side has nothing of", () =>
    Effect.gen(function* () {
      const posts = twoSites(400).map((post) => (post.site === "ai" && post.topic === 2 ? { ...post, topic: 0 } : post))
      const { rows } = yield* contrastsOf(posts, 3)
      const alone = rows.find(({ contrast, topic }) => contrast.startsWith("sites") && topic === 2)!
      assert.isBelow(alone.postsA, 5)
      assert.isAbove(alone.postsB, 10)
      assert.strictEqual(alone.p, 1 / 1000)
    })
  )

  it.effect("leaves out a contrast of which either side has too few posts", () =>
    Effect.gen(function* () {
      const few = twoSites(400).filter(({ site, author }) => site === "stats" || author! < 12)
      for (const posts of [few, few.toReversed()]) {
        const { rows } = yield* contrastsOf(posts, 3)
        assert.deepStrictEqual(
          new Set(rows.map(({ contrast }) => contrast)),
          new Set(["years within stats: 2011–2012, then 2013–2014"])
        )
      }
    })
  )

  it.effect("tests nothing where a side has too few posts, and says so", () =>
    Effect.gen(function* () {
      const { rows, warnings } = yield* contrastsOf(twoSites(40), 3, { overrides: { minPosts: 50 } })
      assert.deepStrictEqual(rows, [])
      assert.deepStrictEqual(warnings, [
        "no contrast has 50 posts on each side of the half that tests, so none is tested (topic-contrasts.minPosts)"
      ])
    })
  )

  it.effect("says where permutations are too few for the family, and what is enough", () =>
    Effect.gen(function* () {
      const few = yield* contrastsOf(twoSites(400), 3, { overrides: { permutations: 178 } })
      assert.deepStrictEqual(few.warnings, [
        "178 permutations are too few for 9 tests: no single one can have q ≤ .05; take 179 or more (--set topic-contrasts.permutations=179)"
      ])
      const enough = yield* contrastsOf(twoSites(400), 3, { overrides: { permutations: 179 } })
      assert.deepStrictEqual(enough.warnings, [])
      // One test alone at the lowest p would have this q.
      assert.approximately(9 * Math.min(...enough.rows.map(({ p }) => p)), 0.05, 1e-12)
    })
  )

  it.effect("draws posts of a larger corpus, and says so", () =>
    Effect.gen(function* () {
      const { rows, warnings } = yield* contrastsOf(twoSites(400), 3, { overrides: { maxPosts: 200 } })
      assert.isBelow(rows[0]!.totalA + rows[0]!.totalB, 130)
      assert.deepStrictEqual(warnings, ["the contrasts are of 200 posts, drawn from 400 (topic-contrasts.maxPosts)"])
    })
  )

  it.effect("gives the same for any number of threads", () =>
    Effect.gen(function* () {
      const inThis = yield* contrastsOf(twoSites(200), 3)
      const threads = yield* Effect.scoped(
        Effect.flatMap(WorkersThreads.make({ size: 2 }), (workers) => contrastsOf(twoSites(200), 3, { workers }))
      )
      assert.deepStrictEqual(threads, inThis)
    })
  )

  it.effect(
    "rejects anything in at most 7 % of 500 corpora without a difference, where permuting posts rejects far more",
    () =>
      Effect.gen(function* () {
        // Authors prefer topics and a site, and the two have nothing to do with one another, nor with years.
        const rejected = { authors: 0, posts: 0, single: 0 }
        for (let run = 0; run < 500; run++) {
          const posts = authoredPosts(5000 + run, 100, 3).map((post) => ({
            ...post,
            site: post.author % 2 === 0 ? "ai" : "stats"
          }))
          const { rows } = yield* contrastsOf(posts, 3, { seed: run })
          rejected.authors += Number(rows.some(({ q }) => q <= 0.05))
          rejected.single += Number(rows[0]!.p <= 0.05)
          if (run >= 100) continue
          const unnamed = posts.map((post) => ({ ...post, author: null }))
          const naive = yield* contrastsOf(unnamed, 3, { seed: run })
          rejected.posts += Number(naive.rows.some(({ q }) => q <= 0.05))
        }
        assert.isAtMost(rejected.authors / 500, 0.07)
        assert.isAtMost(rejected.single / 500, 0.07)
        assert.isAtLeast(rejected.posts / 100, 0.2)
      }),
    180_000
  )
})
