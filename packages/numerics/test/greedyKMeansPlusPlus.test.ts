import { assert, describe, it } from "@effect/vitest"
import { exactKMeansPlusPlus } from "@praxis/numerics/exactKMeansPlusPlus"
import { greedyKMeansPlusPlus } from "@praxis/numerics/greedyKMeansPlusPlus"
import { quantisationOf, quantiseRows } from "@praxis/numerics/quantisedRows"
import { type Random, random } from "@praxis/numerics/random"
import { type DenseRows, squaredDistance } from "@praxis/numerics/squaredDistances"
import { Schema } from "effect"
import { blobs } from "./blobs.ts"

const line = (...values: ReadonlyArray<number>): DenseRows => ({
  length: values.length,
  width: 1,
  values: Float64Array.from(values)
})

const fixed =
  (...numbers: Array<number>): Random =>
  () =>
    numbers.shift()!

/** Greedy k-means++ as it is written down: every distance to every centre, every time. */
const plain = ({ length, width, values }: DenseRows, k: number, next: Random): Int32Array => {
  const trials = 2 + Math.floor(Math.log(k))
  const centres = [Math.floor(next() * length)]
  const closestWith = (all: ReadonlyArray<number>) =>
    Array.from({ length }, (_, i) =>
      Math.min(...all.map((centre) => squaredDistance(values, i * width, width, values, centre * width)))
    )
  const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((total, number) => total + number, 0)
  while (centres.length < k) {
    const closest = closestWith(centres)
    const candidates = Array.from({ length: trials }, () => {
      const x = next() * sum(closest)
      let total = 0
      return closest.findIndex((distance) => {
        total += distance
        return total > x
      })
    })
    const potentials = candidates.map((candidate) => sum(closestWith([...centres, candidate])))
    centres.push(candidates[potentials.indexOf(Math.min(...potentials))]!)
  }
  return Int32Array.from(centres)
}

/** The rows as the whole numbers whose distances are compared. */
const wholeRows = (rows: DenseRows): DenseRows => {
  const quantisation = quantisationOf(rows, new Float64Array())
  const width = quantisation.paddedWidth
  const quantised = new Int16Array(rows.length * width)
  quantiseRows(rows, quantisation, quantised, new Int32Array(rows.length))
  return { length: rows.length, width, values: Float64Array.from(quantised) }
}

describe("greedyKMeansPlusPlus", () => {
  it("keeps the candidate that leaves the smallest sum of squared distances", () => {
    // First row 0; squared distances 0, 1, 100, 121 (cumulative 0, 1, 101, 222).
    // .25 → 55.5 draws row 2, .75 → 166.5 row 3: row 2 leaves 1 + 0 + 1 = 2, row 3 leaves 1 + 1 + 0 = 2; the first stays.
    assert.deepStrictEqual(greedyKMeansPlusPlus(line(0, 1, 10, 11), 2, fixed(0, 0.25, 0.75)), Int32Array.of(0, 2))
    // .001 → .222 draws row 1, which leaves 81 + 100; row 3 wins.
    assert.deepStrictEqual(greedyKMeansPlusPlus(line(0, 1, 10, 11), 2, fixed(0, 0.001, 0.75)), Int32Array.of(0, 3))
  })

  it.prop(
    "chooses the rows that the plain algorithm chooses by distances of the whole numbers",
    { seed: Schema.Int, k: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 25 })) },
    ({ seed, k }) => {
      const rows = blobs(seed, 6, 15, 3, 0.7)
      assert.deepStrictEqual(greedyKMeansPlusPlus(rows, k, random(seed)), plain(wholeRows(rows), k, random(seed)))
    }
  )

  it.prop("chooses different points even where most rows repeat", { seed: Schema.Int }, ({ seed }) => {
    const rows = line(1, 1, 1, 1, 1, 1, 2, 2, 2, 3)
    const chosen = greedyKMeansPlusPlus(rows, 3, random(seed))
    assert.deepStrictEqual(Array.from(chosen, (row) => rows.values[row]!).sort(), [1, 2, 3])
  })

  it("finds one row in each of six blobs that lie apart", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const rows = blobs(2, 6, 20, 8, 0.2)
      const chosen = greedyKMeansPlusPlus(rows, 6, random(seed))
      assert.deepStrictEqual(Array.from(chosen, (row) => rows.planted[row]!).sort(), [0, 1, 2, 3, 4, 5])
    }
  })

  it("draws a row even where a random number is as large as can be", () => {
    const last = 1 - Number.EPSILON / 2
    for (const far of [1, 5, 0.1, 1 / 3, 1e-9]) {
      assert.deepStrictEqual(greedyKMeansPlusPlus(line(0, far, 0), 2, fixed(last, last, last)), Int32Array.of(2, 1))
    }
  })

  it("draws no row at a centre where a random number is 0", () => {
    assert.deepStrictEqual(greedyKMeansPlusPlus(line(0, 1, 10), 2, fixed(0, 0, 0)), Int32Array.of(0, 1))
  })

  it("tells rows apart that are equal as whole numbers", () => {
    const chosen = greedyKMeansPlusPlus(line(1, 1 + 1e-9, 1 + 2e-9, 1), 3, random(4))
    assert.strictEqual(new Set(Array.from(chosen, (row) => row % 3)).size, 3)
  })

  it("throws where there are fewer different points than centres", () => {
    assert.throws(() => greedyKMeansPlusPlus(line(4, 4, 4), 2, random(1)), /2 centres of 1 different rows/)
    assert.throws(() => greedyKMeansPlusPlus(line(1, 2), 3, random(1)), /3 centres of 2 rows/)
  })
})

describe("exactKMeansPlusPlus", () => {
  it.prop(
    "chooses the rows that the plain algorithm chooses",
    { seed: Schema.Int, k: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 25 })) },
    ({ seed, k }) => {
      const rows = blobs(seed, 6, 15, 3, 0.7)
      assert.deepStrictEqual(exactKMeansPlusPlus(rows, k, random(seed)), plain(rows, k, random(seed)))
    }
  )
})
