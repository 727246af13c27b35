/** The comparison against a plain one with maps, on rows in any order, cut into any batches. */
import { assert, describe, it } from "@effect/vitest"
import { compareTables } from "@praxis/dataflow/compareTables"
import * as Table from "@praxis/dataflow/Table"
import { tableHandle } from "@praxis/dataflow/testing"
import { Effect } from "effect"

const Scores = Table.contract("scores", { site: Table.utf8, id: Table.uint32, name: Table.utf8, score: Table.float64 })
type Row = Table.RowOf<typeof Scores>

/** Numbers in [0, 1) from a seed (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b_79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const shuffled = <A>(items: ReadonlyArray<A>, random: () => number): ReadonlyArray<A> =>
  items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

const versions = (seed: number, order: (rows: ReadonlyArray<Row>, random: () => number) => ReadonlyArray<Row>) => {
  const random = randomFrom(seed)
  const row = (site: string, id: number): Row => ({ site, id, name: `n${Math.floor(random() * 9)}`, score: random() })
  const a = Array.from({ length: 1500 }, (_, i) => row(`site ${i % 7}`, Math.floor(i / 7)))
  const kept = a.filter(() => random() > 0.1)
  const moved = kept.map((each) => (random() > 0.3 ? each : { ...each, score: random(), name: each.name }))
  const renamed = moved.map((each) => (random() > 0.2 ? each : { ...each, name: `n${Math.floor(random() * 9)}` }))
  const added = Array.from({ length: 120 }, (_, i) => row("site new", i))
  return { a, b: order([...renamed, ...added], random) }
}

const keyOf = ({ site, id }: Row) => `${site}/${id}`

const plainly = (a: ReadonlyArray<Row>, b: ReadonlyArray<Row>) => {
  const before = new Map(a.map((row) => [keyOf(row), row]))
  const shared = b.filter((row) => before.has(keyOf(row)))
  const moves = shared.map((row) => row.score - before.get(keyOf(row))!.score).filter((change) => change !== 0)
  const largest = moves.reduce((most, change) => Math.max(most, Math.abs(change)), 0)
  const names = shared.filter((row) => row.name !== before.get(keyOf(row))!.name)
  const changed = shared.filter((row) => {
    const old = before.get(keyOf(row))!
    return old.name !== row.name || old.score !== row.score
  })
  return {
    added: b.length - shared.length,
    lost: a.length - shared.length,
    changed: changed.length,
    moves: moves.length,
    names: names.length,
    largest,
    mean: moves.reduce((sum, change) => sum + Math.abs(change), 0) / moves.length
  }
}

describe("compareTables against a plain comparison", () => {
  it.effect.each([
    [1, "in the same order", (rows: ReadonlyArray<Row>) => rows],
    [2, "shuffled", shuffled<Row>],
    [3, "backwards", (rows: ReadonlyArray<Row>) => rows.toReversed()]
  ] as const)("%s: rows %s", ([seed, , order]) =>
    Effect.gen(function* () {
      const { a, b } = versions(seed, order)
      const expected = plainly(a, b)
      for (const [batchA, batchB] of [
        [97, 61],
        [1500, 2000],
        [5, 400]
      ] as const) {
        const found = yield* compareTables(
          tableHandle(Table.fromRows(Scores, a), batchA),
          tableHandle(Table.fromRows(Scores, b), batchB)
        )
        assert.deepStrictEqual(found.key, ["site", "id"])
        assert.strictEqual(found.reordered, seed !== 1)
        const [name, score] = found.values
        assert.strictEqual(score?.kind, "number")
        const { largest, mean, changed } = score as Extract<typeof score, { kind: "number" }>
        assert.approximately(mean!, expected.mean, 1e-12)
        assert.deepStrictEqual(
          {
            added: found.added.count,
            lost: found.lost.count,
            changed: found.changed,
            moves: changed,
            names: name!.changed,
            largest: Math.abs(largest!.change),
            mean: expected.mean
          },
          expected
        )
      }
    })
  )
})
