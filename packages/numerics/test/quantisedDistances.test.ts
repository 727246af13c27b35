import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { quantisedDistances } from "@praxis/numerics/quantisedDistances"
import { beyond, quantisationOf, quantiseCentres, quantiseRows } from "@praxis/numerics/quantisedRows"
import { random } from "@praxis/numerics/random"
import { places, threadMemory } from "@praxis/numerics/threadMemory"
import { Schema } from "effect"
import { compile, kernels } from "../wasm/compile.ts"
import { blobs } from "./blobs.ts"

/** Rows and centres as whole numbers in the kernels' memory, and as plain arrays. */
const quantised = (seed: number, width: number, k: number, length: number) => {
  const drawn = blobs(seed, 3, length, width, 2)
  const rows = { length, width, values: drawn.values.slice(0, length * width) }
  const centres = drawn.values.slice(length * width, (length + k) * width)
  const quantisation = quantisationOf(rows, centres)
  const { paddedWidth, scale } = quantisation
  const nPlaces = 4 * Math.ceil(k / 4)
  const at = places(
    8 * length * paddedWidth,
    2 * nPlaces * paddedWidth,
    4 * nPlaces,
    4 * length,
    4 * length,
    4 * length,
    4 * length,
    4 * length,
    8 * nPlaces,
    4 * length * nPlaces
  )
  const { buffer } = threadMemory
  const squares = new Int32Array(buffer, at[7]!, length)
  quantiseRows(rows, quantisation, new Int16Array(buffer, at[0]!, length * paddedWidth), squares)
  quantiseCentres(
    centres,
    width,
    quantisation,
    new Int16Array(buffer, at[1]!, nPlaces * paddedWidth),
    new Int32Array(buffer, at[2]!, nPlaces)
  )
  const whole = (values: Float64Array, i: number) =>
    Array.from(values.subarray(i * width, (i + 1) * width), (value) => Math.round(value * scale))
  const product = (a: ReadonlyArray<number>, b: ReadonlyArray<number>) =>
    a.reduce((sum, x, dim) => sum + x * b[dim]!, 0)
  const plainRows = Array.from({ length }, (_, i) => whole(rows.values, i))
  const plainCentres = Array.from({ length: k }, (_, j) => whole(centres, j))
  return { plainRows, plainCentres, product, buffer, at, rowBytes: 2 * paddedWidth, nGroups: nPlaces / 4, squares }
}

const shape = {
  seed: Schema.Int,
  width: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 21 })),
  k: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 13 }))
}

describe("the kernels of quantisedDistances", () => {
  for (const kernel of kernels) {
    it(`${kernel}.wat compiles to the bytes that stand beside it`, async () => {
      const bytes = readFileSync(new URL(`../wasm/${kernel}.wasm`, import.meta.url))
      assert.deepStrictEqual(Buffer.from(await compile(kernel)), bytes)
    })
  }

  it.prop(
    "find the two nearest centres that plain loops find, in the order of the list",
    shape,
    ({ seed, width, k }) => {
      const { plainRows, plainCentres, product, buffer, at, rowBytes, nGroups } = quantised(seed, width, k, 24)
      const next = random(seed)
      const list = Int32Array.from({ length: 16 }, () => Math.floor(24 * next()))
      new Int32Array(buffer, at[3]!, 24).set(list)
      quantisedDistances.nearestTwo(at[0]!, rowBytes, at[3]!, 16, at[1]!, at[2]!, nGroups, at[4]!, at[5]!, at[6]!)
      list.forEach((row, place) => {
        const far = plainCentres.map((centre) => product(centre, centre) - 2 * product(centre, plainRows[row]!))
        const sorted = far.toSorted((a, b) => a - b)
        const found = [4, 5, 6].map((array) => new Int32Array(buffer, at[array]!, 16)[place]!)
        assert.deepStrictEqual(found, [sorted[0]!, far.indexOf(sorted[0]!), sorted[1] ?? beyond])
      })
    }
  )

  it.prop("offer what plain loops offer, and sum it exactly", shape, ({ seed, width, k }) => {
    const { plainRows, plainCentres, product, buffer, at, rowBytes, nGroups } = quantised(seed, width, k, 24)
    const next = random(seed)
    const closest = new Int32Array(buffer, at[3]!, 24)
    closest.forEach((_, i) => {
      closest[i] = next() < 0.3 ? 0x7fff_ffff : Math.floor(1e9 * next())
    })
    quantisedDistances.offer(at[0]!, rowBytes, at[7]!, 24, at[1]!, at[2]!, nGroups, at[3]!, at[9]!, at[8]!)
    const offered = new Int32Array(buffer, at[9]!, 24 * 4 * nGroups)
    const sums = new BigInt64Array(buffer, at[8]!, 4 * nGroups)
    plainCentres.forEach((centre, j) => {
      const expected = plainRows.map((row, i) =>
        Math.min(closest[i]!, product(row, row) + product(centre, centre) - 2 * product(row, centre))
      )
      assert.deepStrictEqual(
        expected.map((_, i) => offered[i * 4 * nGroups + j]),
        expected
      )
      assert.strictEqual(
        Number(sums[j]),
        expected.reduce((sum, value) => sum + value, 0)
      )
    })
  })

  it("do nothing where there is no row", () => {
    quantisedDistances.nearestTwo(0, 8, 0, 0, 0, 0, 1, 0, 0, 0)
    quantisedDistances.offer(0, 8, 0, 0, 0, 0, 1, 0, 0, 64)
  })
})
