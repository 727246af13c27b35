/**
 * The study `ml-practices`: from raw posts to a report. Parameters stand in params.ts, term lists in terms.ts.
 */
import * as Pipeline from "@praxis/dataflow/Pipeline"
import * as Study from "@praxis/dataflow/Study"
import { Corpus } from "@praxis/ingest/Corpus"
import { CorpusSummary } from "@praxis/ingest/CorpusSummary"
import { IngestPosts } from "@praxis/ingest/IngestPosts"
import { RejectSummary } from "@praxis/ingest/RejectSummary"
import { SimilarPosts } from "@praxis/ingest/SimilarPosts"
import { siteFromPath } from "@praxis/ingest/siteOf"
import { Report } from "@praxis/reporting/Report"
import { CorpusFiles } from "@praxis/tables/Posts"
import { Provenance } from "@praxis/tables/Provenance"
import { Truth } from "@praxis/tables/Truth"
import { Counts } from "@praxis/text-features/Counts"
import { Documents } from "@praxis/text-features/Documents"
import { Lsa } from "@praxis/text-features/Lsa"
import { TfIdf } from "@praxis/text-features/TfIdf"
import { Tokens } from "@praxis/text-features/Tokens"
import { Vocabulary } from "@praxis/text-features/Vocabulary"
import { Evidence } from "@praxis/topic-clustering/Evidence"
import { TopicShares } from "@praxis/topic-clustering/TopicShares"
import { Topics } from "@praxis/topic-clustering/Topics"
import { TopicTerms } from "@praxis/topic-clustering/TopicTerms"
import { Validity } from "@praxis/topic-clustering/Validity"
import { params, seed } from "./params.ts"
import { published, queries } from "./published.ts"
import { Selection } from "./selection.ts"
import { Simulated } from "./simulated.ts"
import { title } from "./words.ts"

const { node } = Pipeline

// What a corpus or --input binds.
const files = Pipeline.source(CorpusFiles, { siteOf: siteFromPath })
const planted = Pipeline.optionalSource("truth", Truth)

// Corpus
const ingested = node(IngestPosts, { inputs: { files }, params: params.posts })
const { posts, rejects, funnel, "input-notes": notes, "state-changes": stateChanges } = ingested
const rejectReasons = node(RejectSummary, { inputs: { rejects }, params: {} })["reject-reasons"]
const selected = node(Selection, { inputs: { posts }, params: {} })
const { selection, "selection-funnel": selectionFunnel, "term-hits": termHits } = selected
const corpus = node(Corpus, { inputs: { posts, selection }, params: params.corpus })
const summary = node(CorpusSummary, { inputs: { posts: corpus }, params: {} })
const similarPosts = node(SimilarPosts, { inputs: { posts: corpus }, params: params["similar-posts"] })

// Text
const documents = node(Documents, { inputs: { posts: corpus }, params: params.documents })
const tokens = node(Tokens, { inputs: { documents }, params: params.tokens })
const words = node(Vocabulary, { inputs: { tokens }, params: params.vocabulary })
const { vocabulary, "vocabulary-losses": losses } = words
const counts = node(Counts, { inputs: { tokens, vocabulary }, params: {} })
const tfIdf = node(TfIdf, { inputs: { counts, vocabulary }, params: params["tf-idf"] })
const { lsa, "lsa-dimensions": dimensions } = node(Lsa, { inputs: { tfIdf, vocabulary }, params: params.lsa })

// Topics
const clustering = node(Topics, { inputs: { lsa, documents }, params: params.topics })
const { topics, "topic-starts": starts } = clustering
const terms = node(TopicTerms, { inputs: { counts, vocabulary, topics }, params: params["topic-terms"] })
const spread = node(TopicShares, { inputs: { topics, posts: corpus }, params: {} })
const evidence = node(Evidence, { inputs: { topics, documents, posts: corpus }, params: params.evidence })
const validity = node(Validity, { inputs: { topics, truth: planted }, params: {} })

// Report
const provenance = Pipeline.provenance(Provenance, { files })
const report = node(Report, {
  inputs: {
    provenance,
    funnel,
    rejectReasons,
    notes,
    corpusSites: summary["corpus-sites"],
    corpusYears: summary["corpus-years"],
    corpusLicences: summary["corpus-licences"],
    selectionFunnel,
    termHits,
    similarPosts,
    stateChanges,
    losses,
    sizes: spread["topic-sizes"],
    topicSites: spread["topic-sites"],
    topicShares: spread["topic-shares"],
    terms,
    evidence,
    starts,
    validity
  },
  params: params.report
})

// The embedded corpus: made-up posts, written as the files that a person would export.
const simulated = node(Simulated, { inputs: {}, params: params.simulated })

/** What people who do machine learning ask about notebook platforms. */
export const study = Study.make("ml-practices", {
  title,
  seed,
  outputs: [
    posts,
    rejects,
    selection,
    selectionFunnel,
    corpus,
    similarPosts,
    documents,
    vocabulary,
    counts,
    tfIdf,
    lsa,
    dimensions,
    topics,
    terms,
    spread["topic-shares"],
    evidence
  ],
  target: report,
  corpora: [
    {
      name: "simulated",
      title: "the simulated corpus: made-up posts with planted topics",
      simulated: true,
      sources: { files: simulated["simulated-files"], truth: simulated.truth }
    }
  ],
  defaultCorpus: "simulated",
  published,
  queries
})
