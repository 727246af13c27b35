/**
 * Stage `reject-summary`: how many rows of each input were not kept for which reason, and where the first of them stand.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { RejectReasons, Rejects } from "@praxis/tables/Posts"
import { Effect, Schema, Stream } from "effect"
import { reasons } from "./Reason.ts"

/** How many places of a reason are named. */
const nPlaces = 3

/** Sums up the rejects by input and reason; memory grows with the inputs, not with the rows. */
export const RejectSummary = Stage.stream("reject-summary", {
  module: import.meta.url,
  inputs: { rejects: Rejects },
  params: Schema.Struct({}),
  output: { "reject-reasons": RejectReasons },
  run: Effect.fn("RejectSummary.run")(function* ({ inputs, output, progress }) {
    const summariesByInput = new Map<string, Map<string, Summary>>()
    progress.total(inputs.rejects.numRows, "rows")
    yield* Stream.runForEach(inputs.rejects.batches, (batch) =>
      Effect.sync(() => {
        for (let i = 0; i < batch.numRows; i++) addRow(summariesByInput, batch, i)
        progress.advance(batch.numRows)
      })
    )
    yield* output["reject-reasons"].write(
      Table.fromRows(
        RejectReasons,
        [...summariesByInput.values()].flatMap((summaries) => [...summaries.values()].toSorted(byReason))
      )
    )
  })
})

interface Summary {
  readonly input: string
  readonly step: string
  readonly reason: string
  rows: number
  readonly remedy: string
  readonly places: Array<string>
  readonly details: Array<string>
}

const addRow = (
  summariesByInput: Map<string, Map<string, Summary>>,
  batch: Table.Batch<typeof Rejects>,
  i: number
): void => {
  const { columns } = batch
  const input = columns.input.at(i)
  const reason = columns.reason.at(i)
  const summaries = summariesByInput.get(input) ?? new Map<string, Summary>()
  summariesByInput.set(input, summaries)
  let summary = summaries.get(reason)
  if (summary === undefined) {
    const { step, remedy } = Table.rowAt(batch, i)
    summary = { input, step, reason, rows: 0, remedy, places: [], details: [] }
    summaries.set(reason, summary)
  }
  summary.rows++
  if (summary.places.length < nPlaces) {
    const { line, row, detail } = Table.rowAt(batch, i)
    summary.places.push(line === null ? `row ${row}` : `line ${line}`)
    summary.details.push(detail)
  }
}

const order: ReadonlyMap<string, number> = new Map(reasons.map((reason, i) => [reason, i]))

const byReason = (a: Summary, b: Summary): number => (order.get(a.reason) ?? -1) - (order.get(b.reason) ?? -1)
