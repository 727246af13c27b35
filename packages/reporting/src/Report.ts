/**
 * The report: every table of the study as one HTML file that opens from disk, without network or scripts.
 */
import { file } from "@praxis/dataflow/Artifact"
import * as Stage from "@praxis/dataflow/Stage"
import { VocabularyLosses } from "@praxis/tables/Documents"
import { CorpusSites, CorpusYears, Funnel, InputNotes, SelectionCounts } from "@praxis/tables/Posts"
import { Provenance } from "@praxis/tables/Provenance"
import { Evidence, TopicShares, TopicSites, TopicSizes, TopicStarts, TopicTerms, Validity } from "@praxis/tables/Topics"
import { Effect } from "effect"
import { loadCanvas } from "./figures/Canvas.ts"
import { page } from "./page.ts"
import { reportModel } from "./ReportModel.ts"
import { ReportParams } from "./ReportParams.ts"

/**
 * Writes the report. Numbers are taken from the tables and only formatted or
 * added up; everything in posts is untrusted and escaped. `validity` is wired
 * where the corpus has a truth. It cannot fail on tables that keep their contracts.
 */
export const Report = Stage.make("report", {
  module: import.meta.url,
  inputs: {
    provenance: Provenance,
    funnel: Funnel,
    notes: InputNotes,
    corpusSites: CorpusSites,
    corpusYears: CorpusYears,
    selectionCounts: SelectionCounts,
    losses: VocabularyLosses,
    sizes: TopicSizes,
    topicSites: TopicSites,
    topicShares: TopicShares,
    terms: TopicTerms,
    evidence: Evidence,
    starts: TopicStarts,
    validity: Stage.optional(Validity)
  },
  params: ReportParams,
  output: file("report", ".html"),
  run: Effect.fn("Report.run")(function* ({ inputs, params }) {
    const canvas = yield* Effect.promise(loadCanvas)
    return page(canvas, reportModel(inputs, params))
  })
})
