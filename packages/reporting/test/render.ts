import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { Report } from "../src/Report.ts"
import { type ReportModel, reportModel } from "../src/ReportModel.ts"
import type { ReportParams } from "../src/ReportParams.ts"
import { addPairs, noPairs } from "../src/SimilarPairs.ts"
import type { StudyTables } from "./studyTables.ts"

/** The report of the tables, as the stage gives it. */
export const render = (inputs: StudyTables, params: ReportParams): Effect.Effect<string> =>
  runStage(Report, { inputs, params }).pipe(
    Effect.map(({ output }) => new TextDecoder().decode(output as Uint8Array)),
    Effect.orDie
  )

/** What the sections read of the tables. */
export const modelOf = ({ similarPosts, ...tables }: StudyTables, params: ReportParams): ReportModel => {
  const similar = noPairs()
  addPairs(similar, similarPosts)
  return reportModel(tables, tables, similar, params)
}
