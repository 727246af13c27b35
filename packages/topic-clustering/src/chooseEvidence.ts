import type { Random } from "@praxis/numerics/random"

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
  readonly topic: Int32Array
  readonly similarity: Float64Array
  readonly margin: Float64Array
  /** −1 where there is no second topic; such a post is no borderline case. */
  readonly second: Int32Array
  /** Posts that share one of these say the same. */
  readonly contents: ReadonlyArray<ReadonlyArray<string>>
}

/**
 * The posts of one topic to read; `docs` are its row numbers, ascending.
 *
 * Central: highest similarity first. Borderline: smallest margin first, of those not yet chosen. Random: drawn evenly
 * without replacement from the rest. Ties by row number. No post is chosen twice, and none that shares a content with
 * one chosen before it.
 */
export const chooseEvidence = (
  topic: number,
  docs: ReadonlyArray<number>,
  columns: EvidenceColumns,
  counts: EvidenceCounts,
  random: Random
): ReadonlyArray<ChosenPost> => {
  const { similarity, margin, second, contents } = columns
  const shown = new Set<string>()
  const chosen = new Set<number>()
  const take = (kind: ChosenPost["kind"], candidates: Iterable<number>): ReadonlyArray<ChosenPost> => {
    const posts: Array<ChosenPost> = []
    for (const doc of candidates) {
      if (posts.length === counts[kind]) break
      if (chosen.has(doc) || contents[doc]!.some((content) => shown.has(content))) continue
      chosen.add(doc)
      for (const content of contents[doc]!) shown.add(content)
      posts.push({ topic, kind, rank: posts.length + 1, doc })
    }
    return posts
  }
  return [
    ...take(
      "central",
      docs.toSorted((a, b) => similarity[b]! - similarity[a]! || a - b)
    ),
    ...take(
      "borderline",
      docs.filter((doc) => second[doc]! >= 0).sort((a, b) => margin[a]! - margin[b]! || a - b)
    ),
    ...take(
      "random",
      shuffled(
        docs.filter((doc) => !chosen.has(doc)),
        random
      )
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
