/**
 * Draws from finite distributions by cumulative weights.
 */
import type { Random } from "@praxis/numerics/random"

/** Running sums of `weights` (n), divided by their total; the last is exactly 1. */
export const cumulative = (weights: ArrayLike<number>): Float64Array => {
  const sums = new Float64Array(weights.length)
  let total = 0
  for (let i = 0; i < weights.length; i++) sums[i] = total += weights[i]!
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! / total
  return sums
}

/** One of `values`, all equally likely. */
export const oneOf = <A>(values: ReadonlyArray<A>, random: Random): A => values[Math.floor(random() * values.length)]!

/** One of `values`, where an earlier one is likelier: index floor(n u²). */
export const earlyOf = <A>(values: ReadonlyArray<A>, random: Random): A => {
  const u = random()
  return values[Math.floor(u * u * values.length)]!
}

/** A whole number from `min` to `max`, both included. */
export const between = (min: number, max: number, random: Random): number =>
  min + Math.floor(random() * (max - min + 1))
