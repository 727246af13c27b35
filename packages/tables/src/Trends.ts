/**
 * How topics change over the years within a site, how sites differ, and how topics go together.
 */
import * as Table from "@praxis/dataflow/Table"

/** One row a site, topic and year (as in `topic-shares`, −1 left out): the share with an interval that says what it allows for. By site, topic, year. */
export const TopicTrends = Table.contract("topic-trends", {
  site: Table.utf8,
  topic: Table.int32,
  year: Table.int32,
  partial: Table.bool,
  posts: Table.uint32,
  /** All posts of the site in the year, unassigned ones included. */
  total: Table.uint32,
  /** posts / total, 0 to 1; null where `posts` is under 5, which is shown as a count alone. */
  share: Table.nullable(Table.float64),
  /** Wilson 95 % interval of the share, with total divided by the design effect; null where the share is. */
  low: Table.nullable(Table.float64),
  high: Table.nullable(Table.float64),
  /**
   * Variance of the share over authors by that of independent posts, one number for all years of the site and topic; 1
   * where authors are not known. Of a topic without a post, or with all, as if the posts of an author were all alike.
   */
  designEffect: Table.float64,
  /** `authors` or `posts treated as independent; too narrow`. */
  interval: Table.utf8
})

/** One row a site and topic: did its share change over the years, by permuting whole authors; only where authors are known. Partial years are left out. By site, then topic. */
export const TopicChange = Table.contract("topic-change", {
  site: Table.utf8,
  topic: Table.int32,
  /** Change of the share a year (slope of least squares over posts). */
  slope: Table.float64,
  permutations: Table.uint32,
  /** (1 + permutations at least as extreme) / (1 + permutations), two-sided. */
  p: Table.float64,
  /** By Benjamini and Hochberg over the whole family. */
  q: Table.float64,
  /** Tests in the family. */
  family: Table.uint32
})

/** A confirmatory contrast: topics found on one half of the authors (or posts), tested on the other half. One row a contrast and topic: sites first, by the order of posts, then years. */
export const TopicContrasts = Table.contract("topic-contrasts", {
  /** `sites: A – B` or, with the first and the second half of its whole years, `years within A: 2015–2017, then 2018–2020`. */
  contrast: Table.utf8,
  /** Number of the topic in the half that found it, by falling size. */
  found: Table.int32,
  /** Its first words. */
  words: Table.list(Table.utf8),
  /** The topic of the study that it overlaps most (Jaccard of posts, on the half that found it). */
  topic: Table.int32,
  /** Posts of the topic on the half that tests, on the first and the second side of the contrast. */
  postsA: Table.uint32,
  postsB: Table.uint32,
  /** All posts of each side on that half, unassigned ones included. */
  totalA: Table.uint32,
  totalB: Table.uint32,
  /** postsA / totalA and postsB / totalB, 0 to 1. */
  shareA: Table.float64,
  shareB: Table.float64,
  /** shareA − shareB. */
  difference: Table.float64,
  /** `authors` or `posts`: what was split in halves and permuted. Where it is `posts`, posts of one author count as independent, and p is too small. */
  units: Table.utf8,
  p: Table.float64,
  q: Table.float64,
  family: Table.uint32
})

/** Pairs of topics that the same posts lean to; a < b. By a, then b. */
export const TopicLinks = Table.contract("topic-links", {
  a: Table.int32,
  b: Table.int32,
  /** Correlation over posts of the similarities to the two centroids, −1 to 1; positive ones beyond the threshold. */
  correlation: Table.float64
})

/** One row a topic: its community in the network of {@link TopicLinks}, numbered by falling posts. */
export const TopicCommunities = Table.contract("topic-communities", {
  topic: Table.int32,
  community: Table.int32,
  /** Sum of the correlations of its links. */
  strength: Table.float64
})

/** Topics merged step by step; row i makes node nTopics + i of two nodes, the nearest first. Nodes below nTopics are topics. */
export const TopicTree = Table.contract("topic-tree", {
  node: Table.uint32,
  left: Table.uint32,
  right: Table.uint32,
  /** Ward's increase of the sum of squares, as a distance. */
  height: Table.float64,
  /** Posts. */
  posts: Table.uint32,
  /** The words that set the merged topic apart, by cTfIdf. */
  words: Table.list(Table.utf8)
})
