import type { Random } from "./random.ts"

/**
 * `count` different numbers from 0 to n − 1, each set of them equally likely, ascending; all of them where `count` is n
 * or more. One pass, one random number a candidate. Source: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S.
 */
export const drawWithoutReplacement = (n: number, count: number, random: Random): Uint32Array => {
  const drawn = new Uint32Array(Math.min(n, count))
  let found = 0
  for (let i = 0; found < drawn.length; i++) {
    if ((n - i) * random() < drawn.length - found) drawn[found++] = i
  }
  return drawn
}
