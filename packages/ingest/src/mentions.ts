/**
 * Finds terms in text as whole words.
 */

/**
 * A test whether a text holds any of the terms, in any case: no letter or digit stands before or after the term, and where
 * the term has a blank the text has blanks or a hyphen (`scikit learn` is in `Scikit-learn`, `cnn` is not in `rcnn`, `c++` is in `C++,`).
 * Without terms it is never true. Time grows with the text's length times the number of terms.
 */
export const mentions = (terms: ReadonlyArray<string>): ((text: string) => boolean) => {
  if (terms.length === 0) return () => false
  const alternatives = terms.map((term) => term.trim().toLowerCase().split(/\s+/).map(escapeRegExp).join("(?:\\s+|-)"))
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, "u")
  return (text) => pattern.test(text.toLowerCase())
}

/** A term as a tag: lower case, hyphens for blanks. */
export const asTag = (term: string): string => term.trim().toLowerCase().replace(/\s+/g, "-")

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
