import { assert, describe, it } from "@effect/vitest"
import { splitTopics } from "../src/trends/splitTopics.ts"
import { plantedCounts, sparseMatrix } from "./sparse.ts"

const recipe = {
  vectors: { sublinearTf: true, idf: "smooth", norm: "l2", dims: 3, oversampling: 4, powerIterations: 2 },
  clusters: { method: "lloyd", maxIterations: 100, tolerance: 0 },
  k: 3,
  nWords: 4,
  sketchSeed: 1
} as const

const { counts } = plantedCounts(3, { nTopics: 3, perTopic: 40, wordsPerTopic: 4, length: 8, noise: 0 })
const docs = Uint32Array.from({ length: counts.nRows }, (_, doc) => doc)

describe("splitTopics", () => {
  for (const start of [1, 2, 3, 4]) {
    it(`places posts where they are if they are the ones that found the topics, and numbers topics by size (start ${start})`, () => {
      // 40, 30 and 10 posts of the three planted topics.
      const finding = docs.filter((doc) => (doc % 3 === 1 ? doc < 90 : doc % 3 === 2 ? doc < 30 : true))
      const { found, placed, words } = splitTopics(counts, {
        ...recipe,
        finding,
        testing: finding,
        startSeeds: [start]
      })
      assert.deepStrictEqual(placed, found)
      assert.deepStrictEqual(
        found,
        Int32Array.from(finding, (doc) => doc % 3)
      )
      words.forEach((terms, topic) => {
        assert.deepStrictEqual(new Set(Array.from(terms, (term) => Math.floor(term / 4))), new Set([topic]))
      })
    })
  }

  it("lets no testing post move a topic", () => {
    const finding = docs.filter((doc) => doc < 60)
    const job = { ...recipe, finding, startSeeds: [1] }
    const few = splitTopics(counts, { ...job, testing: Uint32Array.of(60, 61) })
    const many = splitTopics(counts, { ...job, testing: docs.filter((doc) => doc >= 60) })
    assert.deepStrictEqual(few.found, many.found)
    assert.deepStrictEqual(few.words, many.words)
    assert.deepStrictEqual(few.placed, many.placed.slice(0, 2))
  })

  it("leaves a testing post unassigned that has no word of the finding posts, and all where none has a word", () => {
    const own = sparseMatrix([
      [2, 1, 0],
      [1, 2, 0],
      [0, 0, 3]
    ])
    const finding = Uint32Array.of(0, 1)
    const testing = Uint32Array.of(2)
    const job = { ...recipe, k: 2, finding, testing, startSeeds: [1] }
    assert.deepStrictEqual(splitTopics(own, job).placed, Int32Array.of(-1))
    assert.deepStrictEqual(
      splitTopics(
        sparseMatrix([
          [0, 0],
          [0, 0],
          [1, 0]
        ]),
        job
      ),
      {
        found: Int32Array.of(-1, -1),
        placed: Int32Array.of(-1),
        words: []
      }
    )
  })
})
