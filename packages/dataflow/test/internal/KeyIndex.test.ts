import { assert, describe, it } from "@effect/vitest"
import { Utf8Column } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { KeyHasher, KeyIndex } from "../../src/internal/KeyIndex.ts"

const hashOf = (...parts: ReadonlyArray<string | number | bigint>) => {
  const hasher = new KeyHasher()
  hasher.begin()
  for (const part of parts) {
    if (typeof part === "string") hasher.column(Table.utf8, Utf8Column.from([part]), 0)
    else if (typeof part === "bigint") hasher.column(Table.int64, BigInt64Array.of(part), 0)
    else hasher.column(Table.float64, Float64Array.of(part), 0)
  }
  const { high, low } = hasher.end()
  return { high, low }
}

describe("KeyIndex", () => {
  it("finds the row of each key, and none of others", () => {
    const n = 20_000
    const index = new KeyIndex(n)
    for (let i = 0; i < n; i++) assert.isTrue(index.add(hashOf("so", i)))
    for (let i = 0; i < n; i += 7) assert.strictEqual(index.find(hashOf("so", i)), i)
    for (let i = 0; i < n; i += 7) assert.strictEqual(index.find(hashOf("ai", i)), -1)
    assert.isFalse(index.add(hashOf("so", 17)))
  })

  it("takes keys that differ in half of the hash for two, and works full and empty", () => {
    const index = new KeyIndex(3)
    assert.strictEqual(new KeyIndex(0).find({ high: 1, low: 1 }), -1)
    assert.isTrue(index.add({ high: 1, low: 5 }))
    assert.isTrue(index.add({ high: 2, low: 5 }))
    assert.isTrue(index.add({ high: 1, low: 5 + 16 }))
    assert.deepStrictEqual(
      [index.find({ high: 1, low: 5 }), index.find({ high: 2, low: 5 }), index.find({ high: 1, low: 21 })],
      [0, 1, 2]
    )
    assert.strictEqual(index.find({ high: 3, low: 5 }), -1)
  })
})

describe("KeyHasher", () => {
  it("tells apart where one text ends and the next begins, and 64-bit integers beyond 2^53", () => {
    assert.notDeepEqual(hashOf("ab", "c"), hashOf("a", "bc"))
    assert.notDeepEqual(hashOf("", "a"), hashOf("a", ""))
    assert.notDeepEqual(hashOf(2n ** 60n), hashOf(2n ** 60n + 1n))
    assert.deepStrictEqual(hashOf("so", 12), hashOf("so", 12))
  })

  it("gives 200,000 neighbouring keys different hashes, also in each half", () => {
    const [both, high, low] = [new Set<string>(), new Set<number>(), new Set<number>()]
    for (let site = 0; site < 4; site++) {
      for (let id = 0; id < 50_000; id++) {
        const hash = hashOf(`site${site}`, `${id}`)
        both.add(`${hash.high}/${hash.low}`)
        high.add(hash.high)
        low.add(hash.low)
      }
    }
    assert.strictEqual(both.size, 200_000)
    // By chance 200,000² / 2³³ ≈ 5 of 32 bits meet.
    assert.isAbove(Math.min(high.size, low.size), 199_950)
  })
})
