import * as Table from "@praxis/dataflow/Table"
import { TopicChanges } from "@praxis/tables/Runs"
import type { Topics } from "@praxis/tables/Topics"
import { countTopics } from "./countTopics.ts"

/** A post that both runs hold and that left its topic. */
export interface MovedPost {
  readonly site: string
  readonly id: string
  /** Its topics; −1 is unassigned. */
  readonly before: number
  readonly after: number
}

/** What became of the topics of one run in another. */
export interface TopicDifferences {
  /** `same`, `split`, `merged`, `new`, `gone` in this order, each by topic before, then topic after. */
  readonly changes: Table.Table<typeof TopicChanges>
  /** Posts that both runs hold. */
  readonly common: number
  readonly onlyBefore: number
  readonly onlyAfter: number
  /** In the order of the later run. */
  readonly moved: ReadonlyArray<MovedPost>
}

/** Topics are the same above this Jaccard: then each is more than half of the other, so that no topic has two. */
const sameJaccard = 0.5
/** A part of a topic counts where it holds at least this share of it. */
const partShare = 0.2
/** A part comes from a topic where at least this share of the part's posts lay in it. */
const ownShare = 0.5

/**
 * Matches the topics of two runs by the posts that both hold, told by site and id; all sizes and shares here count these
 * posts only.
 *
 * - A topic is `split` where at least two later topics are parts of it: each holds at least a fifth (.2) of it, and at
 *   least half (.5) of their own posts come from it. One row a part.
 * - `merged` is the mirror image: at least two earlier topics gave it at least half of their posts each, and each makes
 *   up at least a fifth of it. One row an earlier topic. A pair may stand under both.
 * - `same`: of the other pairs, those with a Jaccard (posts in both / posts in either) above .5.
 * - `gone` and `new`: the topics in no such pair. Their row holds all their common posts, and an overlap of 0.
 *
 * A post has moved where it was in one topic and is in another that no row of `same`, `split` or `merged` joins with
 * the first; so also where it lost its topic or got one, but not where it has none in both. Numbers of topics play no
 * part. Misleads where few posts are common: look at `common` first.
 */
export const topicChanges = (
  before: Table.Table<typeof Topics>,
  after: Table.Table<typeof Topics>
): TopicDifferences => {
  const { was, is, rows } = commonPosts(before, after)
  const nBefore = countTopics(before.columns.topic)
  const nAfter = countTopics(after.columns.topic)
  const shared = new Uint32Array(nBefore * nAfter)
  const sizesBefore = new Uint32Array(nBefore)
  const sizesAfter = new Uint32Array(nAfter)
  for (let post = 0; post < was.length; post++) {
    const [a, b] = [was[post]!, is[post]!]
    if (a >= 0) sizesBefore[a]!++
    if (b >= 0) sizesAfter[b]!++
    if (a >= 0 && b >= 0) shared[a * nAfter + b]!++
  }
  const pairs: Array<Pair> = []
  for (let a = 0; a < nBefore; a++) {
    for (let b = 0; b < nAfter; b++) {
      const posts = shared[a * nAfter + b]!
      if (posts === 0) continue
      const [ofBefore, ofAfter] = [posts / sizesBefore[a]!, posts / sizesAfter[b]!]
      pairs.push({
        before: a,
        after: b,
        posts,
        overlap: posts / (sizesBefore[a]! + sizesAfter[b]! - posts),
        ofBefore,
        ofAfter
      })
    }
  }
  const split = inGroups(
    pairs.filter(({ ofBefore, ofAfter }) => ofBefore >= partShare && ofAfter >= ownShare),
    ({ before }) => before
  )
  const merged = inGroups(
    pairs.filter(({ ofBefore, ofAfter }) => ofAfter >= partShare && ofBefore >= ownShare),
    ({ after }) => after
  )
  const parts = new Set([...split, ...merged])
  const same = pairs.filter((pair) => pair.overlap > sameJaccard && !parts.has(pair))
  const joined = [...same, ...parts]
  const [seenBefore, seenAfter] = [
    new Set(joined.map((pair) => pair.before)),
    new Set(joined.map((pair) => pair.after))
  ]
  const table = Table.builder(TopicChanges)
  const append = (kind: string, { before, after, posts, overlap }: Row) =>
    table.append({ kind, before, after, posts, overlap })
  for (const pair of same) append("same", pair)
  for (const pair of split) append("split", pair)
  for (const pair of merged) append("merged", pair)
  sizesAfter.forEach((posts, b) => {
    if (!seenAfter.has(b)) append("new", { before: null, after: b, posts, overlap: 0 })
  })
  sizesBefore.forEach((posts, a) => {
    if (!seenBefore.has(a)) append("gone", { before: a, after: null, posts, overlap: 0 })
  })
  const joins = new Set(joined.map((pair) => `${pair.before} ${pair.after}`))
  const moved: Array<MovedPost> = []
  rows.forEach((row, post) => {
    const [a, b] = [was[post]!, is[post]!]
    if ((a < 0 && b < 0) || joins.has(`${a} ${b}`)) return
    moved.push({ site: after.columns.site.at(row), id: after.columns.id.at(row), before: a, after: b })
  })
  return {
    changes: table.finish(),
    common: rows.length,
    onlyBefore: before.numRows - rows.length,
    onlyAfter: after.numRows - rows.length,
    moved
  }
}

interface Row {
  readonly before: number | null
  readonly after: number | null
  readonly posts: number
  readonly overlap: number
}

interface Pair extends Row {
  readonly before: number
  readonly after: number
  /** Share of the earlier topic, and of the later one, 0 to 1. */
  readonly ofBefore: number
  readonly ofAfter: number
}

/** The pairs that share their key with another. */
const inGroups = (pairs: ReadonlyArray<Pair>, keyOf: (pair: Pair) => number): ReadonlyArray<Pair> => {
  const sizes = new Map<number, number>()
  for (const pair of pairs) sizes.set(keyOf(pair), (sizes.get(keyOf(pair)) ?? 0) + 1)
  return pairs.filter((pair) => sizes.get(keyOf(pair))! > 1)
}

/** The topics before and after of the posts in both tables, and their rows in the later one, ascending. */
const commonPosts = (before: Table.Table<typeof Topics>, after: Table.Table<typeof Topics>) => {
  const topicOf = new Map<string, number>()
  for (let row = 0; row < before.numRows; row++) topicOf.set(postKey(before, row), before.columns.topic[row]!)
  const [was, is, rows]: [Array<number>, Array<number>, Array<number>] = [[], [], []]
  for (let row = 0; row < after.numRows; row++) {
    const topic = topicOf.get(postKey(after, row))
    if (topic === undefined) continue
    was.push(topic)
    is.push(after.columns.topic[row]!)
    rows.push(row)
  }
  return { was, is, rows }
}

/** No site holds a line feed. */
const postKey = ({ columns: { site, id } }: Table.Table<typeof Topics>, row: number): string =>
  `${site.at(row)}\n${id.at(row)}`
