import { assert, describe, it } from "@effect/vitest"
import { silhouette } from "@praxis/numerics/silhouette"
import { simplifiedSilhouette } from "@praxis/numerics/simplifiedSilhouette"
import reference from "./reference/agreement-sklearn.json" with { type: "json" }

const line = (...values: ReadonlyArray<number>) => ({
  length: values.length,
  width: 1,
  values: Float64Array.from(values)
})

const { exact, labels, points, simplified, width } = reference.silhouette
const rows = { length: labels.length, width, values: Float64Array.from(points) }

describe("silhouette", () => {
  it("equals the values worked out by hand", () => {
    // 0 and 1 against 4: row 0 has a = 1, b = 4; row 1 has a = 1, b = 3; row 2 is alone.
    assert.deepStrictEqual(Array.from(silhouette(line(0, 1, 4), Int32Array.of(0, 0, 1))), [3 / 4, 2 / 3, 0])
  })

  it("equals scikit-learn's silhouette_samples", () => {
    silhouette(rows, Int32Array.from(labels)).forEach((value, i) => void assert.closeTo(value, exact[i]!, 1e-12))
  })

  it("leaves rows with −1 out, and numbers without a row", () => {
    const values = silhouette(line(0, 1, 100, 4), Int32Array.of(0, 0, -1, 5))
    assert.deepStrictEqual(Array.from(values), [3 / 4, 2 / 3, Number.NaN, 0])
  })

  it("has no value with one cluster, and 0 where all rows are equal", () => {
    assert.deepStrictEqual(Array.from(silhouette(line(1, 2), Int32Array.of(0, 0))), [Number.NaN, Number.NaN])
    assert.deepStrictEqual(Array.from(silhouette(line(2, 2, 2, 2), Int32Array.of(0, 0, 1, 1))), [0, 0, 0, 0])
  })
})

describe("simplifiedSilhouette", () => {
  it("equals the values worked out by hand", () => {
    // Centroids 1 and 5. Row 0: a = 1, b = 5; row 2: a = 1, b = 3; row 5 is its own centroid.
    assert.deepStrictEqual(Array.from(simplifiedSilhouette(line(0, 2, 5), Int32Array.of(0, 0, 1))), [4 / 5, 2 / 3, 1])
  })

  it("equals numpy's values", () => {
    simplifiedSilhouette(rows, Int32Array.from(labels)).forEach(
      (value, i) => void assert.closeTo(value, simplified[i]!, 1e-12)
    )
  })

  it("leaves rows with −1 out of the centroids too, and has no value with one cluster", () => {
    assert.deepStrictEqual(Array.from(simplifiedSilhouette(line(0, 2, 9, 5), Int32Array.of(0, 0, -1, 2))), [
      4 / 5,
      2 / 3,
      Number.NaN,
      1
    ])
    assert.deepStrictEqual(Array.from(simplifiedSilhouette(line(1), Int32Array.of(0))), [Number.NaN])
  })
})
