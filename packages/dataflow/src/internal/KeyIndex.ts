/**
 * Where in a table each key is, by a hash of the key: 16 to 24 bytes a row, whatever the keys are.
 */
import type { AnyColumn, Utf8Column } from "../Column.ts"
import type { ColumnType } from "../ColumnType.ts"

/** A hash of 64 bits. */
export interface KeyHash {
  readonly high: number
  readonly low: number
}

/** Rows by the hash of their key. Two keys with the same hash count as one; who finds a row compares the keys themselves. */
export class KeyIndex {
  readonly #hashes: Uint32Array
  readonly #slots: Int32Array
  readonly #mask: number
  #rows = 0

  /** Room for `rows` keys. */
  constructor(rows: number) {
    let capacity = 16
    while (capacity < 2 * rows) capacity *= 2
    this.#hashes = new Uint32Array(2 * rows)
    this.#slots = new Int32Array(capacity).fill(-1)
    this.#mask = capacity - 1
  }

  /** Adds the key of the next row; false where it is there already. */
  add({ high, low }: KeyHash): boolean {
    const slot = this.#slotOf(high, low)
    if (this.#slots[slot] !== -1) return false
    const row = this.#rows++
    this.#hashes[2 * row] = high
    this.#hashes[2 * row + 1] = low
    this.#slots[slot] = row
    return true
  }

  /** The row of a key, −1 where there is none. */
  find({ high, low }: KeyHash): number {
    return this.#slots[this.#slotOf(high, low)]!
  }

  /** The key's slot, or the free one where it would be. */
  #slotOf(high: number, low: number): number {
    let slot = low & this.#mask
    for (;;) {
      const row = this.#slots[slot]!
      if (row === -1 || (this.#hashes[2 * row] === high && this.#hashes[2 * row + 1] === low)) return slot
      slot = (slot + 1) & this.#mask
    }
  }
}

/** Hashes the keys of rows: `column` adds a value to the key of the row that `begin` began, and `end` gives its hash, valid until the next `begin`. */
export class KeyHasher implements KeyHash {
  high = 0
  low = 0
  readonly #number = new Float64Array(1)
  readonly #integer = new BigInt64Array(this.#number.buffer)
  readonly #words = new Uint32Array(this.#number.buffer)

  begin(): void {
    this.high = 0x9e37_79b9
    this.low = 0x85eb_ca6b
  }

  /** Adds the value of row i; `type` is an integer, an instant or text. */
  column(type: ColumnType, column: AnyColumn, i: number): void {
    if (type.kind === "utf8") {
      const { bytes, offsets } = column as Utf8Column
      const [start, end] = [offsets[i]!, offsets[i + 1]!]
      for (let at = start; at < end; at++) this.#add(bytes[at]!)
      this.#add(end - start)
      return
    }
    if (type.kind === "int64" || type.kind === "uint64") this.#integer[0] = (column as BigInt64Array)[i]!
    else this.#number[0] = (column as Float64Array)[i]!
    this.#add(this.#words[0]!)
    this.#add(this.#words[1]!)
  }

  end(): KeyHash {
    this.high = finished(this.high)
    this.low = finished(this.low)
    return this
  }

  #add(word: number): void {
    const high = Math.imul(this.high ^ word, 0x2c1b_3c6d)
    const low = Math.imul(this.low ^ word, 0x297a_2d39)
    this.high = high ^ (high >>> 15)
    this.low = low ^ (low >>> 13)
  }
}

/** The finaliser of MurmurHash3. */
const finished = (hash: number): number => {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85eb_ca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2_ae35)
  return (h ^ (h >>> 16)) >>> 0
}
