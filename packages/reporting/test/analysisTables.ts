/**
 * Tables of what a made-up study found out about its topics; every text in them comes from the shape, so that attacks do too.
 */
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
import { type TopicShares, type TopicSizes, TopicTerms } from "@praxis/tables/Topics"
import {
  TopicChange,
  TopicCommunities,
  TopicContrasts,
  TopicLinks,
  TopicTree,
  TopicTrends
} from "@praxis/tables/Trends"
import type { AnalysisTables } from "../src/Analyses.ts"

/** All tables, some of them perhaps not there. */
export type Everything = { readonly [K in keyof AnalysisTables]-?: AnalysisTables[K] }

/** What the tables must agree with. */
export interface Basis {
  readonly sizes: Table.Table<typeof TopicSizes>
  readonly terms: Table.Table<typeof TopicTerms>
  readonly shares: Table.Table<typeof TopicShares>
}

const badgeOf = (topic: number): string => ["steady", "wavering", "fleeting"][topic % 3]!

/** Topics in steps of three are steady, wavering and fleeting; authors are known of every second site. */
export const analysisTables = ({ sizes, terms, shares }: Basis): Everything => {
  const topics = Table.toRows(sizes)
  const words = Map.groupBy(Table.toRows(terms), (row) => row.topic)
  const wordsOf = (topic: number) => (words.get(topic) ?? []).map((row) => row.term)
  const years = Table.toRows(shares)
  const sites = [...new Set(years.map((row) => row.site))]
  const cells = ["", "minDf=10", "method=nmf", "dims=60, channels=code"]
  const stands = (topic: number, cell: number) => (topic + cell) % 4 !== 3
  return {
    labels: Table.fromRows(
      TopicLabels,
      topics.flatMap(({ topic }) =>
        ["c-tf-idf", "frex", "lift", "score", "prob", "mmr"].flatMap((measure, m) =>
          wordsOf(topic)
            .slice(m % 2)
            .map((term, i) => ({ topic, measure, rank: i + 1, term, value: 1 / (i + 1) }))
        )
      )
    ),
    phrases: Table.fromRows(
      TopicTerms,
      topics.flatMap(({ topic, posts }) =>
        wordsOf(topic)
          .slice(1)
          .map((term, i) => ({
            topic,
            rank: i + 1,
            term: `${wordsOf(topic)[0]} ${term}`,
            score: 0.1 / (i + 1),
            count: posts >> 2,
            posts: posts >> 2
          }))
      )
    ),
    tags: Table.fromRows(
      TopicTags,
      topics.flatMap(({ topic, posts }) =>
        wordsOf(topic).map((tag, i) => ({
          topic,
          tag,
          posts: posts >> (i + 1),
          share: 1 / 2 ** (i + 1),
          lift: 12 / (i + 1),
          selecting: i === 1
        }))
      )
    ),
    identity: Table.fromRows(
      TopicIdentity,
      topics.map(({ topic }) => ({
        topic,
        number: topic + 1,
        name: topic === 0 ? wordsOf(topic)[0]! : "",
        status: topic % 3 === 2 ? "new" : "kept",
        overlap: topic % 3 === 2 ? null : 0.81
      }))
    ),
    trends: Table.fromRows(
      TopicTrends,
      years.map(({ site, topic, year, partial, posts, total, share }) => ({
        site,
        topic,
        year,
        partial,
        posts,
        total,
        share: posts < 5 ? null : share,
        low: posts < 5 ? null : share * 0.7,
        high: posts < 5 ? null : share * 1.25,
        designEffect: 1.2,
        interval: sites.indexOf(site) % 2 === 0 ? "authors" : "posts treated as independent; too narrow"
      }))
    ),
    changes: Table.fromRows(
      TopicChange,
      sites
        .filter((_, s) => s % 2 === 0)
        .flatMap((site, s) =>
          topics.map(({ topic }) => ({
            site,
            topic,
            slope: (topic % 2 === 0 ? 1 : -1) * 0.004,
            permutations: 999,
            p: 0.001 * (topic + s + 1),
            q: Math.min(1, 0.01 * (topic + s + 1)),
            family: topics.length * Math.ceil(sites.length / 2)
          }))
        )
    ),
    contrasts: Table.fromRows(
      TopicContrasts,
      topics.map(({ topic }) => ({
        contrast: `sites: ${sites[0]} – ${sites.at(-1)}`,
        found: topic,
        words: wordsOf(topic),
        topic,
        postsA: 12,
        postsB: 30,
        totalA: 100,
        totalB: 150,
        shareA: 0.12,
        shareB: 0.2,
        difference: -0.08,
        units: topic % 2 === 0 ? "authors" : "posts",
        p: 0.02 * (topic + 1),
        q: Math.min(1, 0.03 * (topic + 1)),
        family: topics.length
      }))
    ),
    links: Table.fromRows(
      TopicLinks,
      topics.slice(2).map(({ topic }) => ({ a: topic - 2, b: topic, correlation: 0.5 - 0.01 * topic }))
    ),
    communities: Table.fromRows(
      TopicCommunities,
      topics.map(({ topic }) => ({ topic, community: topic % 2, strength: 0.4 }))
    ),
    tree: Table.fromRows(
      TopicTree,
      topics.slice(1).map(({ topic }, merge) => ({
        node: topics.length + merge,
        left: merge === 0 ? 0 : topic,
        right: merge === 0 ? 1 : topics.length + merge - 1,
        height: 3 + merge,
        posts: topics.slice(0, merge + 2).reduce((sum, { posts }) => sum + posts, 0),
        words: wordsOf(topic).slice(0, 3)
      }))
    ),
    stability: Table.fromRows(
      TopicStability,
      ["real", "shuffled"].flatMap((corpus) =>
        topics.map(({ topic, posts }) => ({
          corpus,
          topic,
          posts,
          samples: 20,
          returned: corpus === "shuffled" ? 1 : 19 - (topic % 3) * 6,
          badge: corpus === "shuffled" ? "fleeting" : badgeOf(topic),
          medianAssignment: 0.83,
          medianWords: 0.67,
          seedReturn: 1,
          fewerReturn: topics.length < 3 ? null : 0.5,
          moreReturn: 0.75
        }))
      )
    ),
    kSweep: Table.fromRows(
      KSweep,
      [5, 10, 15].flatMap((k) =>
        [0, 1].map((seed) => ({
          k,
          seed,
          inertia: 1000 - 20 * k - seed,
          silhouette: 0.2,
          sampleSilhouette: 0.11,
          npmi: 0.09,
          umass: -40.5,
          exclusivity: 9.1,
          diversity: 0.8,
          balance: 0.95,
          pareto: seed === 0
        }))
      )
    ),
    kChoice: Table.fromRows(
      KChoice,
      [5, 10, 15].map((k) => ({
        k,
        steadyTopics: k === 10 ? 6 : 3,
        steadyPosts: k === 10 ? 210 : 130,
        shuffledSteadyTopics: 0,
        shuffledSteadyPosts: 0,
        meanReturn: 0.6,
        chosen: k === 10,
        reason: k === 10 ? "With 10 topics most posts are in steady topics." : ""
      }))
    ),
    topicCount: Table.fromRows(TopicCount, [
      {
        k: topics.length,
        chosenBy: "person",
        conventionK: 10,
        reason: "With 10 topics most posts are in steady topics."
      }
    ]),
    cells: Table.fromRows(
      MultiverseCells,
      cells.map((choices, cell) => ({
        cell,
        choices,
        k: topics.length,
        terms: 3000 - 400 * cell,
        posts: 900,
        ari: 0.9 - 0.1 * cell,
        standing: topics.filter(({ topic }) => stands(topic, cell)).length
      }))
    ),
    standing: Table.fromRows(
      MultiverseTopics,
      topics.flatMap(({ topic }) =>
        cells.map((_, cell) => ({
          topic,
          cell,
          assignmentJaccard: 0.7,
          wordJaccard: 0.5,
          stands: stands(topic, cell)
        }))
      )
    ),
    quality: Table.fromRows(TopicQuality, [
      { measure: "npmi", variant: "textbook", topic: 0, value: 0.2, definition: "Of one topic." },
      { measure: "npmi", variant: "textbook", topic: null, value: 0.1234, definition: "Mean over pairs of words." },
      { measure: "diversity", variant: "textbook", topic: null, value: 0.81, definition: "Share of words that differ." }
    ]),
    agreement: Table.fromRows(
      TagAgreement,
      ["whole", "masked"].flatMap((text) =>
        (["ami", "posts"] as const).map((measure) => ({
          measure,
          text,
          value: measure === "posts" ? 1234 : text === "whole" ? 0.412 : 0.205,
          definition: measure === "posts" ? "Posts that have such a tag." : "Adjusted mutual information."
        }))
      )
    )
  }
}
