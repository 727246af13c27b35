/**
 * A post's text as the set of its word shingles: runs of so many consecutive words, each as a hash.
 *
 * A word is a run of letters, marks and digits in lower case; a character of a script without blanks (Han, Hiragana,
 * Katakana) is a word of its own. All else parts words, so that `C++` is `c`: fine enough to tell whether two texts are alike.
 */
import { bodyText } from "./bodyText.ts"
import { mix } from "./mix.ts"

/** The shingles of one text, in reading order and with repetitions. Hashes have two words of 32 bits. */
export interface Shingles {
  /** Words of the text. */
  readonly words: number
  /** The low words of the hashes of the shingles; a text shorter than a shingle has one, a text without a word none. */
  readonly lows: Uint32Array
  /** The high words. */
  readonly highs: Uint32Array
  /** The hash of all words in their order. */
  readonly textLow: number
  readonly textHigh: number
}

/** The shingles of `size` words of a title and an HTML body, code included. */
export const textShingles = (title: string, html: string, size: number): Shingles => {
  const { lows: wordLows, highs: wordHighs } = wordHashes(`${title}\n${bodyText(html)}`.toLowerCase())
  const words = wordLows.length
  const n = words === 0 ? 0 : Math.max(1, words - size + 1)
  const lows = new Uint32Array(n)
  const highs = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    const end = Math.min(words, i + size)
    lows[i] = hashOf(wordLows, i, end, seeds.low)
    highs[i] = hashOf(wordHighs, i, end, seeds.high)
  }
  return {
    words,
    lows,
    highs,
    textLow: hashOf(wordLows, 0, words, seeds.low),
    textHigh: hashOf(wordHighs, 0, words, seeds.high)
  }
}

/**
 * The set of the shingles as ascending numbers of 53 bits: sets are equal where their texts have equal shingles, but for
 * collisions, of which two texts of 1,000 shingles have one in ten billion such pairs.
 */
export const shingleSet = ({ lows, highs }: Shingles): Float64Array => {
  const set = new Float64Array(lows.length)
  for (let i = 0; i < lows.length; i++) set[i] = (highs[i]! >>> 11) * 2 ** 32 + lows[i]!
  set.sort()
  let n = 0
  for (let i = 0; i < set.length; i++) if (i === 0 || set[i] !== set[i - 1]) set[n++] = set[i]!
  return set.slice(0, n)
}

/** Two independent hashes of each word. */
const wordHashes = (text: string) => {
  const lows: Array<number> = []
  const highs: Array<number> = []
  let [low, high, length] = [seeds.low, seeds.high, 0]
  const close = () => {
    if (length === 0) return
    lows.push(mix(low ^ length))
    highs.push(mix(high ^ length))
    low = seeds.low
    high = seeds.high
    length = 0
  }
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const kind = unit < 128 ? asciiKinds[unit]! : kindOf(unit)
    if (kind !== kinds.inWord) close()
    if (kind === kinds.apart) continue
    low = step(low, unit)
    high = step(high, unit + 0x9e37)
    length++
    if (kind === kinds.alone) close()
  }
  close()
  return { lows: Uint32Array.from(lows), highs: Uint32Array.from(highs) }
}

const seeds = { low: 0x2545_f491, high: 0x9e37_79b9 }

const step = (hash: number, value: number): number => {
  const h = Math.imul(hash ^ value, 0xcc9e_2d51)
  return (h << 13) | (h >>> 19)
}

const hashOf = (values: Uint32Array, start: number, end: number, seed: number): number => {
  let hash = seed
  for (let i = start; i < end; i++) hash = step(hash, values[i]!)
  return mix(hash ^ (end - start))
}

const kinds = { apart: 0, inWord: 1, alone: 2 } as const

/** Of one UTF-16 unit. Halves of characters beyond the first plane are in a word, emoji included. */
const kindOf = (unit: number): number => {
  if (unit >= 0xd800 && unit < 0xe000) return kinds.inWord
  const char = String.fromCharCode(unit)
  if (/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u.test(char))
    return /\p{L}/u.test(char) ? kinds.alone : kinds.apart
  return /[\p{L}\p{M}\p{N}]/u.test(char) ? kinds.inWord : kinds.apart
}

const asciiKinds = Uint8Array.from({ length: 128 }, (_, unit) => kindOf(unit))
