/**
 * Stage `similar-posts`: pairs of posts with the same or nearly the same text.
 */
import * as ExternalSort from "@praxis/dataflow/ExternalSort"
import type { Scratch } from "@praxis/dataflow/Scratch"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { SimilarPosts as SimilarPostsTable } from "@praxis/tables/Duplicates"
import { Posts } from "@praxis/tables/Posts"
import { Effect, Schema, Stream } from "effect"
import { comparedPosts } from "./ComparedPosts.ts"
import { type AllSketches, candidatePairs, firstWithSameText, reach } from "./candidatePairs.ts"
import { counted } from "./counted.ts"
import { jaccard } from "./jaccard.ts"
import { bandingFor } from "./minHash.ts"
import { sketchAll } from "./sketchAll.ts"

/** Parameters of {@link SimilarPosts}. */
export const SimilarPostsParams = Schema.Struct({
  similarity: Schema.Number.check(Schema.isGreaterThan(0), Schema.isLessThanOrEqualTo(1)).annotate({
    description:
      "Least Jaccard similarity of two posts' sets of word shingles that makes them near, above 0 to 1. An edit of one word changes as many shingles as a shingle has words."
  }),
  shingle: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })).annotate({
    description: "Words of a shingle. Of one word, posts on one subject look alike; of many, one edit hides a copy."
  }),
  hashes: Schema.Int.check(Schema.isBetween({ minimum: 8, maximum: 1024 })).annotate({
    description:
      "Hash functions of MinHash at most. More of them compare fewer pairs in vain; where they suffice, 99.9 % of the pairs at `similarity` are found, and more of those above it."
  })
})

/**
 * Finds posts whose title and body (its text, code included) hold the same words in the same order (`same`), or nearly the same
 * words (`near`): pairs that MinHash with banding proposes, each then measured, so that no pair is listed that is less
 * similar than asked. Some may be missing: of pairs of similarity s the share that `shareFound` tells is proposed; of
 * posts with the same words each is paired with the first of them alone, and only that one with others; and where more than
 * 16 posts share a key, each is compared with the first of them and the 15 before it. Time and memory grow with the posts,
 * never with the pairs there could be. Holds 4 bytes a band and 30 more for each post (about 100 MB for a million posts with
 * the 18 bands of similarity 0.8), and about 50 for each post that is compared; shingle sets go to a temporary file.
 */
export const SimilarPosts = Stage.stream("similar-posts", {
  module: import.meta.url,
  inputs: { posts: Posts },
  params: SimilarPostsParams,
  output: SimilarPostsTable,
  run: Effect.fn("SimilarPosts.run")(function* ({
    inputs: { posts },
    output,
    params,
    progress,
    scratch,
    warn,
    workers
  }) {
    const { similarity: threshold, shingle: size, hashes } = params
    progress.total(posts.numRows, "posts")
    const sketches = yield* sketchAll({ posts, size, banding: bandingFor(threshold, hashes), workers, progress })
    const { pairs, firstOf, isNamed, isCompared, isCrowded } = yield* sortedPairs(sketches, scratch)
    const { nameOf, setOf } = yield* comparedPosts({ posts, isNamed, isCompared, size, workers, scratch })

    let rows = Table.builder(SimilarPostsTable)
    let [lastA, lastB] = [-1, -1]
    yield* Stream.runForEach(
      pairs,
      Effect.fnUntraced(function* ({ columns: { first, second }, numRows }) {
        for (let i = 0; i < numRows; i++) {
          const [a, b] = [first[i]!, second[i]!]
          if (a === lastA && b === lastB) continue
          ;[lastA, lastB] = [a, b]
          const isSame = firstOf[b] === a
          const similarity = isSame ? 1 : jaccard(yield* setOf(a), yield* setOf(b))
          if (similarity < threshold) continue
          const [post, other] = [nameOf(a), nameOf(b)]
          rows.append({
            site: post.site,
            id: post.id,
            otherSite: other.site,
            otherId: other.id,
            kind: isSame ? "same" : "near",
            crossPost: post.site !== other.site,
            sameAuthor: post.author !== null && post.author === other.author,
            similarity
          })
          if (rows.numRows === batchRows) {
            yield* output.write(rows.finish())
            rows = Table.builder(SimilarPostsTable)
          }
        }
      })
    )
    yield* output.write(rows.finish())
    const wordless = count(sketches.words, (words) => words === 0)
    if (wordless > 0) warn(`${counted(wordless, "post")} without a word cannot be compared with others`)
    const crowded = count(isCrowded, (mark) => mark === 1)
    if (crowded > 0) {
      warn(
        `${counted(crowded, "post")} may be like more posts than are listed: in a group of posts that look alike each is compared with ${reach} of those before it`
      )
    }
  })
})

const batchRows = 1024

/** Pairs of posts by their row numbers. */
const Pairs = Table.contract("pairs", { first: Table.uint32, second: Table.uint32 })

/** Pairs are sorted in batches of so many. */
const pairsBatch = 65_536

/** The pairs to compare by the first, then the second, repetitions included, and what is to be known of the posts in them. */
const sortedPairs = Effect.fnUntraced(function* (sketches: AllSketches, scratch: Scratch) {
  const n = sketches.words.length
  const firstOf = firstWithSameText(sketches)
  const isNamed = new Uint8Array(n)
  const isCompared = new Uint8Array(n)
  const isCrowded = new Uint8Array(n)
  const sorter = ExternalSort.make({
    contract: Pairs,
    scratch,
    compare: (a, i, b, j) => a.columns.first[i]! - b.columns.first[j]! || a.columns.second[i]! - b.columns.second[j]!
  })
  let first = new Uint32Array(pairsBatch)
  let second = new Uint32Array(pairsBatch)
  let held = 0
  for (const [a, b] of candidatePairs(sketches, firstOf, isCrowded)) {
    isNamed[a] = isNamed[b] = 1
    if (firstOf[b] !== a) isCompared[a] = isCompared[b] = 1
    first[held] = a
    second[held++] = b
    if (held < pairsBatch) continue
    yield* sorter.add(Table.make(Pairs, { first, second }))
    first = new Uint32Array(pairsBatch)
    second = new Uint32Array(pairsBatch)
    held = 0
  }
  yield* sorter.add(Table.make(Pairs, { first: first.slice(0, held), second: second.slice(0, held) }))
  return { pairs: sorter.sorted, firstOf, isNamed, isCompared, isCrowded }
})

const count = (values: Uint32Array | Uint8Array, holds: (value: number) => boolean): number => {
  let n = 0
  for (const value of values) if (holds(value)) n++
  return n
}
