/**
 * How the cost of finding similar posts grows: ten times the posts, in processor time, in one run.
 * One post in fifty is a copy of an earlier one with a word or two changed; what is found is checked outside the timed part.
 * `node bench/similarPosts.ts [posts]`
 */
import type { TableHandle } from "@praxis/dataflow/Artifact"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Posts } from "@praxis/tables/Posts"
import { Effect, Stream } from "effect"
import { mix } from "../src/mix.ts"
import { SimilarPosts } from "../src/SimilarPosts.ts"

const nPosts = Number(process.argv[2] ?? 10_000)
const params = { similarity: 0.5, shingle: 5, hashes: 256 }
const batchRows = 1024

/** Frequent words are more frequent, as in any language: the share of word w falls as 1 / w. */
const word = (n: number): string => `w${Math.floor(50_000 ** (mix(n) / 2 ** 32))}`

const isCopy = (post: number): boolean => post % 50 === 49

/** 60 to 219 words; a copy is of the post before it. */
const textOf = (post: number): string => {
  const of = isCopy(post) ? post - 1 : post
  const words = Array.from({ length: 60 + (mix(of) % 160) }, (_, i) => word(Math.imul(of, 1024) + i))
  if (isCopy(post)) words[mix(post) % words.length] = "edited"
  return words.join(" ")
}

const rowOf = (post: number) => {
  const text = textOf(post)
  return {
    site: "stackoverflow",
    id: `${post}`,
    title: text.slice(0, 40),
    body: `<p>${text.slice(40)}</p>\n<pre><code>print(${post})\n</code></pre>`,
    tags: [],
    createdAt: null,
    score: null,
    viewCount: null,
    answerCount: null,
    author: null,
    url: null,
    licence: null
  }
}

/** So many posts; the batches are made beforehand. */
const postsOf = (n: number): TableHandle<typeof Posts> => {
  const batches = Array.from({ length: Math.ceil(n / batchRows) }, (_, b) =>
    Table.fromRows(
      Posts,
      Array.from({ length: Math.min(batchRows, n - b * batchRows) }, (_, i) => rowOf(b * batchRows + i))
    )
  )
  return {
    contract: Posts,
    numRows: n,
    numBatches: batches.length,
    batch: (i) => Effect.succeed(batches[i]!),
    batches: Stream.fromIterable(batches),
    table: Effect.die("not read whole")
  }
}

/** Seconds of processor time, and the share of the copies that were found. */
const measure = async (n: number) => {
  const posts = postsOf(n)
  const start = process.cpuUsage()
  const { output } = await Effect.runPromise(runStage(SimilarPosts, { inputs: { posts: posts as never }, params }))
  const { user, system } = process.cpuUsage(start)
  const found = new Set(Table.toRows(output).map(({ otherId }) => otherId)).size
  return { seconds: (user + system) / 1e6, found: found / Math.floor(n / 50) }
}

await measure(Math.ceil(nPosts / 10))
const one = await measure(nPosts)
const ten = await measure(10 * nPosts)
for (const { found } of [one, ten]) if (found < 0.999) throw new Error(`found ${found} of the copies`)
console.log(
  `${nPosts} posts ${((one.seconds / nPosts) * 1e6).toFixed(0)} µs each, ${10 * nPosts} posts ${((ten.seconds / nPosts / 10) * 1e6).toFixed(0)} µs each: ten times the posts take ${(ten.seconds / one.seconds).toFixed(1)} times as long`
)
