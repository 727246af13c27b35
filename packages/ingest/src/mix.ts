/** Mixes all bits of a 32-bit number into each (the finaliser of MurmurHash3, Appleby 2011); one to one. */
export const mix = (x: number): number => {
  let h = x ^ (x >>> 16)
  h = Math.imul(h, 0x85eb_ca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2_ae35)
  return (h ^ (h >>> 16)) >>> 0
}
