/**
 * MinHash with banding: texts that share most of their shingles share a key, others rarely do.
 *
 * Each of `rows` × `bands` hash functions orders all shingles anew, and keeps of a text the least: two texts of Jaccard
 * similarity s keep the same with probability s. A key holds `rows` of them, and so two texts share at least one of `bands` keys
 * with probability 1 − (1 − s^rows)^bands. Source: Broder (1997); Leskovec, Rajaraman and Ullman, Mining of Massive
 * Datasets, section 3.4.
 */
import { mix } from "./mix.ts"

/** How hash functions are grouped into keys. */
export interface Banding {
  readonly bands: number
  /** Hash functions a band. */
  readonly rows: number
}

/** The probability that two texts of similarity `s` share a key. */
export const shareFound = (s: number, { bands, rows }: Banding): number => 1 - power(1 - power(s, rows), bands)

/** Of pairs that are just as similar as the threshold, the share that is to be found. */
export const shareAtThreshold = 0.999

/**
 * The banding that tells the pairs below `similarity` apart best: the most rows of which so many bands as find
 * {@link shareAtThreshold} of the pairs at `similarity` take at most `hashes` hash functions. Where none does, one row.
 */
export const bandingFor = (similarity: number, hashes: number): Banding => {
  for (let rows = hashes; rows > 1; rows--) {
    for (let bands = 1; bands * rows <= hashes; bands++) {
      if (shareFound(similarity, { bands, rows }) >= shareAtThreshold) return { bands, rows }
    }
  }
  return { bands: hashes, rows: 1 }
}

/** By multiplication, which is the same to the bit on every machine. */
const power = (base: number, exponent: number): number => {
  let result = 1
  for (let i = 0; i < exponent; i++) result *= base
  return result
}

/** Makes keys; holds the hash functions and one text's minima, so that one object serves many texts. */
export class MinHasher {
  readonly #banding: Banding
  /** Hash function i of x is the 32-bit number factors[i] × x + offsets[i]; odd factors make it one to one. */
  readonly #factors: Int32Array
  readonly #offsets: Int32Array
  readonly #minima: Int32Array

  constructor(banding: Banding) {
    const n = banding.bands * banding.rows
    this.#banding = banding
    this.#factors = Int32Array.from({ length: n }, (_, i) => mix(2 * i + 1) | 1)
    this.#offsets = Int32Array.from({ length: n }, (_, i) => mix(2 * i + 2))
    this.#minima = new Int32Array(n)
  }

  /** Writes the key of each band, band b at `keys[start + b × stride]`. Without a shingle, all texts have the same keys. */
  keysOf(shingles: Uint32Array, keys: Uint32Array, start: number, stride: number): void {
    const minima = this.#minima.fill(0x7fff_ffff)
    const factors = this.#factors
    const offsets = this.#offsets
    for (let at = 0; at < shingles.length; at++) {
      const shingle = shingles[at]! | 0
      for (let i = 0; i < minima.length; i++) {
        const value = (Math.imul(shingle, factors[i]!) + offsets[i]!) | 0
        if (value < minima[i]!) minima[i] = value
      }
    }
    const { bands, rows } = this.#banding
    for (let b = 0; b < bands; b++) {
      let key = 0
      for (let i = b * rows; i < (b + 1) * rows; i++) key = mix(Math.imul(key, 31) + minima[i]!)
      keys[start + b * stride] = key
    }
  }
}
