/** The vectors that `topic-clustering` makes in memory are those that the stages of `text-features` write. */
import { assert, describe, it } from "@effect/vitest"
import type { ListColumn } from "@praxis/dataflow/Column"
import { seedOf } from "@praxis/dataflow/seedOf"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { random } from "@praxis/numerics/random"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { Lsa } from "@praxis/text-features/Lsa"
import { TfIdf } from "@praxis/text-features/TfIdf"
import { countsMatrix } from "@praxis/topic-clustering/countsMatrix"
import { vectorise } from "@praxis/topic-clustering/vectorise"
import { Effect } from "effect"

const nDocs = 300
const nTerms = 80

/** Posts of up to ten different terms; every fiftieth has none. */
const countsTable = (): Table.Table<typeof DocTermCounts> => {
  const next = random(4)
  return Table.fromRows(
    DocTermCounts,
    Array.from({ length: nDocs }, (_, doc) => {
      const drawn = Array.from({ length: doc % 50 === 7 ? 0 : 10 }, () => Math.floor(next() ** 2 * nTerms))
      const terms = Array.from(new Set(drawn)).sort((a, b) => a - b)
      return { doc, terms, counts: terms.map(() => 1 + Math.floor(3 * next())) }
    })
  )
}

describe("vectorise", () => {
  for (const [sublinearTf, idf, norm] of [
    [true, "smooth", "l2"],
    [false, "plain", "none"]
  ] as const) {
    it.effect(`equals tf-idf and lsa bit for bit, sublinearTf ${sublinearTf}, idf ${idf}, norm ${norm}`, () =>
      Effect.gen(function* () {
        const counts = countsTable()
        const vocabulary = Table.fromRows(
          Vocabulary,
          Array.from({ length: nTerms }, (_, term) => ({ term: `w${term}`, df: 0, tf: 0 }))
        )
        const options = { dims: 12, oversampling: 5, powerIterations: 2 }
        const { output: tfIdf } = yield* runStage(TfIdf, {
          inputs: { counts, vocabulary },
          params: { sublinearTf, idf, norm }
        })
        const { output } = yield* runStage(Lsa, {
          inputs: { tfIdf, vocabulary },
          params: options,
          batchRows: 64,
          seed: 9
        })

        const made = vectorise(
          countsMatrix(counts, nTerms),
          { sublinearTf, idf, norm, ...options },
          seedOf(9, "lsa", "sketch")
        )
        assert.lengthOf(made.docs, nDocs - 6)
        const { vector } = output.lsa.columns
        const { vectors, weights } = made.features
        made.docs.forEach((doc, row) => {
          assert.deepStrictEqual(
            vectors.values.subarray(row * 12, row * 12 + 12),
            vector.values.subarray(doc * 12, doc * 12 + 12)
          )
        })
        const stored = tfIdf.columns.weights as ListColumn<Float64Array>
        // Posts without a term store nothing, so that the weights follow one another without a gap.
        assert.deepStrictEqual(weights.values, stored.values)
        assert.deepStrictEqual(made.singularValues, output["lsa-dimensions"].columns.singularValue)
      })
    )
  }
})
