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
import { CorpusFiles } from "@praxis/tables/CorpusFiles"
import { Provenance } from "@praxis/tables/Provenance"
import { Truth } from "@praxis/tables/Truth"
import { Counts } from "@praxis/text-features/Counts"
import { Documents } from "@praxis/text-features/Documents"
import { KnownWords } from "@praxis/text-features/KnownWords"
import { Lsa } from "@praxis/text-features/Lsa"
import { Phrases } from "@praxis/text-features/Phrases"
import { TfIdf } from "@praxis/text-features/TfIdf"
import { Tokens } from "@praxis/text-features/Tokens"
import { Vocabulary } from "@praxis/text-features/Vocabulary"
import { AcceptedFile, AcceptedTopics } from "@praxis/topic-clustering/AcceptedTopics"
import { Assign } from "@praxis/topic-clustering/Assign"
import { acceptTopics } from "@praxis/topic-clustering/acceptTopics"
import { compareTopics } from "@praxis/topic-clustering/compareTopics"
import { describeAssignments } from "@praxis/topic-clustering/describeAssignments"
import { Evidence } from "@praxis/topic-clustering/Evidence"
import { KSweep } from "@praxis/topic-clustering/KSweep"
import { Multiverse } from "@praxis/topic-clustering/Multiverse"
import { Stability } from "@praxis/topic-clustering/Stability"
import { TagAgreement } from "@praxis/topic-clustering/TagAgreement"
import { TopicContrasts } from "@praxis/topic-clustering/TopicContrasts"
import { TopicIdentity } from "@praxis/topic-clustering/TopicIdentity"
import { TopicLabels } from "@praxis/topic-clustering/TopicLabels"
import { TopicNetwork } from "@praxis/topic-clustering/TopicNetwork"
import { TopicQuality } from "@praxis/topic-clustering/TopicQuality"
import { TopicShares } from "@praxis/topic-clustering/TopicShares"
import { Topics } from "@praxis/topic-clustering/Topics"
import { TopicTerms } from "@praxis/topic-clustering/TopicTerms"
import { TopicTree } from "@praxis/topic-clustering/TopicTree"
import { TopicTrends } from "@praxis/topic-clustering/TopicTrends"
import { Validity } from "@praxis/topic-clustering/Validity"
import {
  codeChannels,
  followsStopWords,
  followsTopics,
  followsWeights,
  multiverseFollows,
  params,
  seed
} from "./params.ts"
import { published, queries } from "./published.ts"
import { Selection } from "./selection.ts"
import { Simulated } from "./simulated.ts"
import { title } from "./words.ts"

const { again, node } = Pipeline

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
const reduced = node(Lsa, { inputs: { tfIdf, vocabulary }, params: params.lsa })
const { lsa, "lsa-dimensions": dimensions, "lsa-terms": termVectors } = reduced
const paired = node(Phrases, { inputs: { tokens }, params: params.phrases, follows: followsStopWords })
const { phrases, "phrase-counts": phraseCounts } = paired

// The same with the names in code kept, as another way to read the posts.
const codeTokens = again("code-", Tokens, {
  inputs: { documents },
  params: params.tokens,
  fixed: { channels: codeChannels }
})
const codeWords = again("code-", Vocabulary, { inputs: { tokens: codeTokens }, params: params.vocabulary })
const codeVocabulary = codeWords["code-vocabulary"]
const codeCounts = again("code-", Counts, { inputs: { tokens: codeTokens, vocabulary: codeVocabulary }, params: {} })

// Topics
const sweep = node(KSweep, { inputs: { counts, vocabulary }, params: params["k-sweep"], follows: followsTopics })
const choice = sweep["k-choice"]
const clustering = node(Topics, { inputs: { lsa, tfIdf, vocabulary, documents, choice }, params: params.topics })
const { topics, "topic-centroids": centroids, "topic-starts": starts, "topic-count": topicCount } = clustering
const terms = node(TopicTerms, { inputs: { counts, vocabulary, topics }, params: params["topic-terms"] })
const topicPhrases = node(TopicTerms, {
  name: "topic-phrases",
  inputs: { counts: phraseCounts, vocabulary: phrases, topics },
  params: params["topic-phrases"]
})
const labels = node(TopicLabels, {
  inputs: { counts, vocabulary, topics, termVectors },
  params: params["topic-labels"]
})
const spread = node(TopicShares, { inputs: { topics, posts: corpus }, params: {} })
const evidence = node(Evidence, { inputs: { topics, documents, posts: corpus, similarPosts }, params: params.evidence })

// How they go together, and how they differ over years and sites
const trends = node(TopicTrends, { inputs: { topics, posts: corpus }, params: params["topic-trends"] })
const contrasts = node(TopicContrasts, {
  inputs: { counts, vocabulary, posts: corpus, topics },
  params: params["topic-contrasts"],
  follows: followsTopics
})
const network = node(TopicNetwork, { inputs: { lsa, topics, centroids }, params: params["topic-network"] })
const tree = node(TopicTree, { inputs: { centroids, topics, counts, vocabulary }, params: params["topic-tree"] })

// How far they can be trusted
const validity = node(Validity, { inputs: { topics, truth: planted }, params: {} })
const stability = node(Stability, {
  inputs: { counts, vocabulary, topics },
  params: params.stability,
  follows: followsTopics
})
const multiverse = node(Multiverse, {
  inputs: { counts, vocabulary, topics, codeCounts, codeVocabulary },
  params: params.multiverse,
  follows: multiverseFollows
})
const quality = node(TopicQuality, {
  inputs: { tokens, counts, vocabulary, topics, lsa, topicTerms: terms },
  params: params["topic-quality"]
})
const agreement = node(TagAgreement, {
  inputs: { topics, posts: corpus, counts, vocabulary },
  params: params["tag-agreement"],
  follows: followsTopics
})

// The same topics over several runs
const acceptedFile = Pipeline.optionalSource("accepted-file", AcceptedFile)
const accepted = node(AcceptedTopics, { inputs: { file: acceptedFile }, params: {} })
const identity = node(TopicIdentity, {
  inputs: { topics, accepted: accepted["accepted-topics"], acceptedPosts: accepted["accepted-posts"] },
  params: params["topic-identity"]
})

// New posts in these topics: read as the corpus was, by the same rule
const newFiles = Pipeline.optionalSource("new-files", CorpusFiles, { siteOf: siteFromPath })
const newPosts = again("new-", IngestPosts, { inputs: { files: newFiles }, params: params.posts })["new-posts"]
const newSelection = again("new-", Selection, { inputs: { posts: newPosts }, params: {} })["new-selection"]
const newCorpus = again("new-", Corpus, { inputs: { posts: newPosts, selection: newSelection }, params: params.corpus })
const newDocuments = again("new-", Documents, { inputs: { posts: newCorpus }, params: params.documents })
const newTokens = again("new-", Tokens, { inputs: { documents: newDocuments }, params: params.tokens })
const newCounts = again("new-", Counts, { inputs: { tokens: newTokens, vocabulary }, params: {} })
const knownWords = node(KnownWords, {
  inputs: { tokens, vocabulary },
  params: params["known-words"],
  follows: followsStopWords
})
const newKnownWords = node(KnownWords, {
  name: "new-known-words",
  inputs: { tokens: newTokens, vocabulary },
  params: params["known-words"],
  follows: followsStopWords
})
const placed = node(Assign, {
  inputs: {
    documents: newDocuments,
    counts: newCounts,
    knownWords: newKnownWords,
    modelKnownWords: knownWords,
    vocabulary,
    termVectors,
    lsa,
    centroids: centroids,
    topics
  },
  params: params.assignments,
  follows: followsWeights
})

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
    validity,
    labels,
    phrases: topicPhrases,
    tags: agreement["topic-tags"],
    identity,
    trends: trends["topic-trends"],
    changes: trends["topic-change"],
    contrasts,
    links: network["topic-links"],
    communities: network["topic-communities"],
    tree,
    stability: stability["topic-stability"],
    kSweep: sweep["k-sweep"],
    kChoice: choice,
    topicCount,
    cells: multiverse["multiverse-cells"],
    standing: multiverse["multiverse-topics"],
    quality,
    agreement: agreement["tag-agreement"]
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
    paired["phrase-scores"],
    sweep["k-sweep"],
    choice,
    topics,
    topicCount,
    terms,
    topicPhrases,
    labels,
    spread["topic-shares"],
    evidence,
    trends["topic-trends"],
    trends["topic-change"],
    contrasts,
    network["topic-links"],
    network["topic-communities"],
    tree,
    stability["topic-stability"],
    multiverse["multiverse-cells"],
    multiverse["multiverse-topics"],
    quality,
    agreement["tag-agreement"],
    agreement["topic-tags"],
    identity,
    placed.assignments,
    placed.drift
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
  queries,
  comparisons: [Study.comparison("topics", [topics, terms], compareTopics)],
  acceptance: Study.acceptance({
    file: acceptedFile,
    outputs: [topics, identity, terms],
    accept: acceptTopics
  }),
  placement: Study.placement({
    files: newFiles,
    model: [terms],
    outputs: [placed.assignments, placed.drift],
    describe: describeAssignments
  })
})
