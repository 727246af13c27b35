/**
 * Stage `corpus`: the posts that the study is about.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Posts } from "@praxis/tables/Posts"
import { Selection } from "@praxis/tables/Selection"
import { Effect, Schema, Stream } from "effect"
import { counted, grouped } from "./counted.ts"

/** Parameters of {@link Corpus}. */
export const CorpusParams = Schema.Struct({
  rule: Schema.Literals(["all", "words", "paper"]).annotate({
    description:
      "Which posts the study is about: all, those that its rule selects (words), or those that the original study's code would have (paper)."
  })
})

/** The rule leaves no post of these inputs. */
export class NoPostsSelectedError extends Schema.TaggedError<NoPostsSelectedError>()("NoPostsSelectedError", {
  rule: Schema.String,
  /** All posts. */
  posts: Schema.Int,
  /** Posts by what they have of each list; terms as the rule words finds them. */
  taggedA: Schema.Int,
  taggedB: Schema.Int,
  mentionsA: Schema.Int,
  mentionsB: Schema.Int
}) {
  override get message() {
    const { rule, posts, taggedA, taggedB, mentionsA, mentionsB } = this
    return `the rule ${rule} leaves none of ${counted(posts, "post")}: ${grouped(taggedA)} with a tag of the first list and ${grouped(mentionsB)} with a term of the second, ${grouped(taggedB)} with a tag of the second and ${grouped(mentionsA)} with a term of the first, but none, as this rule matches, with a tag of one list and a term of the other. The table selection-funnel has the counts by site and year. Add exports of sites and tags that the rule is about, or run on all posts (--set corpus.rule=all)`
  }
}

/**
 * The posts that the parameter names, in the order of `posts`; with `all` the very same table. Holds a byte a post and no
 * more in memory. Error: `NoPostsSelectedError` where the rule leaves no post; `all` of no posts is no posts.
 */
export const Corpus = Stage.stream("corpus", {
  module: import.meta.url,
  inputs: { posts: Posts, selection: Selection },
  params: CorpusParams,
  output: Posts,
  run: Effect.fn("Corpus.run")(function* ({ inputs: { posts, selection }, params: { rule }, output, progress }) {
    const isKept = rule === "all" ? undefined : yield* marksOf(selection, rule)
    progress.total(posts.numRows, "posts")
    let row = 0
    yield* Stream.runForEach(posts.batches, (batch) => {
      const firstRow = row
      row += batch.numRows
      progress.advance(batch.numRows)
      if (isKept === undefined) return output.write(batch)
      return Effect.forEach(
        runsOf(isKept.subarray(firstRow, row)),
        ([start, end]) => output.write(Table.slice(batch, start, end)),
        { discard: true }
      )
    })
  })
})

/** A 1 for each post that the rule selects. */
const marksOf = Effect.fnUntraced(function* (selection: Stage.StreamInput<typeof Selection>, rule: "words" | "paper") {
  const isKept = new Uint8Array(selection.numRows)
  const having = { taggedA: 0, taggedB: 0, mentionsA: 0, mentionsB: 0 }
  let row = 0
  yield* Stream.runForEach(selection.batches, ({ columns, numRows }) =>
    Effect.sync(() => {
      const selected = rule === "words" ? columns.rule : columns.paperRule
      isKept.set(selected.valid.subarray(0, numRows), row)
      row += numRows
      having.taggedA += nonEmpty(columns.tagsA.offsets)
      having.taggedB += nonEmpty(columns.tagsB.offsets)
      having.mentionsA += nonEmpty(columns.termsA.offsets)
      having.mentionsB += nonEmpty(columns.termsB.offsets)
    })
  )
  if (!isKept.includes(1)) return yield* new NoPostsSelectedError({ rule, posts: selection.numRows, ...having })
  return isKept
})

/** Of lists by their offsets, how many hold anything. */
const nonEmpty = (offsets: Int32Array): number => {
  let n = 0
  for (let i = 1; i < offsets.length; i++) if (offsets[i]! > offsets[i - 1]!) n++
  return n
}

/** The longest runs of ones, as pairs of start and end. */
const runsOf = (marks: Uint8Array): ReadonlyArray<readonly [number, number]> => {
  const runs: Array<readonly [number, number]> = []
  for (let start = marks.indexOf(1); start >= 0; ) {
    const zero = marks.indexOf(0, start)
    const end = zero < 0 ? marks.length : zero
    runs.push([start, end])
    start = marks.indexOf(1, end)
  }
  return runs
}
