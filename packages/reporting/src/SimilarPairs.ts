/**
 * Pairs of posts that say the same, counted batch by batch; only the first of them are kept.
 */
import * as Table from "@praxis/dataflow/Table"
import type { SimilarPosts } from "@praxis/tables/Duplicates"

/** How many pairs of one site, and how many across sites, the report lists. */
export const nListed = 12

/** Pairs of one kind. */
export interface PairCounts {
  readonly kind: string
  oneSite: number
  crossPosts: number
  sameAuthor: number
}

/** What the report says of similar posts. */
export interface SimilarPairs {
  readonly kinds: Map<string, PairCounts>
  /** The first pairs across sites, in the order of the table. */
  readonly crossPosts: Array<Table.RowOf<typeof SimilarPosts>>
  /** The first pairs of one site. */
  readonly oneSite: Array<Table.RowOf<typeof SimilarPosts>>
}

/** No pair yet. */
export const noPairs = (): SimilarPairs => ({ kinds: new Map(), crossPosts: [], oneSite: [] })

/** Counts the pairs of a batch into `pairs`. */
export const addPairs = (pairs: SimilarPairs, batch: Table.Batch<typeof SimilarPosts>): void => {
  const { kind, crossPost, sameAuthor } = batch.columns
  for (let i = 0; i < batch.numRows; i++) {
    const name = kind.at(i)
    const counts = pairs.kinds.get(name) ?? { kind: name, oneSite: 0, crossPosts: 0, sameAuthor: 0 }
    pairs.kinds.set(name, counts)
    const isCrossPost = Boolean(crossPost[i])
    if (isCrossPost) counts.crossPosts++
    else counts.oneSite++
    if (sameAuthor[i]) counts.sameAuthor++
    const listed = isCrossPost ? pairs.crossPosts : pairs.oneSite
    if (listed.length < nListed) listed.push(Table.rowAt(batch, i))
  }
}
