/**
 * Numbers distinct words in the order in which they first appear, by their UTF-8 bytes and without making strings.
 * A hash table with linear probing; at most half of its slots are used.
 */
export class TermIndex {
  #slots = new Int32Array(1024).fill(-1)
  #hashes = new Uint32Array(512)
  #offsets = new Int32Array(513)
  #bytes = new Uint8Array(4096)
  #size = 0

  /** Distinct words so far; their numbers are 0 to size − 1. */
  get size(): number {
    return this.#size
  }

  /** The UTF-8 bytes of a word, a view that holds until the next word is added. */
  bytesOf(term: number): Uint8Array {
    return this.#bytes.subarray(this.#offsets[term]!, this.#offsets[term + 1]!)
  }

  /** The number of the word in `bytes[start .. end)`, or −1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#slots[this.#slotOf(hash(bytes, start, end), bytes, start, end)]!
  }

  /** The number of the word in `bytes[start .. end)`, a new one where it was not there. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const hashed = hash(bytes, start, end)
    const slot = this.#slotOf(hashed, bytes, start, end)
    const found = this.#slots[slot]!
    if (found >= 0) return found
    const term = this.#size++
    const from = this.#offsets[term]!
    this.#reserve(from + end - start)
    for (let i = start; i < end; i++) this.#bytes[from + i - start] = bytes[i]!
    this.#offsets[term + 1] = from + end - start
    this.#hashes[term] = hashed
    this.#slots[slot] = term
    if (this.#size * 2 > this.#slots.length) this.#rehash()
    return term
  }

  #slotOf(hashed: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1
    let slot = hashed & mask
    for (;;) {
      const term = this.#slots[slot]!
      if (term < 0 || (this.#hashes[term] === hashed && this.#equals(term, bytes, start, end))) return slot
      slot = (slot + 1) & mask
    }
  }

  #equals(term: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#offsets[term]!
    if (this.#offsets[term + 1]! - from !== end - start) return false
    for (let i = start; i < end; i++) if (this.#bytes[from + i - start] !== bytes[i]) return false
    return true
  }

  #reserve(byteLength: number): void {
    if (byteLength > this.#bytes.length) this.#bytes = grown(this.#bytes, Math.max(byteLength, this.#bytes.length * 2))
    if (this.#size >= this.#hashes.length) {
      this.#hashes = grown(this.#hashes, this.#hashes.length * 2)
      this.#offsets = grown(this.#offsets, this.#hashes.length + 1)
    }
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1)
    for (let term = 0; term < this.#size; term++) {
      let slot = this.#hashes[term]! & (slots.length - 1)
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = term
    }
    this.#slots = slots
  }
}

/** FNV-1a with 32 bits (Fowler, Noll, Vo), its high bits folded into the low ones that the table uses. */
const hash = (bytes: Uint8Array, start: number, end: number): number => {
  let h = 0x811c9dc5
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193)
  return (h ^ (h >>> 15)) >>> 0
}

const grown = <A extends Uint8Array | Uint32Array | Int32Array>(array: A, length: number): A => {
  const copy = new (array.constructor as new (length: number) => A)(length)
  copy.set(array)
  return copy
}
