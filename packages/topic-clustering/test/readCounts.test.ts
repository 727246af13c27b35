import { assert, describe, it } from "@effect/vitest"
import { tableHandle } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { readCounts } from "../src/readCounts.ts"
import { countsTable, denseRows, sparseMatrix } from "./sparse.ts"

const rows = [
  [1, 0, 2],
  [0, 0, 0],
  [0, 3, 0],
  [4, 5, 6],
  [0, 0, 7],
  [8, 0, 0],
  [0, 9, 0]
]

describe("readCounts", () => {
  it.effect("gives the chosen rows in order, however the table is cut", () =>
    Effect.gen(function* () {
      for (const batchRows of [1, 2, 3, 10]) {
        for (const chosen of [[0, 1, 2, 3, 4, 5, 6], [1, 3, 6], [5], []]) {
          const counts = yield* readCounts(
            tableHandle(countsTable(sparseMatrix(rows)), batchRows),
            3,
            Uint32Array.from(chosen)
          )
          assert.deepStrictEqual(
            denseRows(counts),
            chosen.map((row) => rows[row]!)
          )
          assert.strictEqual(counts.nCols, 3)
          assert.instanceOf(counts.values.buffer, SharedArrayBuffer)
        }
      }
    })
  )
})
