/**
 * Counts of pairs of numbers, numbered in the order in which they first appear. A hash table with linear probing; at
 * most half of its slots are used. 28 to 56 bytes a pair.
 */
export class PairCounts {
  #slots = new Int32Array(2048).fill(-1)
  #first = new Uint32Array(1024)
  #second = new Uint32Array(1024)
  #count = new Uint32Array(1024)
  #df = new Uint32Array(1024)
  /** The last document that held the pair, counted from 1. */
  #last = new Uint32Array(1024)
  #size = 0

  /** Distinct pairs so far; their numbers are 0 to size − 1. */
  get size(): number {
    return this.#size
  }

  /** The first of the pair. */
  first(pair: number): number {
    return this.#first[pair]!
  }

  /** The second of the pair. */
  second(pair: number): number {
    return this.#second[pair]!
  }

  /** Occurrences of the pair. */
  count(pair: number): number {
    return this.#count[pair]!
  }

  /** Documents that hold the pair. */
  df(pair: number): number {
    return this.#df[pair]!
  }

  /** The number of a pair, or −1. */
  find(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)]!
  }

  /** Counts one occurrence in document `doc`; documents come in ascending order. */
  add(first: number, second: number, doc: number): void {
    const slot = this.#slotOf(first, second)
    const pair = this.#slots[slot]! < 0 ? this.#insert(slot, first, second) : this.#slots[slot]!
    this.#count[pair]!++
    if (this.#last[pair] === doc + 1) return
    this.#last[pair] = doc + 1
    this.#df[pair]!++
  }

  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1
    let slot = hash(first, second) & mask
    for (;;) {
      const pair = this.#slots[slot]!
      if (pair < 0 || (this.#first[pair] === first && this.#second[pair] === second)) return slot
      slot = (slot + 1) & mask
    }
  }

  #insert(slot: number, first: number, second: number): number {
    const pair = this.#size++
    if (pair === this.#first.length) this.#grow()
    this.#first[pair] = first
    this.#second[pair] = second
    this.#slots[slot] = pair
    if (this.#size * 2 > this.#slots.length) this.#rehash()
    return pair
  }

  #grow(): void {
    const longer = (numbers: Uint32Array<ArrayBuffer>) => {
      const grown = new Uint32Array(numbers.length * 2)
      grown.set(numbers)
      return grown
    }
    this.#first = longer(this.#first)
    this.#second = longer(this.#second)
    this.#count = longer(this.#count)
    this.#df = longer(this.#df)
    this.#last = longer(this.#last)
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1)
    for (let pair = 0; pair < this.#size; pair++)
      this.#slots[this.#slotOf(this.#first[pair]!, this.#second[pair]!)] = pair
  }
}

/** Two multiplications and a fold, so that neighbouring numbers fall far apart. */
const hash = (first: number, second: number): number => {
  const h = Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1)
  return (h ^ (h >>> 15)) >>> 0
}
