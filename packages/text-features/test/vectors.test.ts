import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { inline } from "@praxis/dataflow/Workers"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { random } from "@praxis/numerics/random"
import { Vocabulary } from "@praxis/tables/Documents"
import { Effect } from "effect"
import { Counts } from "../src/Counts.ts"
import { Lsa } from "../src/Lsa.ts"
import { TfIdf } from "../src/TfIdf.ts"
import { tokensOf } from "./rows.ts"

const nTerms = 60
const vocabulary = Table.fromRows(
  Vocabulary,
  Array.from({ length: nTerms }, (_, term) => ({ term: `w${String(term).padStart(2, "0")}`, df: 1, tf: 1 }))
)

/** More documents than one part of a pass has, of 0 to 5 words, some of them of no vocabulary. */
const tokens = () => {
  const next = random(5)
  const word = () => `w${String(Math.floor(1.1 * nTerms * next() ** 2)).padStart(2, "0")}`
  return tokensOf(
    ...Array.from({ length: 17_000 }, () => Array.from({ length: Math.floor(6 * next()) }, word).join(" "))
  )
}

const digestOf = (...arrays: ReadonlyArray<Uint32Array | Int32Array | Float64Array>): string => {
  const hash = createHash("sha256")
  for (const array of arrays) hash.update(array)
  return hash.digest("hex")
}

describe("counts, weights and vectors", () => {
  it.live(
    "come out the same in this thread and in 2 or 8 threads, in batches of any size",
    () =>
      Effect.scoped(
        Effect.gen(function* () {
          const table = tokens()
          const made = Effect.fnUntraced(function* (workers: typeof inline, batchRows: number) {
            const { output: counts } = yield* runStage(Counts, {
              inputs: { tokens: table, vocabulary },
              params: {},
              batchRows,
              workers
            })
            const { output: tfIdf } = yield* runStage(TfIdf, {
              inputs: { counts, vocabulary },
              params: { sublinearTf: true, idf: "smooth", norm: "l2" },
              batchRows,
              workers
            })
            const { output, warnings } = yield* runStage(Lsa, {
              inputs: { tfIdf, vocabulary },
              params: { dims: 5, oversampling: 3, powerIterations: 1 },
              batchRows,
              workers
            })
            assert.strictEqual(warnings.length, 1)
            const { terms, weights } = tfIdf.columns
            return digestOf(
              counts.columns.counts.values,
              terms.offsets,
              terms.values,
              weights.values,
              output.lsa.columns.doc,
              output.lsa.columns.vector.values,
              output["lsa-dimensions"].columns.singularValue,
              output["lsa-terms"].columns.vector.values
            )
          })
          const expected = yield* made(inline, 17_000)
          assert.strictEqual(yield* made(inline, 999), expected)
          for (const size of [2, 8]) {
            const workers = yield* WorkersThreads.make({ size })
            assert.strictEqual(yield* made(workers, 17_000), expected)
            assert.strictEqual(yield* made(workers, 4097), expected)
          }
        })
      ),
    60_000
  )
})
