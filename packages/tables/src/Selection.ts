/**
 * Which posts a study's rule selects, and what it leaves of them step by step.
 */
import * as Table from "@praxis/dataflow/Table"

/** Which posts the rule selects, and by what; rows as in `posts`. List A is the first list of terms (in `ml-practices`: notebooks), list B the second (machine learning). */
export const Selection = Table.contract("selection", {
  site: Table.utf8,
  id: Table.utf8,
  /** Terms of list A that the post bears as tags, in the order of the list. */
  tagsA: Table.list(Table.utf8),
  tagsB: Table.list(Table.utf8),
  /** Terms of list A that the title or the body holds as whole words, variants included, in the order of the list. */
  termsA: Table.list(Table.utf8),
  termsB: Table.list(Table.utf8),
  /** The side of the rule that let the post in: `a` (tag of A, term of B), `b` (tag of B, term of A), `both`; null where it is not selected. */
  rule: Table.nullable(Table.utf8),
  /** The same by the paper's own matching, its faults included. */
  paperRule: Table.nullable(Table.utf8)
})

/**
 * How many posts each step of the rule leaves; one row a variant (`words` first), site, year (null last) and step, sorted so, steps in
 * their order.
 * Rows of 0 stand there too, so that a site and year has all steps.
 */
export const SelectionFunnel = Table.contract("selection-funnel", {
  /** `words` (the rule as it was meant) or `paper` (as the paper's code did it). */
  variant: Table.utf8,
  site: Table.utf8,
  /** Calendar year (UTC) of the question; null where it has no date. */
  year: Table.nullable(Table.int32),
  /**
   * `posts`; `tagged-a`, `tagged-b`, `tagged-both` (tags of both lists; these count in `tagged-a` and `tagged-b`, too);
   * `a-mentions-b` (tagged A and holds a term of B), `b-mentions-a`; `selected-a`,
   * `selected-b` (what is left of each side once repetitions are dropped; a post of both sides counts for A, the first
   * of the two in the paper's code); `selected`; `selected-only-a`, `selected-only-b`, `selected-tagged-both` (the selected by the lists of
   * their tags: they add up to `selected`). In the variant `paper` the two `mentions` steps count a post twice that matches in title and body.
   */
  step: Table.utf8,
  posts: Table.uint32
})

/** How many posts each term lets in; one row a variant, list and term, in the order of the lists. */
export const TermHits = Table.contract("term-hits", {
  variant: Table.utf8,
  /** `a` or `b`. */
  list: Table.utf8,
  term: Table.utf8,
  /** Posts that bear it as a tag. */
  tagged: Table.uint32,
  /** Posts whose title or body holds it. */
  mentioned: Table.uint32,
  /** Selected posts that it lets in, as tag or as term. */
  selected: Table.uint32
})
