import { type Random, random } from "@praxis/numerics/random"

/**
 * The random numbers of one row of one site for one purpose, from the corpus's seed alone, so that any row can be made
 * in any order and again. The four 32-bit numbers are mixed by MurmurHash3 (x86, 32 bit: Appleby 2011).
 */
export const postRandom = (seed: number, site: number, row: number, purpose: number): Random => {
  let hash = mixed(seed >>> 0, site)
  hash = mixed(hash, row)
  hash = mixed(hash, purpose) ^ 12
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return random(hash ^ (hash >>> 16))
}

const mixed = (hash: number, block: number): number => {
  const k = Math.imul(block, 0xcc9e2d51)
  const h = hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}
