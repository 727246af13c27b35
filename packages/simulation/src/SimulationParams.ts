/**
 * What can be set of a simulated corpus: its size, how hard its topics are to tell apart, and how dirty its files are.
 */
import { Schema } from "effect"

const share = (description: string) =>
  Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })).annotate({ description })

const count = (minimum: number, description: string) =>
  Schema.Int.check(Schema.isBetween({ minimum, maximum: 10_000_000 })).annotate({ description })

/** How hard the planted topics are to tell apart. */
export const Difficulty = Schema.Struct({
  topicSizeRatio: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 1000 })).annotate({
    description: "Expected size of the largest topic over that of the smallest."
  }),
  wordsPerTopic: count(4, "Distinct words in each topic's distribution, shared ones included."),
  sharedWordShare: share(
    "Share of a topic's distinct words that one other topic has too; half are shared with each neighbour in the ring."
  ),
  rankOffset: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1000 })).annotate({
    description:
      "The word of rank r (from 1) has a probability in proportion to 1 / (r + rankOffset): 0 concentrates a topic on few words, a large value spreads it evenly."
  }),
  backgroundShare: share("Share of drawn words that say nothing of the topic."),
  strayShare: share("Share of drawn words that come from a topic picked at random by size."),
  mixedShare: share("Share of posts that mix two topics."),
  mainShare: Schema.Finite.check(Schema.isBetween({ minimum: 0.5, maximum: 1 })).annotate({
    description: "In a mixed post, the probability that a topic word comes from the main topic."
  }),
  minDrawnWords: count(3, "Fewest drawn words in a post; a post has about four words of prose for each."),
  maxDrawnWords: count(3, "Most drawn words in a post; short posts are more frequent than long ones.")
}).annotate({ description: "How hard the planted topics are to tell apart." })

/** Rows that ingest must reject, or survive. */
export const Dirt = Schema.Struct({
  duplicateShare: share("Exact repetitions of a question's row at the end of its file, per question of the site."),
  answerShare: share("Answers among the questions, per question of the site."),
  wikiShare: share("Tag wikis in the files of data dumps, per question of the site."),
  emptyBodyShare: share("Questions without a body, per question of the site that is to be kept."),
  emptyTitleShare: share("Questions without a title, per question of the site that is to be kept."),
  missingIdShare: share("Questions without an id, per question of the site that is to be kept."),
  ownerlessShare: share("Share of questions without the id of the person who asked; these are kept.")
}).annotate({ description: "Rows that ingest must reject, or survive." })

/** The parameters of the stage `simulated`. */
export const SimulationParams = Schema.Struct({
  nPosts: count(0, "Questions that ingest should keep, over all sites; dirt comes on top."),
  firstYear: Schema.Int.check(Schema.isBetween({ minimum: 1971, maximum: 2100 })).annotate({
    description: "First calendar year with a question."
  }),
  lastYear: Schema.Int.check(Schema.isBetween({ minimum: 1971, maximum: 2100 })).annotate({
    description: "Last calendar year with a question."
  }),
  difficulty: Difficulty,
  dirt: Dirt
}).annotate({ description: "A corpus with planted topics." })

/** The decoded parameters. */
export type SimulationParams = typeof SimulationParams.Type
