/// <reference path="./snowball-stemmers.d.ts" />
import type { Stemmer } from "snowball-stemmers"
import { contractions } from "./stopWords/contractions.ts"
import { english } from "./stopWords/english.ts"
import { forum } from "./stopWords/forum.ts"

/** Words that stay as they are, so that the lists of stop words still know them. */
const stopped = new Set([english, contractions, forum].flatMap(({ words }) => words))
/** What a stemmer's rules are made for: letters and marks, no signs or digits. */
const plain = /^[\p{L}\p{M}]+$/u

/**
 * A function from a word to its stem by a Snowball stemmer. Names with digits, dots, hyphens, underscores or signs stay as they are
 * (`tf.data.dataset`, `python3.8`, `c++`), and so do the words of the named lists of stop words. Each word is stemmed
 * once; up to 65,536 stems are remembered.
 */
export const stemWords = (stemmer: Stemmer): ((word: string) => string) => {
  const stems = new Map<string, string>()
  return (word) => {
    const known = stems.get(word)
    if (known !== undefined) return known
    const stem = plain.test(word) && !stopped.has(word) ? stemmer.stem(word) : word
    if (stems.size < 65_536) stems.set(word, stem)
    return stem
  }
}
