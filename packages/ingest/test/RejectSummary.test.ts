import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Rejects } from "@praxis/tables/Posts"
import { Effect } from "effect"
import { RejectSummary } from "../src/RejectSummary.ts"

const reject = (input: string, row: number, line: number | null, step: string, reason: string) => ({
  input,
  row,
  line,
  site: null,
  id: null,
  step,
  reason,
  detail: `found ${row}`,
  remedy: `remedy of ${reason}`
})

describe("RejectSummary", () => {
  it.effect("counts by input and reason in the order of the reasons, and names the first three places of each", () =>
    Effect.gen(function* () {
      const rejects = Table.fromRows(Rejects, [
        reject("a.csv", 2, 5, "merge", "duplicate"),
        reject("a.csv", 4, 9, "kind", "answer"),
        reject("a.csv", 5, 11, "kind", "answer"),
        reject("a.csv", 7, 20, "kind", "answer"),
        reject("a.csv", 8, 21, "kind", "answer"),
        reject("b.parquet", 1, null, "parse", "malformed")
      ])
      const { output } = yield* runStage(RejectSummary, { inputs: { rejects }, params: {}, batchRows: 4 })
      assert.deepStrictEqual(Table.toRows(output["reject-reasons"]), [
        {
          input: "a.csv",
          step: "kind",
          reason: "answer",
          rows: 4,
          remedy: "remedy of answer",
          places: ["line 9", "line 11", "line 20"],
          details: ["found 4", "found 5", "found 7"]
        },
        {
          input: "a.csv",
          step: "merge",
          reason: "duplicate",
          rows: 1,
          remedy: "remedy of duplicate",
          places: ["line 5"],
          details: ["found 2"]
        },
        {
          input: "b.parquet",
          step: "parse",
          reason: "malformed",
          rows: 1,
          remedy: "remedy of malformed",
          places: ["row 1"],
          details: ["found 1"]
        }
      ])
    })
  )

  it.effect("gives no row where nothing was rejected", () =>
    Effect.gen(function* () {
      const rejects = Table.fromRows(Rejects, [])
      const { output } = yield* runStage(RejectSummary, { inputs: { rejects }, params: {} })
      assert.deepStrictEqual(Table.toRows(output["reject-reasons"]), [])
    })
  )
})
