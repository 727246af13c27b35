import type { ListColumn, Utf8Column } from "@praxis/dataflow/Column"
import type { WordRows } from "./addWindows.ts"

/**
 * Documents as the numbers of a few words: each token its row in `words`, or −1. `words` are different from each other;
 * tokens are compared as UTF-8 bytes, without making strings.
 */
export const findWords = (tokens: ListColumn<Utf8Column>, words: Utf8Column): WordRows => {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(4 * words.length + 2))).fill(-1)
  const mask = slots.length - 1
  for (let word = 0; word < words.length; word++) {
    let slot = hash(words.bytes, words.offsets[word]!, words.offsets[word + 1]!) & mask
    while (slots[slot]! >= 0) slot = (slot + 1) & mask
    slots[slot] = word
  }
  const { bytes, offsets } = tokens.values
  const find = (start: number, end: number): number => {
    let slot = hash(bytes, start, end) & mask
    while (slots[slot]! >= 0 && !isSame(words, slots[slot]!, bytes, start, end)) slot = (slot + 1) & mask
    return slots[slot]!
  }
  const first = tokens.offsets[0]!
  const found = new Int32Array(tokens.offsets[tokens.length]! - first)
  for (let at = 0; at < found.length; at++) found[at] = find(offsets[first + at]!, offsets[first + at + 1]!)
  return { offsets: tokens.offsets.map((offset) => offset - first), words: found }
}

const isSame = (words: Utf8Column, word: number, bytes: Uint8Array, start: number, end: number): boolean => {
  const from = words.offsets[word]!
  if (words.offsets[word + 1]! - from !== end - start) return false
  for (let i = start; i < end; i++) if (words.bytes[from + i - start] !== bytes[i]) return false
  return true
}

/** FNV-1a with 32 bits (Fowler, Noll, Vo), its high bits folded into the low ones that the table uses. */
const hash = (bytes: Uint8Array, start: number, end: number): number => {
  let h = 0x811c9dc5
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193)
  return h ^ (h >>> 15)
}
