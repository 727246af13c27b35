/**
 * Kernels of the stage `similar-posts`: posts to keys that similar posts share, and to the sets that tell how similar they are.
 */
import type { Utf8Column } from "@praxis/dataflow/Column"
import { type Banding, MinHasher } from "./minHash.ts"
import { shingleSet, textShingles } from "./textShingles.ts"

/** Titles and HTML bodies of some posts. */
export interface Texts {
  readonly title: Utf8Column
  readonly body: Utf8Column
}

/** What {@link sketchPosts} keeps of n posts. */
export interface Sketches {
  /** The key of each band (bands × n, row-major). */
  readonly keys: Uint32Array
  /** The hash of all words (n). */
  readonly textLows: Uint32Array
  readonly textHighs: Uint32Array
  /** How many words a post has (n). */
  readonly words: Uint32Array
}

/** Sketches of posts; `size` is the words of a shingle. */
export const sketchPosts = (
  { size, banding }: { readonly size: number; readonly banding: Banding },
  { title, body }: Texts
): Sketches => {
  const n = title.length
  const hasher = new MinHasher(banding)
  const keys = new Uint32Array(banding.bands * n)
  const textLows = new Uint32Array(n)
  const textHighs = new Uint32Array(n)
  const words = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    const shingles = textShingles(title.at(i), body.at(i), size)
    hasher.keysOf(shingles.lows, keys, i, n)
    textLows[i] = shingles.textLow
    textHighs[i] = shingles.textHigh
    words[i] = shingles.words
  }
  return { keys, textLows, textHighs, words }
}

/** The shingle sets of posts, one after the other; set i is `values[offsets[i] .. offsets[i + 1])`, ascending. */
export const setsOfPosts = ({ size }: { readonly size: number }, { title, body }: Texts) => {
  const sets = Array.from({ length: title.length }, (_, i) => shingleSet(textShingles(title.at(i), body.at(i), size)))
  const offsets = new Uint32Array(sets.length + 1)
  for (const [i, set] of sets.entries()) offsets[i + 1] = offsets[i]! + set.length
  const values = new Float64Array(offsets.at(-1)!)
  for (const [i, set] of sets.entries()) values.set(set, offsets[i]!)
  return { offsets, values }
}
