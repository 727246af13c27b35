import * as Kernel from "@praxis/dataflow/Kernel"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { adjustedMutualInformation } from "@praxis/numerics/adjustedMutualInformation"
import { adjustedRandIndex } from "@praxis/numerics/adjustedRandIndex"
import { drawWithoutReplacement } from "@praxis/numerics/drawWithoutReplacement"
import { matchedAccuracy } from "@praxis/numerics/matchedAccuracy"
import { normalisedMutualInformation } from "@praxis/numerics/normalisedMutualInformation"
import { random } from "@praxis/numerics/random"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"
import { Posts } from "@praxis/tables/Posts"
import { TagAgreement as TagAgreementTable, TopicTags } from "@praxis/tables/Quality"
import { Topics } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { counted } from "./counted.ts"
import { countTopics } from "./countTopics.ts"
import { readCounts } from "./readCounts.ts"
import { sparseColumnsAt } from "./sparseColumnsAt.ts"
import { recipeFields, toRecipe } from "./stability/recipeParams.ts"
import type { sampleTopics } from "./stability/sampleTopics.ts"
import { rarestTags } from "./tags/rarestTags.ts"
import { topicTags } from "./tags/topicTags.ts"
import { wordsOfTags } from "./tags/wordsOfTags.ts"

/** Parameters of {@link TagAgreement}. */
export const TagAgreementParams = Schema.Struct({
  selectingTags: Schema.Array(Schema.String).annotate({
    description: "Tags by which posts came into the corpus: nearly all posts bear them, so they stand for none."
  }),
  minPosts: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "A tag with fewer posts stands for none; a post's rarest other tag does."
  }),
  ...recipeFields
})

/**
 * How far topics agree with the posts' own tags, which are never inputs to topics; and which tags go with which topic.
 *
 * The reference of a post is its rarest tag among those with at least `minPosts` posts, selecting ones left out; posts
 * without such a tag take no part. `whole` compares the study's topics; `masked` compares as many topics, made again by the
 * same parameters after the columns of the tags' own words (`wordsOfTags`, of the tags that stand for posts) are taken
 * out of the counts: what is left shows whether topics hold more than the tag's name. Posts without a topic are a class
 * of their own to the indices and wrong to the accuracy. Where no post has such a tag, counts alone are given.
 */
export const TagAgreement = Stage.stream("tag-agreement", {
  module: import.meta.url,
  inputs: { topics: Topics, posts: Posts, counts: DocTermCounts, vocabulary: Vocabulary },
  params: TagAgreementParams,
  output: { "tag-agreement": TagAgreementTable, "topic-tags": TopicTags },
  seeded: true,
  run: Effect.fn("TagAgreement.run")(function* ({ inputs, output, params, progress, seed, warn, workers }) {
    const { posts } = inputs
    if (inputs.topics.numRows !== posts.numRows || inputs.counts.numRows !== posts.numRows) {
      throw new RangeError(
        `${inputs.topics.numRows} rows of topics belong to ${posts.numRows} posts and ${inputs.counts.numRows} rows of counts`
      )
    }
    const tagsOfPosts: Array<ReadonlyArray<string>> = []
    progress.total(posts.numRows, "posts")
    yield* Stream.runForEach(posts.batches, ({ columns: { tags }, numRows }) =>
      Effect.sync(() => {
        for (let i = 0; i < numRows; i++) {
          const start = tags.offsets[i]!
          const length = tags.offsets[i + 1]! - start
          tagsOfPosts.push(Array.from(new Set(Array.from({ length }, (_, j) => tags.values.at(start + j)))))
        }
        progress.advance(numRows)
      })
    )
    const labels = (yield* inputs.topics.table).columns.topic
    const nTopics = countTopics(labels)
    const selecting = new Set(params.selectingTags)
    yield* output["topic-tags"].write(
      Table.fromRows(
        TopicTags,
        topicTags(labels, nTopics, tagsOfPosts, minPairPosts).map((pair) => ({
          ...pair,
          selecting: selecting.has(pair.tag)
        }))
      )
    )

    const { tagOfPost, tags } = rarestTags(tagsOfPosts, params.minPosts, selecting)
    const allPosts = Uint32Array.from(labels.keys())
    const rows = agreementRows("whole", allPosts, labels, tagOfPost)
    if (tags.length === 0) {
      warn(
        `no post has a tag with ${counted(params.minPosts, "post")} that did not select it, so topics are compared with none.`
      )
    } else if (nTopics > 0) {
      const vocabulary = Array.from((yield* inputs.vocabulary.table).columns.term)
      const masked = wordsOfTags(tags)
      const terms = Uint32Array.from(vocabulary.keys()).filter((term) => !masked.has(vocabulary[term]!))
      const kept = drawWithoutReplacement(labels.length, params.maxPosts, random(seed("posts")))
      const counts = sparseColumnsAt(yield* readCounts(inputs.counts, vocabulary.length, kept), terms)
      const job = {
        ...toRecipe(params),
        kept,
        shuffleSeed: null,
        bootstrapSeed: null,
        ks: [nTopics],
        sketchSeed: seed("sketch"),
        startSeeds: Array.from({ length: params.starts }, (_, start) => seed(`start-${start}`))
      }
      const [again] = yield* Stream.runCollect(workers.map(kernel, counts, Stream.make(job), { longJobs: true }))
      rows.push(...agreementRows("masked", again!.posts, again!.found[0]!.labels, tagOfPost))
      if (again!.posts.length < labels.length) {
        warn(`the masked comparison is of ${again!.posts.length} posts, drawn from ${labels.length} (maxPosts).`)
      }
    }
    yield* output["tag-agreement"].write(Table.fromRows(TagAgreementTable, rows))
  })
})

const kernel = Kernel.make<typeof sampleTopics>(new URL("./stability/sampleTopics.ts", import.meta.url), "sampleTopics")

const minPairPosts = 5

/** The measures of `labels[i]` of post `posts[i]` and the posts' tags, over the posts that have both. */
const agreementRows = (
  text: "whole" | "masked",
  posts: Uint32Array,
  labels: Int32Array,
  tagOfPost: Int32Array
): Array<Table.RowOf<typeof TagAgreementTable>> => {
  const tagged = posts.map((_, i) => i).filter((i) => tagOfPost[posts[i]!]! >= 0)
  const found = Int32Array.from(tagged, (i) => labels[i]!)
  const tags = Int32Array.from(tagged, (i) => tagOfPost[posts[i]!]!)
  const values = {
    ...(tagged.length === 0
      ? {}
      : {
          ami: adjustedMutualInformation(found, tags),
          nmi: normalisedMutualInformation(found, tags),
          ari: adjustedRandIndex(found, tags),
          "hungarian-accuracy": matchedAccuracy(found, tags)
        }),
    posts: tagged.length,
    tags: new Set(tags).size
  }
  const suffix = text === "masked" ? " After the tags' own words are taken out of the text." : ""
  return Object.entries(values).map(([measure, value]) => ({
    measure,
    text,
    value,
    definition: definitions[measure as keyof typeof definitions] + suffix
  }))
}

const caution =
  "Tags selected the corpus and are one reading of a post among others: low agreement is no error of the topics, and a topic that no tag captures is a finding."

const definitions = {
  ami: `Adjusted mutual information (Vinh et al. 2010, arithmetic mean) of topics and each post's rarest tag; 1 = the same partition, 0 = as by chance. ${caution}`,
  nmi: "Normalised mutual information (arithmetic mean), not corrected for chance: rises with the number of topics and tags, so read AMI first.",
  ari: "Adjusted Rand index (Hubert & Arabie 1985) of topics and each post's rarest tag; 1 = the same partition, 0 = as by chance. Large topics outweigh the rest.",
  "hungarian-accuracy":
    "Share of posts whose topic is the one matched to their rarest tag, topics and tags paired one to one. With more tags than topics most tags have no topic and count as wrong.",
  posts: "Posts that have such a tag; the measures are over these.",
  tags: "Different tags that stand for them."
} as const
