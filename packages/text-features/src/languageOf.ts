import type { detectAll } from "tinyld"

/** Fewer bytes of UTF-8, title and text together, are too short to tell. */
const fewestBytes = 24
/** Fewer bytes, most of them ASCII, are too short for the library: it takes short English titles for other languages. */
const fewestLatinBytes = 100
/** Bytes of title and text that are read. */
const longestSample = 1000
/** The share of words that are English function words, from which a text is English. */
const englishShare = 0.1
/** The library's accuracy, 0 to 1, under which its answer is not believed. */
const leastAccuracy = 0.3

/** Short words of English sentences, technical ones too; words as common in other languages (`a`, `in`, `was`) are left out. */
const functionWords =
  "the and to of is it that this with for how are have when what my not but from can which be there i you if on as using does why"

/** Languages of people today, as the library names them: no Esperanto, Volapük, Klingon, Latin, and none without a code of two letters. */
const languages = (
  "af am ja zh ko my th vi id km tl bn ta hi ur gu kn te fr en de es pt it nl ga cs sr el mk sk da sv fi no is hu ro bg " +
  "be ru uk pl lt et lv hy tr he yi ar fa tt kk mn tk"
).split(" ")

/**
 * The language of a post (ISO 639-1) from its title and text in UTF-8; `und` where they are shorter than 24 bytes or the
 * library is not sure (accuracy under .3), or has under 100 bytes that are mostly ASCII. Where a tenth of the words are English function words the post is English and
 * the library is not asked: it takes one technical post in thirty for another language, since names such as `ipywidgets`
 * weigh as much there as sentences do. Measured in decisions/0003-language.md.
 *
 * `detect` is tinyld's, passed in since it is loaded late. Only the first 1,000 bytes are read.
 */
export const languageOf = (detect: typeof detectAll, title: Uint8Array, text: Uint8Array): string => {
  if (title.length + text.length < fewestBytes) return "und"
  const rest = text.subarray(0, Math.max(0, longestSample - title.length))
  if (isEnglish(title.subarray(0, longestSample), rest)) return "en"
  if (title.length + text.length < fewestLatinBytes && isMostlyAscii(title, text)) return "und"
  const sample = `${decoder.decode(title.subarray(0, longestSample))}\n${decoder.decode(rest)}`
  const best = detect(sample, { only: languages })[0]
  return best === undefined || best.accuracy < leastAccuracy ? "und" : best.lang
}

const decoder = new TextDecoder()

const isMostlyAscii = (title: Uint8Array, text: Uint8Array): boolean => {
  let ascii = 0
  for (const bytes of [title, text]) for (const byte of bytes) if (byte < 0x80) ascii++
  return 2 * ascii > title.length + text.length
}

/** An ASCII word of up to six letters as a number: five bits a letter. */
const packed = new Set(
  functionWords
    .split(" ")
    .map((word) => Array.from(word).reduce((key, letter) => (key << 5) | (letter.charCodeAt(0) & 31), 0))
)

const longestPacked = 6
/** Stands for a byte above ASCII. */
const foreign = 255
/** 1 to 26 for ASCII letters of either case, 0 for what is no letter. */
const letterOf = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 ? foreign : /[a-z]/i.test(String.fromCharCode(byte)) ? byte & 31 : 0
)

/** Whether enough words of two texts are English function words. A word is a run of letters; every byte above ASCII is one. */
const isEnglish = (...texts: readonly [Uint8Array, Uint8Array]): boolean => {
  let words = 0
  let found = 0
  for (const text of texts) {
    let key = 0
    let length = 0
    for (let i = 0; i <= text.length; i++) {
      const letter = i < text.length ? letterOf[text[i]!]! : 0
      if (letter !== 0) {
        key = (key << 5) | (letter & 31)
        length += letter === foreign ? longestPacked + 1 : 1
      } else if (length > 0) {
        words++
        if (length <= longestPacked && packed.has(key)) found++
        key = length = 0
      }
    }
  }
  return words > 0 && found >= englishShare * words
}
