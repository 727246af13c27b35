import { runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { Report } from "../src/Report.ts"
import type { ReportTables } from "../src/ReportModel.ts"
import type { ReportParams } from "../src/ReportParams.ts"

/** The report of the tables, as the stage gives it. */
export const render = (inputs: ReportTables, params: ReportParams): Effect.Effect<string> =>
  runStage(Report, { inputs, params }).pipe(Effect.map(({ output }) => String(output)))
