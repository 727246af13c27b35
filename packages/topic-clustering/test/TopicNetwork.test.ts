import { assert, describe, it } from "@effect/vitest"
import { FixedListColumn } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { random } from "@praxis/numerics/random"
import { TopicCentroids } from "@praxis/tables/Topics"
import { Effect } from "effect"
import { TopicNetwork } from "../src/TopicNetwork.ts"
import { topicsTable, vectorsTable } from "./tables.ts"

const centroidsTable = (centroids: ReadonlyArray<ReadonlyArray<number>>, sizes: ReadonlyArray<number>) =>
  Table.make(TopicCentroids, {
    topic: Int32Array.from(centroids.keys()),
    size: Uint32Array.from(sizes),
    centroid: new FixedListColumn(centroids.length, centroids[0]?.length ?? 0, Float64Array.from(centroids.flat()))
  })

interface TestNetwork {
  readonly vectors: ReadonlyArray<ReadonlyArray<number>>
  readonly topics: ReadonlyArray<number>
  readonly centroids: ReadonlyArray<ReadonlyArray<number>>
  readonly sizes: ReadonlyArray<number>
}

const networkOf = ({ vectors, topics, centroids, sizes }: TestNetwork, threshold = 0.2, seed = 1) =>
  Effect.map(
    runStage(TopicNetwork, {
      inputs: {
        lsa: vectorsTable(vectors),
        topics: topicsTable(topics.map((topic) => ({ topic }))),
        centroids: centroidsTable(centroids, sizes)
      },
      params: { threshold, starts: 5 },
      seed
    }),
    ({ output }) => ({
      links: Table.toRows(output["topic-links"]),
      communities: Table.toRows(output["topic-communities"])
    })
  )

/** Six topics in three pairs: posts of a pair stand between its two axes, nearer to the own. Pair 2 has the most posts. */
const pairs = (): TestNetwork => {
  const next = random(4)
  const topics = Array.from({ length: 240 }, (_, i) => [0, 1, 2, 3, 4, 5, 4, 5][i % 8]!)
  const vectors = topics.map((topic) => {
    const other = topic % 2 === 0 ? topic + 1 : topic - 1
    const vector = Array.from({ length: 6 }, (_, dim) => 0.05 * next() + (dim === topic ? 1 : dim === other ? 0.7 : 0))
    const length = Math.hypot(...vector)
    return vector.map((value) => value / length)
  })
  const centroids = Array.from({ length: 6 }, (_, topic) =>
    Array.from({ length: 6 }, (_, dim) => Number(dim === topic))
  )
  return { vectors, topics, centroids, sizes: [30, 30, 30, 30, 60, 60] }
}

describe("TopicNetwork", () => {
  it.effect("links topics whose posts lean to one another, worked out by hand", () =>
    Effect.gen(function* () {
      // Cosines to the axes are the vectors themselves; columns .8 0 .6 and .6 0 .8 correlate by .8846.
      const { links, communities } = yield* networkOf({
        vectors: [
          [0.8, 0.6, 0],
          [0, 0, 1],
          [0.6, 0.8, 0],
          [0, 0, 0]
        ],
        topics: [0, 2, 1, -1],
        centroids: [
          [2, 0, 0],
          [0, 1, 0],
          [0, 0, 0.5]
        ],
        sizes: [1, 1, 1]
      })
      const mean = 1.4 / 3
      const expected = (0.48 * 2 - 3 * mean ** 2) / (0.64 + 0.36 - 3 * mean ** 2)
      assert.deepStrictEqual(
        links.map(({ a, b }) => [a, b]),
        [[0, 1]]
      )
      assert.approximately(links[0]!.correlation, expected, 1e-12)
      assert.deepStrictEqual(communities, [
        { topic: 0, community: 0, strength: links[0]!.correlation },
        { topic: 1, community: 0, strength: links[0]!.correlation },
        { topic: 2, community: 1, strength: 0 }
      ])
    })
  )

  it.effect("finds communities and numbers them by falling posts, of equals by the lowest topic", () =>
    Effect.gen(function* () {
      const { links, communities } = yield* networkOf(pairs())
      assert.deepStrictEqual(
        links.map(({ a, b }) => [a, b]),
        [
          [0, 1],
          [2, 3],
          [4, 5]
        ]
      )
      assert.deepStrictEqual(
        communities.map(({ community }) => community),
        [1, 1, 2, 2, 0, 0]
      )
    })
  )

  it.effect("gives every topic a community of its own where no correlation is above the threshold", () =>
    Effect.gen(function* () {
      const { links, communities } = yield* networkOf(pairs(), 1)
      assert.deepStrictEqual(links, [])
      assert.deepStrictEqual(
        communities.map(({ community, strength }) => [community, strength]),
        [2, 3, 4, 5, 0, 1].map((community) => [community, 0])
      )
    })
  )

  it.effect("gives the same for the same seed, and whatever the order of posts but for rounding", () =>
    Effect.gen(function* () {
      const network = pairs()
      const first = yield* networkOf(network)
      assert.deepStrictEqual(yield* networkOf(network), first)
      const turned = yield* networkOf({
        ...network,
        vectors: network.vectors.toReversed(),
        topics: network.topics.toReversed()
      })
      assert.deepStrictEqual(
        turned.communities.map(({ community }) => community),
        first.communities.map(({ community }) => community)
      )
      for (const [i, { correlation }] of turned.links.entries()) {
        assert.approximately(correlation, first.links[i]!.correlation, 1e-12)
      }
    })
  )

  it.effect("gives no row where there is no topic", () =>
    Effect.gen(function* () {
      const found = yield* networkOf({ vectors: [[0, 0]], topics: [-1], centroids: [], sizes: [] })
      assert.deepStrictEqual(found, { links: [], communities: [] })
    })
  )
})
