/**
 * The tables of a report, grouped as its sections read them. Nothing is estimated here: numbers are passed on.
 */
import * as Table from "@praxis/dataflow/Table"
import type { VocabularyLosses } from "@praxis/tables/Documents"
import type { CorpusSites, CorpusYears, Funnel, InputNotes, SelectionCounts } from "@praxis/tables/Posts"
import type { Provenance } from "@praxis/tables/Provenance"
import type {
  Evidence,
  TopicShares,
  TopicSites,
  TopicSizes,
  TopicStarts,
  TopicTerms,
  Validity
} from "@praxis/tables/Topics"
import { type Facts, factsOf } from "./Facts.ts"
import type { ReportParams } from "./ReportParams.ts"

/** The inputs of the report as tables. */
export interface ReportTables {
  readonly provenance: Table.Table<typeof Provenance>
  readonly funnel: Table.Table<typeof Funnel>
  readonly notes: Table.Table<typeof InputNotes>
  readonly corpusSites: Table.Table<typeof CorpusSites>
  readonly corpusYears: Table.Table<typeof CorpusYears>
  readonly selectionCounts: Table.Table<typeof SelectionCounts>
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
}

/** What the sections read. */
export interface ReportModel {
  readonly params: ReportParams
  readonly facts: Facts
  readonly funnel: ReadonlyArray<Table.RowOf<typeof Funnel>>
  readonly notes: ReadonlyArray<Table.RowOf<typeof InputNotes>>
  readonly sites: ReadonlyArray<Table.RowOf<typeof CorpusSites>>
  readonly years: ReadonlyArray<Table.RowOf<typeof CorpusYears>>
  readonly selectionCounts: ReadonlyArray<Table.RowOf<typeof SelectionCounts>>
  readonly losses: ReadonlyArray<Table.RowOf<typeof VocabularyLosses>>
  /** In topic order, −1 last. */
  readonly topics: ReadonlyArray<Topic>
  readonly starts: ReadonlyArray<Table.RowOf<typeof TopicStarts>>
  readonly validity: ReadonlyArray<Table.RowOf<typeof Validity>>
  /** The full name of a site, or its short one. */
  readonly siteName: (site: string) => string
}

/** Groups the tables by topic. */
export const reportModel = (tables: ReportTables, params: ReportParams): ReportModel => {
  const terms = Map.groupBy(Table.toRows(tables.terms), (row) => row.topic)
  const topicSites = Map.groupBy(Table.toRows(tables.topicSites), (row) => row.topic)
  const topicShares = Map.groupBy(Table.toRows(tables.topicShares), (row) => row.topic)
  const evidence = Map.groupBy(Table.toRows(tables.evidence), (row) => row.topic)
  return {
    params,
    facts: factsOf(Table.toRows(tables.provenance)),
    funnel: Table.toRows(tables.funnel),
    notes: Table.toRows(tables.notes),
    sites: Table.toRows(tables.corpusSites),
    years: Table.toRows(tables.corpusYears),
    selectionCounts: Table.toRows(tables.selectionCounts),
    losses: Table.toRows(tables.losses),
    topics: Table.toRows(tables.sizes).map(({ topic, posts, share }) => ({
      topic,
      posts,
      share,
      terms: (terms.get(topic) ?? []).filter((row) => row.rank <= params.nTerms),
      sites: topicSites.get(topic) ?? [],
      years: topicShares.get(topic) ?? [],
      evidence: evidence.get(topic) ?? []
    })),
    starts: Table.toRows(tables.starts),
    validity: tables.validity === undefined ? [] : Table.toRows(tables.validity),
    siteName: (site) => (Object.hasOwn(params.siteNames, site) ? params.siteNames[site]! : site)
  }
}
