/**
 * A study's rule as data: which posts two lists of terms select, crosswise by tag and by mention.
 */

/** A list of terms. All is data: it goes to other threads and into the key. */
export interface TermList {
  /** What the terms have in common, in a few words (`notebook platforms`). */
  readonly title: string
  /** In the order in which results list them; each once. As a tag a term is written as {@link asTag} says. */
  readonly terms: ReadonlyArray<string>
  /** Other ways to write a term that no rule of `findTerms` yields, by term; each counts as the term. */
  readonly spellings?: Readonly<Record<string, ReadonlyArray<string>>>
  /** What the original study's code looked for in the place of each term, place by place: see `findPaperTerms`. */
  readonly paperTerms: ReadonlyArray<string>
}

/**
 * A post of one of the sites is selected where it bears a tag of one list and its title or its body holds a term of the
 * other. Side `a`: tag of A, term of B; side `b`: tag of B, term of A.
 */
export interface Rule {
  readonly name: string
  /** Short names of the sites whose posts the rule may select; empty for all. */
  readonly sites: ReadonlyArray<string>
  readonly a: TermList
  readonly b: TermList
}

/** A term as a tag: lower case, hyphens for blanks. */
export const asTag = (term: string): string => term.trim().toLowerCase().replace(/\s+/g, "-")

/** Gives the rule back; throws a `RangeError` where a list names a term twice, or `paperTerms` or `spellings` do not fit its terms. */
export const checked = (rule: Rule): Rule => {
  for (const { title, terms, spellings = {}, paperTerms } of [rule.a, rule.b]) {
    const twice = terms.find((term, i) => terms.indexOf(term) < i)
    if (twice !== undefined) throw new RangeError(`${title}: the term ${twice} stands there twice`)
    if (paperTerms.length !== terms.length)
      throw new RangeError(`${title}: ${terms.length} terms and ${paperTerms.length} paper terms`)
    const stray = Object.keys(spellings).find((term) => !terms.includes(term))
    if (stray !== undefined) throw new RangeError(`${title}: spellings of ${stray}, which is no term`)
  }
  return rule
}
