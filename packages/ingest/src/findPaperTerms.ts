/**
 * Finds terms as the original study's code did, faults included, so that its numbers can be reproduced.
 */
import type { FindTerms } from "./findTerms.ts"

/**
 * Finds paper terms in a title or in a body as exported. Source: gberman-aus/tmc, `src/Python/dataset_knitting.py`,
 * which joins the terms to one pattern for `Series.str.casefold().str.contains(…)` of pandas. Hence
 *
 * - a term is found inside any word: ` regression` in `linear regressions`, `colab` in `collaborate` not, in `colaboratory` yes;
 * - blanks in a term are blanks: ` scikit learn` is not in `scikit-learn`, nor in a text with two blanks or a line feed there;
 * - the pattern is not escaped: the dot of `tensorflow2.0` stands for any character but a line feed. No term of the study
 *   has another sign that means something in a pattern; here all others stand for themselves;
 * - a body is searched as HTML: terms in addresses, attributes and tags count, and a term after a tag (`<p>keras`) has no blank before it.
 */
export const findPaperTerms = (paperTerms: ReadonlyArray<string>): FindTerms => {
  if (paperTerms.length === 0) return () => {}
  const sources = paperTerms.map((term) => term.replace(/[\\^$*+?()[\]{}|/]/g, "\\$&").replaceAll(".", anyCharacter))
  const anyTerm = new RegExp(sources.join("|"))
  const eachTerm = sources.map((source) => new RegExp(source))
  return (text, found) => {
    const folded = caseFold(text)
    if (!anyTerm.test(folded)) return
    for (let i = 0; i < eachTerm.length; i++) if (found[i] === 0 && eachTerm[i]!.test(folded)) found[i] = 1
  }
}

/** A code point: without the flag u, which makes expressions slow, and so in two forms. */
const anyCharacter = "(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^\\n])"

/**
 * Lower case, and the characters that Python's `str.casefold` takes to plain letters besides. Others, such as the Greek final
 * sigma, fold otherwise there, but to nothing that a term of plain letters could match. Source: all code points in Python 3.11.
 */
const caseFold = (text: string): string =>
  text.toLowerCase().replace(/[\u00df\u0149\u017f\u01f0\u1e96-\u1e9a\ufb00-\ufb06]/g, (char) => foldOf[char]!)

const foldOf: Readonly<Record<string, string>> = {
  "\u00df": "ss",
  "\u0149": "\u02bcn",
  "\u017f": "s",
  "\u01f0": "j\u030c",
  "\u1e96": "h\u0331",
  "\u1e97": "t\u0308",
  "\u1e98": "w\u030a",
  "\u1e99": "y\u030a",
  "\u1e9a": "a\u02be",
  "\ufb00": "ff",
  "\ufb01": "fi",
  "\ufb02": "fl",
  "\ufb03": "ffi",
  "\ufb04": "ffl",
  "\ufb05": "st",
  "\ufb06": "st"
}
