import { assert, describe, it } from "@effect/vitest"
import { compareTables } from "@praxis/dataflow/compareTables"
import * as Table from "@praxis/dataflow/Table"
import { tableHandle } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { KeyHasher } from "../src/internal/KeyIndex.ts"

const compare = (a: Table.Table<any>, b: Table.Table<any>, batchA = 3, batchB = 2) =>
  compareTables(tableHandle(a, batchA), tableHandle(b, batchB))
const none = { count: 0, examples: [] }
const sameColumns = { added: [], lost: [], retyped: [] }

const Terms = Table.contract("topic-terms", {
  topic: Table.int32,
  rank: Table.uint32,
  term: Table.utf8,
  score: Table.float64
})
const terms = (...rows: ReadonlyArray<readonly [number, number, string, number]>) =>
  Table.fromRows(
    Terms,
    rows.map(([topic, rank, term, score]) => ({ topic, rank, term, score }))
  )

describe("compareTables", () => {
  it.effect("finds rows again by the fewest leading columns that no two rows share", () =>
    Effect.gen(function* () {
      const a = terms([0, 1, "plot", 0.5], [0, 2, "axis", 0.25], [1, 1, "gpu", 1], [1, 2, "cuda", 0.5])
      const b = terms([0, 1, "plot", 0.5], [0, 2, "axis", 0.75], [1, 1, "gpu", 0], [2, 1, "csv", 1])
      assert.deepStrictEqual(yield* compare(a, b), {
        key: ["topic", "rank"],
        keyIsRowNumber: false,
        added: { count: 1, examples: ["topic 2, rank 1"] },
        lost: { count: 1, examples: ["topic 1, rank 2"] },
        shared: 3,
        changed: 2,
        reordered: false,
        columns: sameColumns,
        values: [
          {
            kind: "number",
            column: "score",
            type: "float64",
            changed: 2,
            largest: { row: "topic 1, rank 1", a: "1", b: "0", change: -1 },
            mean: 0.75,
            uncounted: 0
          }
        ]
      })
    })
  )

  it.effect("takes the texts that follow a row number for the key, so that an added row moves no other", () =>
    Effect.gen(function* () {
      const Topics = Table.contract("topics", {
        doc: Table.uint32,
        site: Table.utf8,
        id: Table.utf8,
        topic: Table.int32
      })
      const topics = (...rows: ReadonlyArray<readonly [string, string, number]>) =>
        Table.fromRows(
          Topics,
          rows.map(([site, id, topic], doc) => ({ doc, site, id, topic }))
        )
      const a = topics(["ai", "2", 0], ["ai", "3", 1], ["so", "2", 0], ["so", "9", 2])
      const b = topics(["ai", "1", 5], ["ai", "2", 0], ["ai", "3", 1], ["so", "2", 4], ["so", "9", 2])
      const found = yield* compare(a, b)
      assert.deepStrictEqual(found.key, ["site", "id"])
      assert.deepStrictEqual(found.added, { count: 1, examples: ["ai, 1"] })
      assert.deepStrictEqual(found.lost, none)
      assert.deepStrictEqual(
        found.values.map(({ column, changed }) => [column, changed]),
        [
          ["doc", 4],
          ["topic", 1]
        ]
      )
    })
  )

  it.effect("keeps a row number for the key where numbers follow it, since counts tell rows apart by chance only", () =>
    Effect.gen(function* () {
      const Sizes = Table.contract("sizes", { topic: Table.int32, posts: Table.uint32 })
      const sizes = (...posts: ReadonlyArray<number>) =>
        Table.fromRows(
          Sizes,
          posts.map((n, topic) => ({ topic, posts: n }))
        )
      const { key, keyIsRowNumber, values } = yield* compare(sizes(9, 5, 1), sizes(9, 6, 1))
      assert.deepStrictEqual([key, keyIsRowNumber], [["topic"], true])
      assert.deepInclude(values[0], {
        column: "posts",
        largest: { row: "topic 1", a: "5", b: "6", change: 1 },
        mean: 1
      })
    })
  )

  it.effect("compares by position where nothing tells the rows apart", () =>
    Effect.gen(function* () {
      const Words = Table.contract("words", { word: Table.utf8 })
      const words = (...all: ReadonlyArray<string>) =>
        Table.fromRows(
          Words,
          all.map((word) => ({ word }))
        )
      const found = yield* compare(words("a", "b", "a", "c"), words("a", "x", "a"))
      assert.deepStrictEqual(found, {
        key: [],
        keyIsRowNumber: false,
        added: none,
        lost: { count: 1, examples: ["row 3"] },
        shared: 3,
        changed: 1,
        reordered: false,
        columns: sameColumns,
        values: [
          { kind: "value", column: "word", type: "utf8", changed: 1, examples: [{ row: "row 1", a: '"b"', b: '"x"' }] }
        ]
      })
    })
  )

  it.effect("passes over flags and columns with nulls for a key, and looks no further than the first fraction", () =>
    Effect.gen(function* () {
      const Odd = Table.contract("odd", { maybe: Table.nullable(Table.utf8), flag: Table.bool, n: Table.uint32 })
      const odd = Table.fromRows(Odd, [
        { maybe: "a", flag: true, n: 8 },
        { maybe: "b", flag: false, n: 9 }
      ])
      assert.deepStrictEqual((yield* compare(odd, odd)).key, ["n"])
      const Late = Table.contract("late", { share: Table.float64, n: Table.uint32 })
      const late = Table.fromRows(Late, [
        { share: 0.5, n: 1 },
        { share: 0.25, n: 2 }
      ])
      assert.deepStrictEqual((yield* compare(late, late)).key, [])
    })
  )

  it.effect("sees rows in another order, and that their values are the same", () =>
    Effect.gen(function* () {
      const a = terms([0, 1, "a", 1], [0, 2, "b", 2], [1, 1, "c", 3], [2, 1, "d", 4], [3, 1, "e", 5])
      const b = terms([3, 1, "e", 5], [0, 2, "b", 2], [2, 1, "d", 4], [0, 1, "a", 1], [1, 1, "c", 3])
      const found = yield* compare(a, b, 2, 3)
      assert.deepInclude(found, { added: none, lost: none, shared: 5, changed: 0, reordered: true, values: [] })
      assert.isFalse((yield* compare(a, a, 2, 3)).reordered)
    })
  )

  it.effect("keeps changes that are no number out of largest and mean", () =>
    Effect.gen(function* () {
      const Scores = Table.contract("scores", { id: Table.utf8, score: Table.nullable(Table.float64) })
      const scores = (...all: ReadonlyArray<number | null>) =>
        Table.fromRows(
          Scores,
          all.map((score, i) => ({ id: `${i}`, score }))
        )
      const a = scores(1, null, Number.NaN, 1, Number.NaN, null)
      const b = scores(null, 2, 3, 5, Number.NaN, null)
      const [change] = (yield* compare(a, b)).values
      assert.deepStrictEqual(change, {
        kind: "number",
        column: "score",
        type: "float64?",
        changed: 4,
        largest: { row: "3", a: "1", b: "5", change: 4 },
        mean: 4,
        uncounted: 3
      })
      assert.deepInclude((yield* compare(scores(1), scores(null))).values[0], {
        largest: null,
        mean: null,
        uncounted: 1
      })
    })
  )

  it.effect("counts changed lists, those of another length, and the largest change of an item", () =>
    Effect.gen(function* () {
      const Vectors = Table.contract("vectors", {
        doc: Table.uint32,
        vector: Table.fixedList(Table.float64, "dims"),
        tags: Table.list(Table.utf8)
      })
      const vectors = (...rows: ReadonlyArray<readonly [ReadonlyArray<number>, ReadonlyArray<string>]>) =>
        Table.fromRows(
          Vectors,
          rows.map(([vector, tags], doc) => ({ doc, vector, tags })),
          { dims: 2 }
        )
      const a = vectors([[0, 1], ["a"]], [[1, 0], ["b"]], [[1, 1], []])
      const b = vectors(
        [[0, 1], ["a"]],
        [
          [0.5, 0.25],
          ["b", "c"]
        ],
        [[1, 1.125], ["x"]]
      )
      const { values } = yield* compare(a, b)
      assert.deepStrictEqual(values, [
        {
          kind: "list",
          column: "vector",
          type: "list<float64>[dims]",
          changed: 2,
          otherLength: 0,
          largestItem: 0.5,
          examples: [{ row: "doc 1", a: "[1, 0]", b: "[0.5, 0.25]" }]
        },
        {
          kind: "list",
          column: "tags",
          type: "list<utf8>",
          changed: 2,
          otherLength: 2,
          largestItem: null,
          examples: [{ row: "doc 1", a: '["b"]', b: '["b", "c"]' }]
        }
      ])
      const wider = Table.fromRows(Vectors, [{ doc: 0, vector: [0, 1, 0], tags: ["a"] }], { dims: 3 })
      assert.deepInclude((yield* compare(vectors([[0, 1], ["a"]]), wider)).values[0], {
        otherLength: 1,
        largestItem: null
      })
    })
  )

  it.effect("takes the difference of 64-bit integers before it rounds", () =>
    Effect.gen(function* () {
      const Big = Table.contract("big", { id: Table.utf8, n: Table.int64 })
      const big = (n: bigint) => Table.fromRows(Big, [{ id: "x", n }])
      const { values } = yield* compare(big(2n ** 60n), big(2n ** 60n + 1n))
      assert.deepInclude(values[0], { mean: 1 })
    })
  )

  it.effect("names columns that only one side has or that have another type, and compares the rest", () =>
    Effect.gen(function* () {
      const Old = Table.contract("t", { id: Table.utf8, n: Table.uint32, gone: Table.bool, x: Table.float64 })
      const New = Table.contract("t", { id: Table.utf8, n: Table.float64, x: Table.float64, come: Table.utf8 })
      const found = yield* compare(
        Table.fromRows(Old, [{ id: "a", n: 1, gone: true, x: 1 }]),
        Table.fromRows(New, [{ id: "a", n: 1, x: 2, come: "" }])
      )
      assert.deepStrictEqual(found.columns, {
        added: ["come: utf8"],
        lost: ["gone: bool"],
        retyped: [{ column: "n", a: "uint32", b: "float64" }]
      })
      assert.deepStrictEqual(
        found.values.map(({ column }) => column),
        ["x"]
      )
    })
  )

  it.effect("does not take two keys for one because their hashes are the same", () =>
    Effect.gen(function* () {
      const Pairs = Table.contract("pairs", { x: Table.int64, y: Table.int64 })
      const { x1, x2, y2 } = collision()
      const pairs = (x: bigint, ...ys: ReadonlyArray<bigint>) =>
        Table.fromRows(
          Pairs,
          ys.map((y) => ({ x, y }))
        )
      const found = yield* compare(pairs(x1, 0n, 1n), pairs(x2, y2, 1n))
      assert.deepInclude(found, { key: ["x", "y"], shared: 0 })
      assert.deepStrictEqual(found.lost, { count: 2, examples: [`x ${x1}, y 0`, `x ${x1}, y 1`] })
      assert.deepStrictEqual(found.added, { count: 2, examples: [`x ${x2}, y ${y2}`, `x ${x2}, y 1`] })
    })
  )

  it.effect("compares with a table of no rows", () =>
    Effect.gen(function* () {
      const all = terms([0, 1, "a", 1], [0, 2, "b", 2], [1, 1, "c", 3], [1, 2, "d", 3])
      assert.deepInclude(yield* compare(terms(), all), {
        added: { count: 4, examples: ["topic 0, rank 1", "topic 0, rank 2", "topic 1, rank 1"] },
        lost: none,
        shared: 0
      })
      assert.deepInclude(yield* compare(all, terms()), {
        added: none,
        lost: { count: 4, examples: ["topic 0, rank 1", "topic 0, rank 2", "topic 1, rank 1"] },
        shared: 0
      })
    })
  )
})

/**
 * Numbers for which the keys (x1, 0) and (x2, y2) have the same hash. Both halves of the hash take each word by exclusive
 * or, so two prefixes that leave the same difference between the halves are brought together by one further word.
 */
const collision = () => {
  const hasher = new KeyHasher()
  const after = (x: bigint) => {
    hasher.begin()
    hasher.column(Table.int64, BigInt64Array.of(x), 0)
    return { high: hasher.high, low: hasher.low }
  }
  const seen = new Map<number, bigint>()
  for (let x = 0n; ; x++) {
    const { high, low } = after(x)
    const before = seen.get(high ^ low)
    if (before !== undefined) return { x1: before, x2: x, y2: BigInt((after(before).high ^ high) >>> 0) }
    seen.set(high ^ low, x)
  }
}
