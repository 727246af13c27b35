/**
 * What a study may find out about its topics beside their words, shares and posts; each table is there where it is wired.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { TopicLabels } from "@praxis/tables/Labels"
import { TagAgreement, TopicQuality, TopicTags } from "@praxis/tables/Quality"
import { TopicIdentity } from "@praxis/tables/Runs"
import {
  KChoice,
  KSweep,
  MultiverseCells,
  MultiverseTopics,
  TopicCount,
  TopicStability
} from "@praxis/tables/Stability"
import { TopicTerms } from "@praxis/tables/Topics"
import {
  TopicChange,
  TopicCommunities,
  TopicContrasts,
  TopicLinks,
  TopicTree,
  TopicTrends
} from "@praxis/tables/Trends"
import { Effect } from "effect"

/** The contracts by the name of the report's input. */
const contracts = {
  labels: TopicLabels,
  phrases: TopicTerms,
  tags: TopicTags,
  identity: TopicIdentity,
  trends: TopicTrends,
  changes: TopicChange,
  contrasts: TopicContrasts,
  links: TopicLinks,
  communities: TopicCommunities,
  tree: TopicTree,
  stability: TopicStability,
  kSweep: KSweep,
  kChoice: KChoice,
  topicCount: TopicCount,
  cells: MultiverseCells,
  standing: MultiverseTopics,
  quality: TopicQuality,
  agreement: TagAgreement
} as const
type Contracts = typeof contracts

/** The report's inputs of these tables. */
export const analysisInputs = Object.fromEntries(
  Object.entries(contracts).map(([name, contract]) => [name, Stage.optional(contract)])
) as unknown as { readonly [K in keyof Contracts]: Stage.Optional<Contracts[K]> }

/** The tables that are there. */
export type AnalysisTables = { readonly [K in keyof Contracts]?: Table.Table<Contracts[K]> | undefined }

/** Their rows; null where a table is not there. */
export type Analyses = { readonly [K in keyof Contracts]: ReadonlyArray<Table.RowOf<Contracts[K]>> | null }

/** A row of one of them. */
export type AnalysisRow<K extends keyof Contracts> = Table.RowOf<Contracts[K]>

/** Reads the inputs that are wired. */
export const readAnalyses = <E>(
  inputs: {
    readonly [K in keyof Contracts]: { readonly table: Effect.Effect<Table.Table<Contracts[K]>, E> } | undefined
  }
): Effect.Effect<AnalysisTables, E> => {
  const names = Object.keys(contracts) as ReadonlyArray<keyof Contracts>
  const wired = names.flatMap((name) => {
    const input = inputs[name]
    return input === undefined ? [] : [[name, input.table] as const]
  })
  return Effect.all(Object.fromEntries(wired)) as Effect.Effect<AnalysisTables, E>
}

/** The rows of the tables. */
export const analysesOf = (tables: AnalysisTables): Analyses =>
  Object.fromEntries(
    (Object.keys(contracts) as ReadonlyArray<keyof Contracts>).map((name) => {
      const table = tables[name] as Table.Table<Table.AnyContract> | undefined
      return [name, table === undefined ? null : Table.toRows(table)]
    })
  ) as unknown as Analyses
