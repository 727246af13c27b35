/**
 * Finds terms in text as whole words, in all the ways in which people write them.
 */
/** Marks the terms that a text holds: sets `found[i]` to 1 for term i, and leaves the others as they are. */
export type FindTerms = (text: string, found: Uint8Array) => void

/**
 * Finds terms, each given by its spellings, of which mostly there is one. In what ways a spelling may be written:
 *
 * | variant | of the term | found in | not in |
 * |---|---|---|---|
 * | whole words: no letter or digit on either side | `cnn` | `(CNN)`, `r-cnn`, `my_cnn` | `rcnn`, `cnnic` |
 * | any case | `keras` | `Keras`, `KERAS` | |
 * | a blank or hyphen of the term as blanks, a hyphen, an underscore, or nothing | `jupyter lab` | `Jupyter Lab`, `jupyter-lab`, `JupyterLab` | `jupyter, lab` |
 * | with the s of a plural, es after s, x, z, ch or sh | `neural network` | `neural networks` | `neural networking` |
 * | possessive | `keras` | `Keras's`, `Keras’` | |
 * | with a version right behind it | `tensorflow` | `tensorflow2.0`, `tensorflow2` | `tensorflow2x` |
 * | signs are themselves; what `++` or `#` follows is something else | `c++` | `C++`, `c++17` | `c` in `c++`, `c#` |
 *
 * A plural in a list is not found as its singular, and no word is cut to its stem. A term inside a longer one counts too:
 * `jupyter notebook` holds `jupyter`. Time grows with the length of the text, whatever it holds: one expression goes over it
 * and finds the places where any term may begin, inside words too; only there each term is tried.
 */
export const findTerms = (terms: ReadonlyArray<ReadonlyArray<string>>): FindTerms => {
  if (terms.length === 0) return () => {}
  // Without the flag u and what it makes slow: of some letters beyond ASCII it may find too many places, never too few.
  const anyStart = new RegExp(terms.flatMap((spellings) => spellings.map(wordsOf)).join("|"), "g")
  const eachTerm = terms.map((spellings) => new RegExp(`(?:${spellings.map(sourceOf).join("|")})${wordEnd}`, "uy"))
  const firsts = terms.map((spellings) => new Set(spellings.map((spelling) => spelling.trim().toLowerCase()[0]!)))
  const termsByFirst = new Map(
    firsts.flatMap((own) =>
      Array.from(own, (first) => [first, terms.flatMap((_, i) => (firsts[i]!.has(first) ? [i] : []))])
    )
  )
  return (text, found) => {
    const folded = text.toLowerCase()
    anyStart.lastIndex = 0
    for (let place = anyStart.exec(folded); place !== null; place = anyStart.exec(folded)) {
      anyStart.lastIndex = place.index + 1
      wordStart.lastIndex = place.index
      if (!wordStart.test(folded)) continue
      for (const i of termsByFirst.get(folded[place.index]!)!) {
        const term = eachTerm[i]!
        term.lastIndex = place.index
        if (found[i] === 0 && term.test(folded)) found[i] = 1
      }
    }
  }
}

const wordStart = /(?<![\p{L}\p{N}])/uy
const wordEnd = "(?![\\p{L}\\p{N}]|\\+\\+|#(?!\\d))"

/** The words of a spelling, and what may part them. */
const wordsOf = (spelling: string): string =>
  spelling
    .trim()
    .toLowerCase()
    .split(/[\s-]+/)
    .map(escapeRegExp)
    .join("(?:\\s+|[-_\\u2010\\u2011])?")

const sourceOf = (spelling: string): string => {
  const version = /\p{N}\s*$/u.test(spelling) ? "" : "(?:\\p{N}+(?:\\.\\p{N}+)*)?"
  return `${wordsOf(spelling)}${pluralOf(spelling.trim().toLowerCase())}${version}`
}

const pluralOf = (spelling: string): string => {
  if (/(?:[sxz]|[cs]h)$/.test(spelling)) return "(?:es)?"
  return /\p{L}$/u.test(spelling) ? "s?" : ""
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
