/**
 * The report: every table of the study as one HTML file that opens from disk, without network or scripts.
 */
import { file } from "@praxis/dataflow/Artifact"
import * as Stage from "@praxis/dataflow/Stage"
import { VocabularyLosses } from "@praxis/tables/Documents"
import { SimilarPosts, StateChanges } from "@praxis/tables/Duplicates"
import { CorpusLicences, CorpusSites, CorpusYears, Funnel, InputNotes, RejectReasons } from "@praxis/tables/Posts"
import { Provenance } from "@praxis/tables/Provenance"
import { SelectionFunnel, TermHits } from "@praxis/tables/Selection"
import { Evidence, TopicShares, TopicSites, TopicSizes, TopicStarts, TopicTerms, Validity } from "@praxis/tables/Topics"
import { Effect, Stream } from "effect"
import { analysisInputs, readAnalyses } from "./Analyses.ts"
import { loadCanvas } from "./figures/Canvas.ts"
import { page } from "./page.ts"
import { reportModel } from "./ReportModel.ts"
import { ReportParams } from "./ReportParams.ts"
import { addPairs, noPairs } from "./SimilarPairs.ts"

/**
 * Writes the report. Numbers are taken from the tables and only formatted or
 * added up; everything in posts is untrusted and escaped. `validity` is wired
 * where the corpus has a truth; of the analyses (`Analyses.ts`) those are shown that are wired. It cannot fail on tables that keep their contracts.
 */
export const Report = Stage.stream("report", {
  module: import.meta.url,
  inputs: {
    provenance: Provenance,
    funnel: Funnel,
    rejectReasons: RejectReasons,
    notes: InputNotes,
    corpusSites: CorpusSites,
    corpusYears: CorpusYears,
    corpusLicences: CorpusLicences,
    selectionFunnel: SelectionFunnel,
    termHits: TermHits,
    similarPosts: SimilarPosts,
    stateChanges: StateChanges,
    losses: VocabularyLosses,
    sizes: TopicSizes,
    topicSites: TopicSites,
    topicShares: TopicShares,
    terms: TopicTerms,
    evidence: Evidence,
    starts: TopicStarts,
    validity: Stage.optional(Validity),
    ...analysisInputs
  },
  params: ReportParams,
  output: file("report", ".html"),
  run: Effect.fn("Report.run")(function* ({ inputs, output, params }) {
    const canvas = yield* Effect.promise(loadCanvas)
    const tables = yield* Effect.all({
      provenance: inputs.provenance.table,
      funnel: inputs.funnel.table,
      rejectReasons: inputs.rejectReasons.table,
      notes: inputs.notes.table,
      corpusSites: inputs.corpusSites.table,
      corpusYears: inputs.corpusYears.table,
      corpusLicences: inputs.corpusLicences.table,
      selectionFunnel: inputs.selectionFunnel.table,
      termHits: inputs.termHits.table,
      stateChanges: inputs.stateChanges.table,
      losses: inputs.losses.table,
      sizes: inputs.sizes.table,
      topicSites: inputs.topicSites.table,
      topicShares: inputs.topicShares.table,
      terms: inputs.terms.table,
      evidence: inputs.evidence.table,
      starts: inputs.starts.table,
      validity: inputs.validity?.table ?? Effect.succeed(undefined)
    })
    const similar = noPairs()
    yield* Stream.runForEach(inputs.similarPosts.batches, (batch) => Effect.sync(() => addPairs(similar, batch)))
    const analyses = yield* readAnalyses(inputs)
    yield* output.write(new TextEncoder().encode(page(canvas, reportModel(tables, analyses, similar, params))))
  })
})
