import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { features } from "./features.ts"
import reference from "./reference/tfidf-sklearn.json" with { type: "json" }
import { tokensOf } from "./rows.ts"

const tokens = tokensOf(...reference.documents)

/** Rows of a sparse table with all nTerms cells. */
const dense = (rows: ReadonlyArray<{ terms: ReadonlyArray<number>; cells: ReadonlyArray<number> }>, nTerms: number) =>
  rows.map(({ cells, terms }) => {
    const row = new Array<number>(nTerms).fill(0)
    terms.forEach((term, j) => {
      row[term] = cells[j]!
    })
    return row
  })

const assertClose = (actual: ReadonlyArray<ReadonlyArray<number>>, expected: typeof actual, tolerance: number) => {
  assert.strictEqual(actual.length, expected.length)
  actual.forEach((row, i) => {
    assert.strictEqual(row.length, expected[i]!.length)
    row.forEach((value, j) => {
      assert.isAtMost(Math.abs(value - expected[i]![j]!), tolerance, `cell ${i}, ${j}`)
    })
  })
}

describe(`features beside ${reference.tool}`, () => {
  it.effect("have its vocabulary and its counts", () =>
    Effect.gen(function* () {
      const { counts, vocabulary } = yield* features(tokens)
      assert.deepStrictEqual(
        Table.toRows(vocabulary).map(({ term }) => term),
        reference.vocabulary
      )
      const rows = Table.toRows(counts).map(({ counts: cells, terms }) => ({ cells, terms }))
      assert.deepStrictEqual(dense(rows, vocabulary.numRows), reference.counts)
    })
  )

  for (const { norm, sublinearTf, weights } of reference.cases) {
    it.effect(`have its TF-IDF weights to 1e-15 with sublinearTf ${sublinearTf} and norm ${norm}`, () =>
      Effect.gen(function* () {
        const { tfIdf, vocabulary } = yield* features(tokens, { tfIdf: { norm: norm as "l2" | "none", sublinearTf } })
        const rows = Table.toRows(tfIdf).map(({ terms, weights: cells }) => ({ cells, terms }))
        assertClose(dense(rows, vocabulary.numRows), weights, norm === "l2" ? 1e-15 : 1e-14)
      })
    )
  }

  it.effect("have the singular values of its exact TruncatedSVD and the cosines between its vectors, to 1e-9", () =>
    Effect.gen(function* () {
      const { lsa, "lsa-dimensions": dimensions } = yield* features(tokens, {
        lsa: { dims: reference.lsa.dims, powerIterations: 20 }
      })
      assertClose([Array.from(dimensions.columns.singularValue)], [reference.lsa.singularValues], 1e-9)
      const vectors = Table.toRows(lsa).map(({ vector }) => vector)
      const cosines = vectors.map((a) => vectors.map((b) => a.reduce((sum, value, k) => sum + value * b[k]!, 0)))
      const seen = reference.documents.map((_, i) => vectors[i]!.some((value) => value !== 0))
      const expected = reference.lsa.cosines.map((row, i) => row.map((value, j) => (seen[i] && seen[j] ? value : 0)))
      assertClose(cosines, expected, 1e-9)
    })
  )
})
