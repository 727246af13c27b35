import { mix } from "./mix.ts"

/**
 * A number of 53 bits in the place of an author's id or name at a site: equal for equal ids, and with a million authors
 * equal for two others with probability 0.00006. It keeps ids and names out of every artifact and is no anonymity: who has an
 * id can compute its number, and a post's own id leads to its author.
 */
export const authorKey = (id: string): number => {
  let low = 0x2545_f491
  let high = 0x9e37_79b9
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i)
    low = mix(low ^ unit)
    high = mix(high + Math.imul(unit, 0x85eb_ca6b))
  }
  return (high >>> 11) * 2 ** 32 + low
}
