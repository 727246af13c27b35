/**
 * How good topics are by the field's measures, each with its variant and definition.
 */
import * as Table from "@praxis/dataflow/Table"

/** One row a measure, variant and topic; by measure and variant in the order in which they are named below, then topic (null = all topics together, last). */
export const TopicQuality = Table.contract("topic-quality", {
  /** `umass`, `npmi`, `c-v`, `exclusivity`, `diversity`, `silhouette`, `balance`. */
  measure: Table.utf8,
  /** Which of several definitions under the same name: `textbook`, `stm`, `gensim`, `document`, `simplified`, `sample`, `entropy`. */
  variant: Table.utf8,
  /** `diversity` and `balance` are of all topics together alone; `silhouette` of all is the mean over posts, else it is the mean over topics. */
  topic: Table.nullable(Table.int32),
  /** NaN never; a topic that has no such number has no row. */
  value: Table.float64,
  /** What the number is and when it misleads, in one or two sentences. */
  definition: Table.utf8
})

/** Agreement of topics with the posts' tags, which are never inputs; one row a text and measure, in the order in which they are named below. */
export const TagAgreement = Table.contract("tag-agreement", {
  /** `ami`, `nmi`, `ari`, `hungarian-accuracy`, then counts: `posts` that have such a tag, different `tags` of them. */
  measure: Table.utf8,
  /** `whole` = the study's topics; `masked` = topics made again without the tags' own words in the text. */
  text: Table.utf8,
  value: Table.float64,
  definition: Table.utf8
})

/** How a topic and a tag go together; pairs with at least 5 posts; by topic, then falling lift, then tag by code units. */
export const TopicTags = Table.contract("topic-tags", {
  topic: Table.int32,
  tag: Table.utf8,
  /** Posts of the topic that bear the tag. */
  posts: Table.uint32,
  /** posts / posts of the topic, 0 to 1. */
  share: Table.float64,
  /** share / share of all posts that bear the tag; 1 = as often as everywhere. */
  lift: Table.float64,
  /** True where the tag is one of those that selected the corpus. */
  selecting: Table.bool
})
