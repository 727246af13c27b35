/**
 * Posts that say the same, and posts that changed between exports.
 */
import * as Table from "@praxis/dataflow/Table"

/** Pairs of posts with the same or nearly the same text; the first of a pair comes first in `posts`. Sorted by the first, then the second. Both posts are kept: a reader decides. */
export const SimilarPosts = Table.contract("similar-posts", {
  site: Table.utf8,
  id: Table.utf8,
  otherSite: Table.utf8,
  otherId: Table.utf8,
  /** `same` (equal words in the same order), `near` (similarity at or above the parameter). */
  kind: Table.utf8,
  /** True where the two stand on different sites. */
  crossPost: Table.bool,
  /** True where both name the same author of the same site; false where they do not, or do not say. */
  sameAuthor: Table.bool,
  /** Jaccard similarity of the two sets of word shingles, exact; 0 to 1. */
  similarity: Table.float64
})

/** How many posts came in several states (such as two dumps of one site), and what changed. By site, then column. */
export const StateChanges = Table.contract("state-changes", {
  site: Table.utf8,
  /** `any` first, then a column of posts. */
  column: Table.utf8,
  /** Posts of which an input holds an earlier state that differs there from the one kept. */
  posts: Table.uint32
})
