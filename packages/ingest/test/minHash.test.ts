import { assert, describe, it } from "@effect/vitest"
import { jaccard } from "../src/jaccard.ts"
import { bandingFor, MinHasher, shareFound } from "../src/minHash.ts"
import { mix } from "../src/mix.ts"

/** Two sets of `n` numbers each that have `both` in common; the same for the same arguments. */
const pairOf = (n: number, both: number, purpose: number) => {
  const numbers = Uint32Array.from({ length: 2 * n - both }, (_, i) => mix(Math.imul(purpose, 7919) + i))
  return { a: numbers.slice(0, n), b: numbers.slice(n - both) }
}

const keysOf = (hasher: MinHasher, bands: number, set: Uint32Array) => {
  const keys = new Uint32Array(bands)
  hasher.keysOf(set, keys, 0, 1)
  return keys
}

const asSet = (numbers: Uint32Array) => Float64Array.from(numbers).sort()

describe("bandingFor", () => {
  it.each([
    [0.8, 128, { bands: 18, rows: 5 }],
    [0.5, 256, { bands: 52, rows: 3 }],
    [0.5, 128, { bands: 25, rows: 2 }],
    [1, 128, { bands: 1, rows: 128 }],
    [0.01, 64, { bands: 64, rows: 1 }]
  ])("for the similarity %s and %s hash functions", (similarity, hashes, banding) =>
    assert.deepStrictEqual(bandingFor(similarity, hashes), banding)
  )

  it("finds 99.9 % at the threshold, and less below", () => {
    const banding = bandingFor(0.8, 128)
    assert.isAtLeast(shareFound(0.8, banding), 0.999)
    assert.approximately(shareFound(0.5, banding), 1 - (1 - 1 / 32) ** 18, 1e-12)
    assert.strictEqual(shareFound(0, banding), 0)
  })
})

describe("MinHasher", () => {
  it("finds as many pairs of each similarity as the curve of its banding predicts", () => {
    const banding = { bands: 18, rows: 5 }
    const hasher = new MinHasher(banding)
    const nPairs = 500
    for (const [n, both] of [
      [120, 24],
      [120, 48],
      [120, 60],
      [120, 72],
      [90, 72],
      [45, 36],
      [100, 90]
    ] as const) {
      let found = 0
      const s = both / (2 * n - both)
      for (let pair = 0; pair < nPairs; pair++) {
        const { a, b } = pairOf(n, both, 1000 * n + both + 17 * pair)
        assert.strictEqual(jaccard(asSet(a), asSet(b)), s)
        const keys = keysOf(hasher, banding.bands, b)
        if (keysOf(hasher, banding.bands, a).some((key, band) => key === keys[band])) found++
      }
      const expected = shareFound(s, banding)
      const deviation = Math.sqrt((expected * (1 - expected)) / nPairs)
      assert.approximately(found / nPairs, expected, 3 * deviation + 1e-3, `similarity ${s}`)
    }
  })

  it("gives the keys of a set, whatever the order and how often its members come", () => {
    const hasher = new MinHasher({ bands: 4, rows: 3 })
    const { a } = pairOf(50, 10, 5)
    const twice = Uint32Array.from([...a.toReversed(), ...a])
    assert.deepStrictEqual(keysOf(hasher, 4, twice), keysOf(hasher, 4, a))
  })
})

describe("jaccard", () => {
  it.each([
    [[], [], 0],
    [[1], [], 0],
    [[1, 2], [1, 2], 1],
    [[1, 2, 3], [2, 3, 4], 0.5],
    [[1, 5], [2, 6], 0]
  ])("of %j and %j is %s", (a, b, similarity) =>
    assert.strictEqual(jaccard(Float64Array.from(a), Float64Array.from(b)), similarity)
  )
})
