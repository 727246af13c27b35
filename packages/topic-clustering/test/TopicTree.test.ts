import { assert, describe, it } from "@effect/vitest"
import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { TopicCentroids } from "@praxis/tables/Topics"
import { Effect } from "effect"
import { TopicTree } from "../src/TopicTree.ts"
import { countedTexts, topicsTable } from "./tables.ts"

const treeOf = (
  posts: ReadonlyArray<readonly [topic: number, text: string]>,
  centroids: ReadonlyArray<ReadonlyArray<number>>,
  nWords = 2
) =>
  Effect.map(
    runStage(TopicTree, {
      inputs: {
        ...countedTexts(posts.map(([, text]) => text)),
        topics: topicsTable(posts.map(([topic]) => ({ topic }))),
        centroids: Table.make(TopicCentroids, {
          topic: Int32Array.from(centroids.keys()),
          size: Uint32Array.from(centroids, (_, topic) => posts.filter(([each]) => each === topic).length),
          centroid: new FixedListColumn(
            centroids.length,
            centroids[0]?.length ?? 0,
            Float64Array.from(centroids.flat())
          )
        })
      },
      params: { nWords }
    }),
    ({ output }) => Table.toRows(output)
  )

describe("TopicTree", () => {
  it.effect("merges the nearest topics first and names what they made by the words of their summed counts", () =>
    Effect.gen(function* () {
      const rows = yield* treeOf(
        [
          [0, "kernel kernel notebook"],
          [1, "plot axis"],
          [2, "axis plot plot notebook"],
          [-1, "spam spam spam"]
        ],
        [[0], [4], [5]]
      )
      // plot 3, axis 2, notebook 1 of 6 words; A = 9/3: 3 ln 2 = 2.08, 2 ln 2.5 = 1.83, ln 2.5 = .92.
      // In the root kernel has 2 ln 2.5, as axis has, which is the first by its number.
      assert.deepStrictEqual(rows, [
        { node: 3, left: 1, right: 2, height: 1, posts: 2, words: ["plot", "axis"] },
        { node: 4, left: 0, right: 3, height: rows[1]!.height, posts: 3, words: ["plot", "axis"] }
      ])
      assert.approximately(rows[1]!.height, Math.sqrt((2 * 1 * 2 * 4.5 ** 2) / 3), 1e-12)
    })
  )

  it.effect("lets words of all topics weigh less, by the idf of the study's topics", () =>
    Effect.gen(function* () {
      const rows = yield* treeOf(
        [
          [0, "common common common common kernel"],
          [1, "common common plot"],
          [2, "common plot"]
        ],
        [[0], [4], [5]]
      )
      // Of the merged topic common has 3 ln(1 + (10/3)/7) = 1.17 and plot 2 ln(1 + (10/3)/2) = 1.96.
      assert.deepStrictEqual(rows[0]!.words, ["plot", "common"])
    })
  )

  it.effect("weighs topics by their posts", () =>
    Effect.gen(function* () {
      const posts = [...Array.from({ length: 9 }, () => [0, "a"] as const), [1, "b"] as const, [2, "c"] as const]
      const rows = yield* treeOf(posts, [[0], [2], [4.2]])
      // 9·1/10 · 4 = 3.6 for the large and the middle one, 1·1/2 · 4.84 = 2.42 for the two small ones.
      assert.deepStrictEqual(
        rows.map(({ left, right, posts }) => [left, right, posts]),
        [
          [1, 2, 2],
          [0, 3, 11]
        ]
      )
    })
  )

  it.effect("names no word that does not occur, and gives no row for one topic or none", () =>
    Effect.gen(function* () {
      const rows = yield* treeOf(
        [
          [0, "a"],
          [1, "b"],
          [2, ""]
        ],
        [[0], [1], [9]],
        5
      )
      assert.deepStrictEqual(
        rows.map(({ words }) => words),
        [
          ["a", "b"],
          ["a", "b"]
        ]
      )
      assert.deepStrictEqual(yield* treeOf([[0, "a"]], [[1]]), [])
      assert.deepStrictEqual(yield* treeOf([[-1, "a"]], []), [])
    })
  )

  it.effect("gives the same whatever the order of posts", () =>
    Effect.gen(function* () {
      const posts = Array.from({ length: 40 }, (_, i) => [i % 4, ["a b", "b c", "c d", "d a"][i % 4]!] as const)
      const centroids = [
        [0, 0],
        [0, 1],
        [3, 3],
        [3, 5]
      ]
      assert.deepStrictEqual(yield* treeOf(posts.toReversed(), centroids), yield* treeOf(posts, centroids))
    })
  )
})
