import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { sparseRowsAt } from "../src/sparseRowsAt.ts"
import { bootstrapPosts } from "../src/stability/bootstrapPosts.ts"
import { samplePosts } from "../src/stability/samplePosts.ts"
import { shuffleTokens } from "../src/stability/shuffleTokens.ts"
import { denseRows, plantedCounts, sparseMatrix } from "./sparse.ts"

const sum = (values: ReadonlyArray<number>) => values.reduce((total, value) => total + value, 0)
const columnSums = (rows: ReadonlyArray<ReadonlyArray<number>>) =>
  rows[0]!.map((_, column) => sum(rows.map((row) => row[column]!)))

describe("shuffleTokens", () => {
  const { counts } = plantedCounts(1, { nTopics: 3, perTopic: 30, wordsPerTopic: 5, length: 8, noise: 0 })

  it("keeps the tokens of each post and of each term, and the form of the matrix", () => {
    const shuffled = shuffleTokens(counts, random(4))
    const [before, after] = [denseRows(counts), denseRows(shuffled)]
    assert.deepStrictEqual(after.map(sum), before.map(sum))
    assert.deepStrictEqual(columnSums(after), columnSums(before))
    assert.deepStrictEqual(sparseMatrix(after), shuffled)
  })

  it("leaves nothing of the topics: a post's words come from all of them", () => {
    const shuffled = denseRows(shuffleTokens(counts, random(4)))
    const topics = shuffled.map((row) => [0, 5, 10].filter((at) => sum(row.slice(at, at + 5)) > 0).length)
    // 8 words all of one topic have chance 3^-7.
    assert.isBelow(topics.filter((n) => n === 1).length, 3)
  })

  it("deals every order equally often", () => {
    // Two posts of one token each, terms 0 and 1: half of the deals swap them.
    const two = sparseMatrix([
      [1, 0],
      [0, 1]
    ])
    const next = random(9)
    const swapped = Array.from({ length: 1000 }, () => shuffleTokens(two, next).indices[0]!)
    assert.closeTo(sum(swapped), 500, 60)
  })

  it("takes posts without a token and a corpus without one", () => {
    assert.deepStrictEqual(denseRows(shuffleTokens(sparseMatrix([[0], [3]]), random(1))), [[0], [3]])
    assert.strictEqual(shuffleTokens(sparseMatrix([], 2), random(1)).nRows, 0)
  })
})

describe("bootstrapPosts", () => {
  it("gives each post once, ascending, about 63 % of them", () => {
    const posts = bootstrapPosts(10_000, random(2))
    assert.deepStrictEqual(posts, Uint32Array.from(new Set(posts)).sort())
    assert.closeTo(posts.length, 6321, 100)
  })
})

describe("samplePosts", () => {
  const { counts } = plantedCounts(1, { nTopics: 2, perTopic: 50, wordsPerTopic: 5, length: 8, noise: 0.3 })
  const all = { kept: Uint32Array.from({ length: 100 }, (_, i) => i), shuffleSeed: null, bootstrapSeed: null }

  it("gives the kept posts as they are, or a bootstrap sample of them, by row of the corpus", () => {
    assert.deepStrictEqual(samplePosts(counts, all), { posts: all.kept, counts })
    const kept = all.kept.filter((post) => post % 3 === 0)
    const ofKept = sparseRowsAt(counts, kept)
    assert.deepStrictEqual(samplePosts(ofKept, { ...all, kept, shuffleSeed: 3 }).posts, kept)
    const sampled = samplePosts(ofKept, { ...all, kept, bootstrapSeed: 5 })
    for (const post of sampled.posts) assert.include(Array.from(kept), post)
    const rows = denseRows(counts)
    assert.deepStrictEqual(
      denseRows(sampled.counts),
      Array.from(sampled.posts, (post) => rows[post]!)
    )
  })

  it("draws a bootstrap sample of the shuffled corpus, which is one for all samples", () => {
    const shuffled = denseRows(samplePosts(counts, { ...all, shuffleSeed: 3 }).counts)
    const sampled = samplePosts(counts, { ...all, shuffleSeed: 3, bootstrapSeed: 5 })
    assert.deepStrictEqual(
      denseRows(sampled.counts),
      Array.from(sampled.posts, (post) => shuffled[post]!)
    )
  })
})
