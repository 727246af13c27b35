/**
 * The tables of a report, grouped as its sections read them. Nothing is estimated here: numbers are passed on.
 */
import * as Table from "@praxis/dataflow/Table"
import type { VocabularyLosses } from "@praxis/tables/Documents"
import type { StateChanges } from "@praxis/tables/Duplicates"
import type { CorpusLicences, CorpusSites, CorpusYears, Funnel, InputNotes, RejectReasons } from "@praxis/tables/Posts"
import type { Provenance } from "@praxis/tables/Provenance"
import type { SelectionFunnel, TermHits } from "@praxis/tables/Selection"
import type {
  Evidence,
  TopicShares,
  TopicSites,
  TopicSizes,
  TopicStarts,
  TopicTerms,
  Validity
} from "@praxis/tables/Topics"
import { type Analyses, type AnalysisRow, type AnalysisTables, analysesOf } from "./Analyses.ts"
import { type Facts, factsOf } from "./Facts.ts"
import type { ReportParams } from "./ReportParams.ts"
import { type RuleCounts, ruleCounts } from "./RuleCounts.ts"
import type { SimilarPairs } from "./SimilarPairs.ts"

/** The inputs of the report as tables; those that may be long are counted beforehand. */
export interface ReportTables {
  readonly provenance: Table.Table<typeof Provenance>
  readonly funnel: Table.Table<typeof Funnel>
  readonly rejectReasons: Table.Table<typeof RejectReasons>
  readonly notes: Table.Table<typeof InputNotes>
  readonly corpusSites: Table.Table<typeof CorpusSites>
  readonly corpusYears: Table.Table<typeof CorpusYears>
  readonly corpusLicences: Table.Table<typeof CorpusLicences>
  readonly selectionFunnel: Table.Table<typeof SelectionFunnel>
  readonly termHits: Table.Table<typeof TermHits>
  readonly stateChanges: Table.Table<typeof StateChanges>
  readonly losses: Table.Table<typeof VocabularyLosses>
  readonly sizes: Table.Table<typeof TopicSizes>
  readonly topicSites: Table.Table<typeof TopicSites>
  readonly topicShares: Table.Table<typeof TopicShares>
  readonly terms: Table.Table<typeof TopicTerms>
  readonly evidence: Table.Table<typeof Evidence>
  readonly starts: Table.Table<typeof TopicStarts>
  readonly validity: Table.Table<typeof Validity> | undefined
}

/** A topic and all that is said of it. `topic` −1 are the posts that no topic could take. */
export interface Topic {
  readonly topic: number
  readonly posts: number
  readonly share: number
  /** By rank, at most `nTerms`. */
  readonly terms: ReadonlyArray<Table.RowOf<typeof TopicTerms>>
  /** In the order of the sites. */
  readonly sites: ReadonlyArray<Table.RowOf<typeof TopicSites>>
  /** By site, then year. */
  readonly years: ReadonlyArray<Table.RowOf<typeof TopicShares>>
  readonly evidence: ReadonlyArray<Table.RowOf<typeof Evidence>>
  /** The words of each measure, best first; none where no other measure was taken. */
  readonly labels: ReadonlyArray<AnalysisRow<"labels">>
  readonly phrases: ReadonlyArray<AnalysisRow<"phrases">>
  /** By falling lift. */
  readonly tags: ReadonlyArray<AnalysisRow<"tags">>
  readonly identity: AnalysisRow<"identity"> | undefined
  /** As `years`, with intervals. */
  readonly trends: ReadonlyArray<AnalysisRow<"trends">>
  readonly stability: AnalysisRow<"stability"> | undefined
  /** In which cells of the multiverse it stands, by cell. */
  readonly standing: ReadonlyArray<AnalysisRow<"standing">>
}

/** The selection rule, by both ways of matching. */
export interface Rule {
  /** The variant that selected the posts of the topics; null where none did, or the run does not tell. */
  readonly ran: string | null
  /** The variant that is drawn: the one that ran, else `words`. */
  readonly variant: string
  /** The counts of `variant`. */
  readonly counts: RuleCounts
  readonly words: RuleCounts
  readonly paper: RuleCounts
}

/** What the sections read. */
export interface ReportModel {
  readonly params: ReportParams
  readonly facts: Facts
  readonly funnel: ReadonlyArray<Table.RowOf<typeof Funnel>>
  readonly rejectReasons: ReadonlyArray<Table.RowOf<typeof RejectReasons>>
  readonly notes: ReadonlyArray<Table.RowOf<typeof InputNotes>>
  readonly sites: ReadonlyArray<Table.RowOf<typeof CorpusSites>>
  readonly years: ReadonlyArray<Table.RowOf<typeof CorpusYears>>
  readonly licences: ReadonlyArray<Table.RowOf<typeof CorpusLicences>>
  readonly rule: Rule
  readonly termHits: ReadonlyArray<Table.RowOf<typeof TermHits>>
  readonly similar: SimilarPairs
  readonly stateChanges: ReadonlyArray<Table.RowOf<typeof StateChanges>>
  readonly losses: ReadonlyArray<Table.RowOf<typeof VocabularyLosses>>
  /** In topic order, −1 last. */
  readonly topics: ReadonlyArray<Topic>
  readonly starts: ReadonlyArray<Table.RowOf<typeof TopicStarts>>
  readonly validity: ReadonlyArray<Table.RowOf<typeof Validity>>
  readonly analyses: Analyses
  /** The full name of a site, or its short one. */
  readonly siteName: (site: string) => string
  /** Where a question can be read; null where that is not known, and for simulated ones. */
  readonly postUrl: (site: string, id: string) => string | null
}

/** Groups the tables by topic, site and variant. */
export const reportModel = (
  tables: ReportTables,
  analysisTables: AnalysisTables,
  similar: SimilarPairs,
  params: ReportParams
): ReportModel => {
  const analyses = analysesOf(analysisTables)
  const found = <Row extends { readonly topic: number }>(rows: ReadonlyArray<Row> | null) => {
    const byTopic = Map.groupBy(rows ?? [], (row) => row.topic)
    return (topic: number): ReadonlyArray<Row> => byTopic.get(topic) ?? []
  }
  const { labels, phrases, tags, identity, trends, standing } = analyses
  const [labelsOf, phrasesOf, tagsOf, trendsOf, standingOf] = [
    found(labels),
    found(phrases),
    found(tags),
    found(trends),
    found(standing)
  ]
  const stabilityOf = found(analyses.stability?.filter((row) => row.corpus === "real") ?? null)
  const facts = factsOf(Table.toRows(tables.provenance))
  const sites = Table.toRows(tables.corpusSites)
  const siteByName = new Map(sites.map((row) => [row.site, row]))
  const terms = Map.groupBy(Table.toRows(tables.terms), (row) => row.topic)
  const topicSites = Map.groupBy(Table.toRows(tables.topicSites), (row) => row.topic)
  const topicShares = Map.groupBy(Table.toRows(tables.topicShares), (row) => row.topic)
  const evidence = Map.groupBy(Table.toRows(tables.evidence), (row) => row.topic)
  return {
    params,
    facts,
    funnel: Table.toRows(tables.funnel),
    rejectReasons: Table.toRows(tables.rejectReasons),
    notes: Table.toRows(tables.notes),
    sites,
    years: Table.toRows(tables.corpusYears),
    licences: Table.toRows(tables.corpusLicences),
    rule: ruleOf(Table.toRows(tables.selectionFunnel), facts.parameter("corpus.rule")),
    termHits: Table.toRows(tables.termHits),
    similar,
    stateChanges: Table.toRows(tables.stateChanges),
    losses: Table.toRows(tables.losses),
    topics: Table.toRows(tables.sizes).map(({ topic, posts, share }) => ({
      topic,
      posts,
      share,
      terms: (terms.get(topic) ?? []).filter((row) => row.rank <= params.nTerms),
      sites: topicSites.get(topic) ?? [],
      years: topicShares.get(topic) ?? [],
      evidence: evidence.get(topic) ?? [],
      labels: labelsOf(topic),
      phrases: phrasesOf(topic),
      tags: tagsOf(topic),
      identity: identity?.find((row) => row.topic === topic),
      trends: trendsOf(topic),
      stability: stabilityOf(topic)[0],
      standing: standingOf(topic)
    })),
    starts: Table.toRows(tables.starts),
    validity: tables.validity === undefined ? [] : Table.toRows(tables.validity),
    analyses,
    siteName: (site) =>
      Object.hasOwn(params.siteNames, site) ? params.siteNames[site]! : (siteByName.get(site)?.title ?? site),
    postUrl: (site, id) => {
      const address = siteByName.get(site)?.address ?? null
      return facts.simulated || address === null || !/^\d+$/.test(id) ? null : `${address}/questions/${id}`
    }
  }
}

const ruleOf = (rows: ReadonlyArray<Table.RowOf<typeof SelectionFunnel>>, parameter: unknown): Rule => {
  const words = ruleCounts(rows, "words")
  const paper = ruleCounts(rows, "paper")
  const ran = parameter === "words" || parameter === "paper" ? parameter : null
  const variant = ran ?? "words"
  return { ran, variant, counts: variant === "paper" ? paper : words, words, paper }
}
