/**
 * Topics over several runs: the same ones found again, and new posts placed among them.
 */
import * as Table from "@praxis/dataflow/Table"

/** The topics that a person accepted, and those that were accepted before and are gone; by number. */
export const AcceptedTopics = Table.contract("accepted-topics", {
  /** The number that the topic keeps, from 1. */
  number: Table.uint32,
  /** The name that a person gave it; empty where none did. */
  name: Table.utf8,
  /** True where no topic of the accepted run has the number any more; no other gets it. */
  retired: Table.bool
})

/** The posts of accepted topics, so that a later run can find them again. By topic, then site and id as in the file. */
export const AcceptedPosts = Table.contract("accepted-posts", {
  number: Table.uint32,
  site: Table.utf8,
  id: Table.utf8
})

/** One row a topic, in topic order: under which number and name a reader knows it. */
export const TopicIdentity = Table.contract("topic-identity", {
  topic: Table.int32,
  /** Kept from the accepted run where the topic is found again; else a number that no topic had. */
  number: Table.uint32,
  name: Table.utf8,
  /** `kept`, `new`, or `first` where nothing was accepted yet. */
  status: Table.utf8,
  /** Jaccard of the posts with the accepted topic, over posts of both runs; null where not kept. */
  overlap: Table.nullable(Table.float64)
})

/** Two runs' topics matched by the posts that both hold; one row a pair with common posts worth a name, and a row for each topic without one. */
export const TopicChanges = Table.contract("topic-changes", {
  /** `same`, `split`, `merged`, `new`, `gone`. */
  kind: Table.utf8,
  before: Table.nullable(Table.int32),
  after: Table.nullable(Table.int32),
  /** Posts in both. */
  posts: Table.uint32,
  /** Jaccard over posts of both runs, 0 to 1. */
  overlap: Table.float64
})

/** One row a document: how many of its words a model knows. */
export const KnownWords = Table.contract("known-words", {
  doc: Table.uint32,
  /** Its tokens, stop words left out. */
  words: Table.uint32,
  /** Those of them that the model's vocabulary holds. */
  known: Table.uint32
})

/** One row a new post, in the order of the new posts: where it falls in a model that was not fitted to it. */
export const Assignments = Table.contract("assignments", {
  site: Table.utf8,
  id: Table.utf8,
  title: Table.utf8,
  /** −1 = none of its words is in the vocabulary, or they have nothing in the model's dimensions. */
  topic: Table.int32,
  /** Cosine to the centroid of its topic, −1 to 1; 0 where unassigned. */
  similarity: Table.float64,
  /** `similarity` less the highest cosine to another centroid; as in the table `topics`. */
  margin: Table.float64,
  /** The topic of that other centroid; −1 where unassigned or where there is one topic. */
  second: Table.int32,
  /** Share of its tokens (stop words left out) that the vocabulary holds, 0 to 1; 0 without a token. */
  known: Table.float64,
  /** Share of the topic's own posts that are less similar to its centroid, 0 to 1; below .05 it fits worse than nearly all of them. 0 where unassigned. */
  fit: Table.float64,
  /** The topic that it has in the model, where it is a post of the model's corpus (same site and id); else null. */
  modelTopic: Table.nullable(Table.int32)
})

/** How well new posts fit an old model, one row a measure: counts, shares and distances, each with what it is. See the stage `assignments`. */
export const Drift = Table.contract("drift", {
  measure: Table.utf8,
  value: Table.float64,
  definition: Table.utf8
})
