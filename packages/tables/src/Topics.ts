/**
 * Topics: which post belongs where, what each topic is made of, and how it is spread.
 * Topics are numbered from 0 by falling size; −1 is "unassigned" (a post without a term).
 */
import * as Table from "@praxis/dataflow/Table"

/** One row a document, in the order of posts. */
export const Topics = Table.contract("topics", {
  doc: Table.uint32,
  site: Table.utf8,
  id: Table.utf8,
  /** −1 = unassigned. */
  topic: Table.int32,
  /** Cosine to the centroid of its topic, −1 to 1; 0 where unassigned. */
  similarity: Table.float64,
  /**
   * `similarity` less the highest cosine to another centroid; small = borderline. Negative where another centroid is
   * nearer by angle: posts belong to the centroid that is nearest by distance. 0 where unassigned or one topic.
   */
  margin: Table.float64,
  /** The topic of that other centroid; −1 where unassigned or where there is one topic. */
  second: Table.int32
})

/** One row a topic, in topic order. */
export const TopicCentroids = Table.contract("topic-centroids", {
  topic: Table.int32,
  /** Posts in the topic. */
  size: Table.uint32,
  /** The mean of its posts' vectors (dims). */
  centroid: Table.fixedList(Table.float64, "dims")
})

/** One row a start of the clustering, in order; `kept` marks the one with the lowest inertia (the first of equals). */
export const TopicStarts = Table.contract("topic-starts", {
  start: Table.uint32,
  seed: Table.uint32,
  iterations: Table.uint32,
  converged: Table.bool,
  /** What the method makes small: of k-means the sum of squared distances to the own centroid, of spherical k-means that of 1 − cosine, of NMF the squared error. */
  inertia: Table.float64,
  kept: Table.bool
})

/** The words that set a topic apart, by topic, then rank from 1. */
export const TopicTerms = Table.contract("topic-terms", {
  topic: Table.int32,
  rank: Table.uint32,
  term: Table.utf8,
  /** cTfIdf (BERTopic): share of the word in the topic × ln(1 + A / f). */
  score: Table.float64,
  /** Occurrences in the topic's posts. */
  count: Table.uint32,
  /** Posts of the topic that hold it. */
  posts: Table.uint32
})

/** One row a topic (and −1 where some posts are unassigned, last): size over all sites and years. */
export const TopicSizes = Table.contract("topic-sizes", {
  topic: Table.int32,
  posts: Table.uint32,
  /** Of all posts of the study, unassigned ones included; 0 to 1. */
  share: Table.float64
})

/** One row a site and topic, zero counts included; by site, then topic (−1 last). */
export const TopicSites = Table.contract("topic-sites", {
  site: Table.utf8,
  topic: Table.int32,
  posts: Table.uint32,
  /** All posts of the site. */
  total: Table.uint32,
  /** posts / total, 0 to 1. */
  share: Table.float64
})

/** One row a site, year and topic, zero counts and years without a post (share 0) included; posts without a date are left out. By site, year, topic (−1 last). */
export const TopicShares = Table.contract("topic-shares", {
  site: Table.utf8,
  /** Calendar year (UTC). */
  year: Table.int32,
  /** True where the site's first or last post lies inside this year, so that the year may not be whole. */
  partial: Table.bool,
  topic: Table.int32,
  posts: Table.uint32,
  /** All posts of the site in the year. */
  total: Table.uint32,
  /** posts / total, 0 to 1. */
  share: Table.float64
})

/** Posts to read for each topic: by topic, kind (central, borderline, random), rank from 1. */
export const Evidence = Table.contract("evidence", {
  topic: Table.int32,
  /** `central`, `borderline` or `random`. */
  kind: Table.utf8,
  rank: Table.uint32,
  site: Table.utf8,
  id: Table.utf8,
  title: Table.utf8,
  /** The beginning of the text, at most 400 characters. */
  excerpt: Table.utf8,
  createdAt: Table.nullable(Table.timestamp),
  url: Table.nullable(Table.utf8),
  licence: Table.nullable(Table.utf8),
  similarity: Table.float64,
  margin: Table.float64
})

/** How well planted topics were found again; one row a measure. No row where the corpus has no truth. */
export const Validity = Table.contract("validity", {
  /**
   * `ari-topics`, `ari-oracle`, `ari-ratio`, then counts: `posts`, `planted-topics`, `unassigned-posts`,
   * `planted-posts-missing`, `posts-not-planted`.
   */
  measure: Table.utf8,
  value: Table.float64,
  /** What the number is, in one sentence. */
  definition: Table.utf8
})
