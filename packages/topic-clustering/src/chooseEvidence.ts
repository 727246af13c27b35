import type { Random } from "@praxis/numerics/random"
import { oneOfEachSpan } from "./oneOfEachSpan.ts"

/** A post to read. */
export interface ChosenPost {
  readonly topic: number
  readonly kind: "central" | "borderline" | "random"
  /** From 1 within topic and kind. */
  readonly rank: number
  /** Row number of the post. */
  readonly doc: number
}

/** How many posts of each kind a topic shows at most. */
export interface EvidenceCounts {
  readonly central: number
  readonly borderline: number
  readonly random: number
}

/** What the choice rests on: one element a post, in the order of posts. */
export interface EvidenceColumns {
  readonly similarity: Float64Array
  readonly margin: Float64Array
  /** −1 where there is no second topic; such a post is no borderline case. */
  readonly second: Int32Array
  /** Posts that share one of these say the same. */
  readonly contents: ReadonlyArray<ReadonlyArray<string>>
  /** Further posts that say nearly the same as a post, by row number. */
  readonly similar: ReadonlyMap<number, ReadonlySet<number>>
}

/**
 * The posts of one topic to read; `docs` are its row numbers by site, then date.
 *
 * So that they are spread over sites and years, the candidates of a kind are cut in that order into as many spans of equal
 * number as posts are shown, and each span gives one: of central posts the highest similarity, of borderline posts, which
 * are of those not yet chosen, the smallest margin, of random posts, from the rest, one that is drawn evenly. So sites and
 * years show in proportion to the topic's posts. Central and borderline posts are then ranked by similarity and margin,
 * random ones stand by site and date. Ties by row number.
 *
 * No post is chosen twice, and none that says the same or nearly the same as one chosen before it; where a span has no
 * other post, the best of all (of random ones: any) takes its place.
 */
export const chooseEvidence = (
  topic: number,
  docs: ReadonlyArray<number>,
  { similarity, margin, second, contents, similar }: EvidenceColumns,
  counts: EvidenceCounts,
  random: Random
): ReadonlyArray<ChosenPost> => {
  const shown = new Set<string>()
  const chosen = new Set<number>()
  const isSaid = (doc: number) =>
    chosen.has(doc) ||
    contents[doc]!.some((content) => shown.has(content)) ||
    (similar.get(doc) ?? []).values().some((other) => chosen.has(other))
  const take = (
    kind: ChosenPost["kind"],
    candidates: ReadonlyArray<number>,
    inOrder: (docs: ReadonlyArray<number>) => Iterable<number>
  ): ReadonlyArray<number> => {
    const takeFirst = (docs: ReadonlyArray<number>): number | undefined => {
      for (const doc of inOrder(docs)) {
        if (isSaid(doc)) continue
        chosen.add(doc)
        for (const content of contents[doc]!) shown.add(content)
        return doc
      }
      return undefined
    }
    const posts = Array.from(oneOfEachSpan(candidates, counts[kind], takeFirst))
    while (posts.length < counts[kind]) {
      const next = takeFirst(candidates)
      if (next === undefined) break
      posts.push(next)
    }
    return posts
  }
  const ranked = (kind: ChosenPost["kind"], posts: Iterable<number>): ReadonlyArray<ChosenPost> =>
    Array.from(posts, (doc, i) => ({ topic, kind, rank: i + 1, doc }))

  const bySimilarity = (docs: ReadonlyArray<number>) =>
    docs.toSorted((a, b) => similarity[b]! - similarity[a]! || a - b)
  const byMargin = (docs: ReadonlyArray<number>) => docs.toSorted((a, b) => margin[a]! - margin[b]! || a - b)
  const central = take("central", docs, bySimilarity)
  const borderline = take(
    "borderline",
    docs.filter((doc) => second[doc]! >= 0 && !chosen.has(doc)),
    byMargin
  )
  const others = docs.filter((doc) => !chosen.has(doc))
  const drawn = new Set(take("random", others, (span) => shuffled(Array.from(span), random)))
  return [
    ...ranked("central", bySimilarity(central)),
    ...ranked("borderline", byMargin(borderline)),
    ...ranked(
      "random",
      others.filter((doc) => drawn.has(doc))
    )
  ]
}

/** Draws all values in random order, one at a time (Fisher & Yates). */
function* shuffled(values: Array<number>, random: Random): Generator<number> {
  for (let left = values.length; left > 0; left--) {
    const drawn = Math.floor(random() * left)
    yield values[drawn]!
    values[drawn] = values[left - 1]!
  }
}
