/**
 * Which posts to compare: those with the same words, and those that share a key of MinHash. Never all with all.
 */

/** What MinHash keeps of n posts. */
export interface AllSketches {
  /** The key of each post, by band (bands of n). */
  readonly keysByBand: ReadonlyArray<Uint32Array>
  /** The hash of all words (n). */
  readonly textLows: Uint32Array
  readonly textHighs: Uint32Array
  /** Words of each post (n). */
  readonly words: Uint32Array
}

/** The first post that has the same words in the same order as each post, itself included (n). */
export const firstWithSameText = ({ textLows, textHighs, words }: AllSketches): Uint32Array => {
  const firstOf = Uint32Array.from({ length: words.length }, (_, i) => i)
  for (const group of groupsOf(worded(words), textLows)) {
    const firstByHigh = new Map<number, number>()
    for (const post of group) {
      const first = firstByHigh.get(textHighs[post]!)
      if (first === undefined) firstByHigh.set(textHighs[post]!, post)
      else firstOf[post] = first
    }
  }
  return firstOf
}

/** A post is compared with so many at most before it in a group of posts that share a key: the first of the group, and the nearest before it. */
export const reach = 16

/**
 * Pairs of posts to compare, that which comes first first; a pair may come once a band. Of posts with the same words each
 * is paired with the first of them, and only that one with others. A post without a word is paired with none. There are at
 * most n × `reach` pairs a band, whatever the posts hold. Marks in `isCrowded` (n) the posts that share a key with more than
 * `reach` before them.
 */
export function* candidatePairs(
  { keysByBand, words }: AllSketches,
  firstOf: Uint32Array,
  isCrowded: Uint8Array
): Generator<readonly [first: number, second: number]> {
  for (let post = 0; post < firstOf.length; post++) if (firstOf[post] !== post) yield [firstOf[post]!, post]
  const distinct = worded(words).filter((post) => firstOf[post] === post)
  for (const keys of keysByBand) {
    for (const group of groupsOf(distinct, keys)) {
      for (let at = 1; at < group.length; at++) {
        yield [group[0]!, group[at]!]
        for (let before = Math.max(1, at - reach + 1); before < at; before++) yield [group[before]!, group[at]!]
        if (at > reach) isCrowded[group[at]!] = 1
      }
    }
  }
}

const worded = (words: Uint32Array): Uint32Array => words.map((_, i) => i).filter((i) => words[i]! > 0)

/** The posts of each key that at least two have, in the order of posts. */
function* groupsOf(posts: Uint32Array, keys: Uint32Array): Generator<Uint32Array> {
  const sorted = sortedByKey(posts, keys)
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1
    while (end < sorted.length && keys[sorted[end]!] === keys[sorted[start]!]) end++
    if (end - start > 1) yield sorted.subarray(start, end)
    start = end
  }
}

/** A copy of `posts` by rising key, equal keys in their order: radix sort by 16 bits, twice. */
const sortedByKey = (posts: Uint32Array, keys: Uint32Array): Uint32Array => {
  let from = posts
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(65_537)
    for (const post of from) starts[((keys[post]! >>> shift) & 0xffff) + 1]!++
    for (let digit = 1; digit <= 65_536; digit++) starts[digit]! += starts[digit - 1]!
    const to = new Uint32Array(from.length)
    for (const post of from) to[starts[(keys[post]! >>> shift) & 0xffff]!++] = post
    from = to
  }
  return from
}
