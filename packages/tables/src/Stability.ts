/**
 * How far topics can be trusted: what comes back in other samples, other seeds, other choices.
 */
import * as Table from "@praxis/dataflow/Table"

/** One row a topic of a corpus: `real` first, then `shuffled` (the same posts with all tokens dealt out anew: text without structure). */
export const TopicStability = Table.contract("topic-stability", {
  /** `real` or `shuffled`. */
  corpus: Table.utf8,
  topic: Table.int32,
  posts: Table.uint32,
  /** Bootstrap samples (each post counted once). */
  samples: Table.uint32,
  /** Samples in which its match has assignment Jaccard ≥ .6 and top-10-word Jaccard ≥ .43. */
  returned: Table.uint32,
  /** `steady`: returned in at least 80 % of samples; `fleeting`: in under 50 %; else `wavering`. */
  badge: Table.utf8,
  /** Medians over samples, 0 to 1; a topic without a match counts as 0. */
  medianAssignment: Table.float64,
  medianWords: Table.float64,
  /** Share of other seeds (K as it is) in which a topic with top-10-word Jaccard ≥ .25 is found. Not part of the badge. */
  seedReturn: Table.float64,
  /** The same with K − 1 and K + 1 topics; null where K is too small. */
  fewerReturn: Table.nullable(Table.float64),
  moreReturn: Table.nullable(Table.float64)
})

/** One row a topic and bootstrap sample; by corpus, topic, sample. */
export const StabilitySamples = Table.contract("stability-samples", {
  corpus: Table.utf8,
  topic: Table.int32,
  sample: Table.uint32,
  /** The topic of the sample that is matched to it, one to one (Hungarian, on assignment Jaccard); null where there is none. */
  match: Table.nullable(Table.int32),
  assignmentJaccard: Table.float64,
  wordJaccard: Table.float64
})

/** The sweep over K: one row a K and seed; by k, then seed number. One LSA dimension serves all K. */
export const KSweep = Table.contract("k-sweep", {
  k: Table.uint32,
  seed: Table.uint32,
  inertia: Table.float64,
  /** Mean simplified silhouette (distances to centroids), −1 to 1. */
  silhouette: Table.float64,
  /** Mean exact silhouette of a sample of posts, −1 to 1. */
  sampleSilhouette: Table.float64,
  /** Mean NPMI of the first ten words, pairs counted by document. */
  npmi: Table.float64,
  umass: Table.float64,
  exclusivity: Table.float64,
  diversity: Table.float64,
  /** Entropy of the topic sizes over ln K, 0 to 1; 1 = all equal. */
  balance: Table.float64,
  /** True where no other run of the same K is at least as good in every measure and better in one. */
  pareto: Table.bool
})

/** One row a K of the sweep, ascending. */
export const KChoice = Table.contract("k-choice", {
  k: Table.uint32,
  /** Topics with the badge `steady`, over bootstrap samples. */
  steadyTopics: Table.uint32,
  /** Posts in them. */
  steadyPosts: Table.uint32,
  /** The same on the shuffled corpus. */
  shuffledSteadyTopics: Table.uint32,
  shuffledSteadyPosts: Table.uint32,
  /** Mean share of samples in which a topic returned, weighted by posts, 0 to 1. */
  meanReturn: Table.float64,
  /** The one that the convention chooses: most posts in steady topics, ties to the smaller K. */
  chosen: Table.bool,
  /** Why it is chosen, and what that is worth, in words; empty for the others. */
  reason: Table.utf8
})

/** The number of topics that the study uses; one row. */
export const TopicCount = Table.contract("topic-count", {
  k: Table.uint32,
  /** `convention` or `person`. */
  chosenBy: Table.utf8,
  /** What the convention would choose. */
  conventionK: Table.uint32,
  reason: Table.utf8
})

/** One row a cell of the multiverse: one way to make the study's choices. */
export const MultiverseCells = Table.contract("multiverse-cells", {
  cell: Table.uint32,
  /** The choices that differ from the study's, as `k=20, channels=code`; empty for the study's own. */
  choices: Table.utf8,
  k: Table.uint32,
  terms: Table.uint32,
  /** Posts that have a topic there. */
  posts: Table.uint32,
  /** Adjusted Rand index with the study's topics, over the posts that both place; NaN where there is none. */
  ari: Table.float64,
  /** Topics of the study that stand there. */
  standing: Table.uint32
})

/** One row a topic of the study and cell, by topic, then cell. */
export const MultiverseTopics = Table.contract("multiverse-topics", {
  topic: Table.int32,
  cell: Table.uint32,
  assignmentJaccard: Table.float64,
  wordJaccard: Table.float64,
  /** Both are as high as the badge asks for: ≥ .6 and ≥ .43. */
  stands: Table.bool
})
