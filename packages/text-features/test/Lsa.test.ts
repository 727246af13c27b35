import { assert, describe, it } from "@effect/vitest"
import { seedsOf } from "@praxis/dataflow/seedOf"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { normaliseRows } from "@praxis/numerics/normaliseRows"
import { random } from "@praxis/numerics/random"
import { randomisedSvd } from "@praxis/numerics/randomisedSvd"
import { sparseTimesDense } from "@praxis/numerics/sparseTimesDense"
import { DocTermWeights, Vocabulary } from "@praxis/tables/Documents"
import { Effect } from "effect"
import { EmptyMatrixError, Lsa } from "../src/Lsa.ts"
import { toSparseMatrix } from "../src/toSparseMatrix.ts"
import { features } from "./features.ts"
import { tokensOf } from "./rows.ts"

const vectorsOf = (lsa: { readonly lsa: Table.Table<typeof Lsa.outputs.lsa> }) =>
  Table.toRows(lsa.lsa).map(({ vector }) => vector)

describe("lsa", () => {
  it.effect("puts documents on two topics at right angles, and documents of one topic together", () =>
    Effect.gen(function* () {
      const vectors = vectorsOf(yield* features(tokensOf("a b", "b a a", "x y", "y x x x"), { lsa: { dims: 2 } }))
      const cosine = (i: number, j: number) => vectors[i]!.reduce((sum, value, k) => sum + value * vectors[j]![k]!, 0)
      assert.isAbove(cosine(0, 1), 1 - 1e-12)
      assert.isAbove(cosine(2, 3), 1 - 1e-12)
      assert.isBelow(Math.abs(cosine(0, 2)), 1e-12)
    })
  )

  it.effect("gives a document without a term a vector of zeros, at the end too, and says so", () =>
    Effect.gen(function* () {
      const result = yield* features(tokensOf("a b", "", "b c", ""), { lsa: { dims: 2 } })
      assert.deepStrictEqual(
        [1, 3].map((i) => vectorsOf(result)[i]!.map(Math.abs)),
        [
          [0, 0],
          [0, 0]
        ]
      )
      assert.deepStrictEqual(result.warnings, [
        "2 of 4 documents have no term in these dimensions; their vectors are zero."
      ])
    })
  )

  it.effect("gives as many dimensions as the matrix has where more are asked for, and says so", () =>
    Effect.gen(function* () {
      const result = yield* features(tokensOf("a b c d e", "a b", "c d e"), { lsa: { dims: 100 } })
      assert.deepStrictEqual(result.warnings, [
        "3 documents with 5 terms have 3 dimensions at most, so vectors have 3, not 100."
      ])
      assert.strictEqual(result.lsa.columns.vector.width, 3)
      assert.deepStrictEqual(
        Table.toRows(result["lsa-dimensions"]).map(({ dimension }) => dimension),
        [0, 1, 2]
      )
    })
  )

  it.effect("keeps a document that is short beside the longest, and none that is rounding beside it", () =>
    Effect.gen(function* () {
      const vectorsWith = (short: number) =>
        runStage(Lsa, {
          inputs: {
            tfIdf: Table.fromRows(DocTermWeights, [
              { doc: 0, terms: [0], weights: [1e5] },
              { doc: 1, terms: [1], weights: [short] }
            ]),
            vocabulary: Table.fromRows(Vocabulary, [
              { term: "long", df: 1, tf: 1 },
              { term: "short", df: 1, tf: 1 }
            ])
          },
          params: { dims: 2, oversampling: 0, powerIterations: 2 }
        }).pipe(Effect.map(({ output }) => vectorsOf(output).map((vector) => Math.hypot(...vector))))
      assert.closeTo((yield* vectorsWith(1))[1]!, 1, 1e-12)
      assert.strictEqual((yield* vectorsWith(1e-5))[1], 0)
    })
  )

  it.effect("gives the bits of the whole matrix in memory, in batches of any size", () =>
    Effect.gen(function* () {
      const next = random(1)
      const words = () => Array.from({ length: 5 }, () => `w${Math.floor(40 * next() ** 2)}`).join(" ")
      const { tfIdf, vocabulary } = yield* features(tokensOf(...Array.from({ length: 1300 }, words)), {
        batchRows: 500
      })
      const inBatchesOf = (batchRows: number) =>
        runStage(Lsa, {
          inputs: { tfIdf, vocabulary },
          params: { dims: 6, oversampling: 4, powerIterations: 3 },
          batchRows
        }).pipe(Effect.map(({ output }) => output))
      const whole = yield* inBatchesOf(1300)
      for (const batchRows of [1, 100, 129, 1025]) assert.deepStrictEqual(yield* inBatchesOf(batchRows), whole)
      assert.deepStrictEqual(Array.from(whole.lsa.columns.doc), Array.from(tfIdf.columns.doc))
      const { terms, weights } = tfIdf.columns
      const { scores, singularValues } = randomisedSvd(toSparseMatrix(terms, weights, vocabulary.numRows), {
        rank: 6,
        oversampling: 4,
        powerIterations: 3,
        random: random(seedsOf(Lsa, 1)("sketch"))
      })
      normaliseRows(scores, 1300, 6, 0)
      assert.deepStrictEqual(whole.lsa.columns.vector.values, scores)
      assert.deepStrictEqual(whole["lsa-dimensions"].columns.singularValue, singularValues)
    })
  )

  it.effect("gives the terms' loadings, by which weights come to the documents' vectors", () =>
    Effect.gen(function* () {
      const {
        lsa,
        "lsa-terms": terms,
        tfIdf,
        vocabulary
      } = yield* features(tokensOf("a b", "b c", "c d a", "d e", "", "e a"), {
        lsa: { dims: 3 }
      })
      assert.deepStrictEqual(Array.from(terms.columns.term), [0, 1, 2, 3, 4])
      const { terms: rows, weights } = tfIdf.columns
      const projected = new Float64Array(6 * 3)
      sparseTimesDense(toSparseMatrix(rows, weights, vocabulary.numRows), terms.columns.vector.values, 3, projected)
      normaliseRows(projected, 6, 3, 0)
      assert.deepStrictEqual(projected, lsa.columns.vector.values)
    })
  )

  it.effect("draws its sketch with the stage's seed: the same bits with the same, others with another", () =>
    Effect.gen(function* () {
      const { tfIdf, vocabulary } = yield* features(tokensOf("a b", "b c", "c d a", "d e", "e f g", "g a b"))
      const valuesWith = (seed: number) =>
        runStage(Lsa, {
          inputs: { tfIdf, vocabulary },
          params: { dims: 2, oversampling: 0, powerIterations: 0 },
          seed
        }).pipe(Effect.map(({ output }) => Array.from(output["lsa-dimensions"].columns.singularValue)))
      assert.deepStrictEqual(yield* valuesWith(1), yield* valuesWith(1))
      assert.notDeepEqual(yield* valuesWith(1), yield* valuesWith(2))
    })
  )

  it.effect("gives descending singular values", () =>
    Effect.gen(function* () {
      const result = yield* features(tokensOf("a b", "b c", "c d a", "d e", "e f g", "g a b"), { lsa: { dims: 5 } })
      const values = Array.from(result["lsa-dimensions"].columns.singularValue)
      assert.deepStrictEqual(
        values,
        values.toSorted((a, b) => b - a)
      )
    })
  )

  it.effect("fails where there is no document or no term", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        runStage(Lsa, {
          inputs: { tfIdf: Table.fromRows(DocTermWeights, []), vocabulary: Table.fromRows(Vocabulary, []) },
          params: { dims: 2, oversampling: 1, powerIterations: 1 }
        })
      )
      assert.instanceOf(error, EmptyMatrixError)
      assert.match(
        error.message,
        /0 documents and 0 terms has no dimensions: add posts, or keep rare words too \(--set vocabulary\.minDf=1\)/
      )
    })
  )
})
