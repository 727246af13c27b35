/** A source of uniform random numbers in [0, 1). Passed to every kernel that needs chance; none makes its own. */
export type Random = () => number

/**
 * A seeded generator: sfc32 (Chris Doty-Humphrey, PractRand), its state filled by splitmix32 from a 32-bit seed.
 * 32 bits a number, period at least 2^32; the same numbers on every machine.
 */
export const random = (seed: number): Random => {
  let state = seed >>> 0
  const splitmix = () => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  let a = splitmix()
  let b = splitmix()
  let c = splitmix()
  let counter = 1
  const next = () => {
    const sum = (a + b + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = ((c << 21) | (c >>> 11)) >>> 0
    c = (c + sum) >>> 0
    return sum / 0x1_0000_0000
  }
  for (let i = 0; i < 12; i++) next()
  return next
}
