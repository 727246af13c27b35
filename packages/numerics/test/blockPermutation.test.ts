import { assert, describe, it } from "@effect/vitest"
import { blockSums, countExtremes, strataOf } from "../src/blockPermutation.ts"
import { random } from "../src/random.ts"

/** Blocks by name, each observation a value and a class. */
const strata = (blocks: Record<string, ReadonlyArray<readonly [value: number, cls: number]>>, nClasses = 2) => {
  const rows = Object.values(blocks).flatMap((observations, block) =>
    observations.map(([value, cls]) => ({ block, value, cls }))
  )
  return strataOf(
    rows.map(({ block }) => block),
    rows.map(({ value }) => value),
    rows.map(({ cls }) => cls),
    nClasses
  )
}

/** The share of all permutations of blocks of one length that are as far from the mean as what was observed, by listing them. */
const exactShare = (values: ReadonlyArray<ReadonlyArray<number>>, classes: ReadonlyArray<ReadonlyArray<number>>) => {
  const orders = (left: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<number>> =>
    left.length === 0 ? [[]] : left.flatMap((i) => orders(left.filter((j) => j !== i)).map((rest) => [i, ...rest]))
  const sums = orders(Array.from(values.keys())).map((order) =>
    order.reduce(
      (sum, source, to) => sum + values[to]!.reduce((s, value, at) => s + (classes[source]![at] === 0 ? value : 0), 0),
      0
    )
  )
  const mean = sums.reduce((a, b) => a + b, 0) / sums.length
  return sums.filter((sum) => Math.abs(sum - mean) >= Math.abs(sums[0]! - mean) - 1e-9).length / sums.length
}

describe("strataOf", () => {
  it("groups blocks by length and sorts them by what they hold, their observations in order", () => {
    const found = strata({
      b: [[5, 1]],
      a: [
        [3, 0],
        [1, 1]
      ],
      c: [[4, 0]],
      d: [
        [3, 0],
        [1, 0]
      ]
    })
    assert.deepStrictEqual(Array.from(found.lengths), [1, 2])
    assert.deepStrictEqual(Array.from(found.blocks), [2, 2])
    assert.deepStrictEqual(Array.from(found.values), [4, 5, 3, 1, 3, 1])
    assert.deepStrictEqual(Array.from(found.classes), [0, 1, 0, 0, 0, 1])
  })

  it("is the same whatever the blocks are called and in whatever order they come", () => {
    const values = [2001, 2002, 2001, 2005, 2004, 2003]
    const classes = [0, 1, 1, 0, 1, 0]
    const found = strataOf([7, 7, 8, 8, 9, -1], values, classes, 2)
    const at = [4, 2, 5, 3, 0, 1]
    assert.deepStrictEqual(
      strataOf(
        at.map((i) => [30, 30, 20, 20, 10, 50][i]!),
        at.map((i) => values[i]!),
        at.map((i) => classes[i]!),
        2
      ),
      found
    )
  })
})

describe("blockSums", () => {
  it("sums values by class, as observed and over all permutations", () => {
    // Singles 1 and 5, classes 0 and 1: each class has 3 on average. The pair stays: 10 in class 1, 20 in class 0.
    const { observed, expected } = blockSums(
      strata({
        a: [[1, 0]],
        b: [[5, 1]],
        c: [
          [10, 1],
          [20, 0]
        ]
      })
    )
    assert.deepStrictEqual(Array.from(observed), [21, 15])
    assert.deepStrictEqual(Array.from(expected), [23, 13])
  })
})

describe("countExtremes", () => {
  it("comes near the share of all permutations, listed", () => {
    const values = [
      [1, 2],
      [1, 4],
      [5, 5],
      [3, 6],
      [7, 8]
    ]
    const classes = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [1, 1]
    ]
    const blocks = strataOf(
      values.flatMap((block, i) => block.map(() => i)),
      values.flat(),
      classes.flat(),
      2
    )
    const exact = exactShare(values, classes)
    const found = countExtremes(blocks, 20_000, random(3))[0]! / 20_000
    assert.isTrue(exact > 0.01 && exact < 0.5, `${exact}`)
    assert.approximately(found, exact, 0.01)
  })

  it("makes every order of three blocks equally likely", () => {
    // Class 0 has 0, 1 and 3 of the three observations; values 0, 1 and 3. Orders give 10, 9, 6, 3, 3 and 1, on average
    // 16/3, and only the observed 10 is as far from it as 10.
    const block = (value: number, count: number) =>
      [0, 1, 2].map((place): readonly [number, number] => [value, place < count ? 0 : 1])
    const found = countExtremes(strata({ a: block(0, 0), b: block(1, 1), c: block(3, 3) }), 6000, random(3))
    assert.approximately(found[0]! / 6000, 1 / 6, 0.02)
  })

  it("takes a sum as far on the other side for as extreme, though the mean is rounded", () => {
    // Seven of twelve values are 1, and six observations are of class 0: six times 7/12 adds up to 3.5 but for rounding.
    const observed = (onesInFirst: number) =>
      strataOf(
        Array.from({ length: 12 }, (_, i) => i),
        Array.from({ length: 12 }, (_, i) => Number(i < 6 ? i < onesInFirst : i - 6 < 7 - onesInFirst)),
        Array.from({ length: 12 }, (_, i) => Number(i >= 6)),
        2
      )
    const { expected } = blockSums(observed(2))
    assert.isAbove(expected[0]!, 3.5)
    const share = (onesInFirst: number) => countExtremes(observed(onesInFirst), 4000, random(6))[0]! / 4000
    // Hypergeometric: 2 or fewer, or 5 or more, of 6 drawn from 7 ones and 5 zeros.
    const exact = (2 * (7 + 21 * 5)) / 924
    assert.approximately(share(2), exact, 0.02)
    assert.approximately(share(5), exact, 0.02)
  })

  it("counts every permutation where no block has another of its length", () => {
    const found = countExtremes(
      strata({
        a: [[1, 0]],
        b: [
          [2, 1],
          [3, 0]
        ]
      }),
      100,
      random(1)
    )
    assert.deepStrictEqual(Array.from(found), [100, 100])
  })

  it("takes two classes that are each other's rest for the same test", () => {
    const found = countExtremes(
      strata({
        a: [[1, 0]],
        b: [[2, 0]],
        c: [[3, 1]],
        d: [[4, 0]],
        e: [[9, 1]],
        f: [
          [5, 1],
          [6, 0]
        ],
        g: [
          [1, 0],
          [2, 0]
        ]
      }),
      500,
      random(2)
    )
    assert.strictEqual(found[0], found[1])
  })

  it("leaves its input as it is and gives the same for the same seed", () => {
    const blocks = strata({ a: [[1, 0]], b: [[2, 1]], c: [[3, 1]] })
    const before = structuredClone(blocks)
    const first = countExtremes(blocks, 50, random(4))
    assert.deepStrictEqual(blocks, before)
    assert.deepStrictEqual(countExtremes(blocks, 50, random(4)), first)
  })
})
