import { nameParts } from "./nameParts.ts"
import { unspaced, unspacedWords } from "./unspacedWords.ts"

/** Inside a word: letters, marks, digits of any script, underscores. */
const inner = String.raw`[\p{L}\p{M}\p{N}_]`
/** A word begins with any of these but a mark. */
const first = String.raw`[\p{L}\p{N}_]`

const token = new RegExp(
  [
    // An address, up to white space.
    String.raw`(?<![\p{L}\p{N}])(?<url>(?:https?|ftp):\/\/[^\s<>"]*|www\.[^\s<>"]+)`,
    // The one name that begins with a dot.
    String.raw`(?<![\p{L}\p{N}_.])\.net(?!${inner})`,
    // c#, f#, j#
    String.raw`(?<![\p{L}\p{M}\p{N}_.-])[cfj]#(?!${inner})`,
    // c++, c++17, g++
    String.raw`\p{L}+\+\+\p{N}*(?![\p{L}\p{M}\p{N}_+])`,
    // Words, with a magic's or shell's sign before them and single dots, hyphens, apostrophes or a version pin inside.
    String.raw`(?:(?<!${inner})(?:%%?|!)(?=\p{L}))?${first}${inner}*(?:(?:[.\-'\u200c\u200d]|==(?=\p{N}))${first}${inner}*)*`
  ].join("|"),
  "gu"
)

/**
 * The host of an address: after the scheme and the user, without `www.`, up to the first sign that no host has, and
 * without dots and hyphens at its ends (matched here, since replacing a run of them before the end would be quadratic).
 */
const host = /^(?:[a-z]+:\/\/)?(?:[^/?#@]*@)?(?:www\.)?[.-]*(?<name>[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?/u
const letterOrDigit = /[\p{L}\p{N}]/u

/** Longer ones (in UTF-16 units) are encoded bytes, rulers and the like. */
const longestToken = 64

/** What {@link tokenise} does where studies differ. */
export interface TokeniseOptions {
  /** `also` adds the parts of names in camel case and snake case after each: see {@link nameParts}. */
  readonly split: "none" | "also"
}

/**
 * The words of a technical text, in order, case-folded.
 *
 * - Text is normalised to NFKC (so the ligature ﬁ is two letters) and lower-cased without a locale.
 * - `c++`, `c#`, `.net`, `%matplotlib`, `!pip` keep their signs; single dots, hyphens and `==` before a digit join:
 *   `tf.data.dataset`, `scikit-learn`, `python3.8`, `numpy==1.21`, `report_v2.ipynb`. Underscores are letters.
 * - All other signs separate: `train/test` is two words, `model.fit()` is `model.fit`, `--no-deps` is `no-deps`.
 * - A URL is its host without `www.`: `https://www.kaggle.com/c/titanic` is `kaggle.com`.
 * - Apostrophes: a final `'s` goes, any other is closed up: `jupyter's` is `jupyter`, `don't` is `dont`.
 * - Runs of letters of scripts that are written without blanks are cut by dictionary: see {@link unspacedWords}.
 * - Tokens without a letter or digit, and ones over 64 UTF-16 units, are dropped.
 *
 * The time is linear in the text.
 */
export const tokenise = (text: string, { split }: TokeniseOptions = { split: "none" }): Array<string> => {
  const tokens: Array<string> = []
  const add = (word: string) => {
    if (word.length <= longestToken && letterOrDigit.test(word)) tokens.push(word)
  }
  const written = normalise(text)
  const folded = written.toLowerCase()
  // One letter, the dotted capital I, is two when folded; its text has no parts by case.
  const cased = folded.length === written.length ? written : folded
  for (const match of folded.matchAll(token)) {
    const url = match.groups!["url"]
    if (url !== undefined) add(hostOf(url))
    else if (unspaced.test(match[0])) for (const word of unspacedWords(match[0])) add(closeApostrophes(word))
    else {
      add(closeApostrophes(match[0]))
      if (split === "also")
        for (const part of nameParts(cased.slice(match.index, match.index + match[0].length))) add(part)
    }
  }
  return tokens
}

/** Soft hyphens and marks of no width go; apostrophes of all kinds become one; trade marks must not become letters. */
const normalise = (text: string): string =>
  text
    .replace(/[\u00ad\u2060\ufeff]/g, "")
    .replace(/[\u00b4\u2018\u2019\uff07]/g, "'")
    .replace(/[\u2120\u2122]/g, " ")
    .normalize("NFKC")

const closeApostrophes = (word: string): string =>
  word.includes("'") ? word.replace(/'s$/, "").replaceAll("'", "") : word

const hostOf = (url: string): string => host.exec(url)?.groups?.["name"] ?? ""
