/**
 * `total` split into whole numbers in proportion to `weights` (n); their sum is `total`.
 * Largest remainders (Hamilton); ties go to the earlier.
 */
export const apportion = (total: number, weights: ReadonlyArray<number>): ReadonlyArray<number> => {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const counts = exact.map(Math.floor)
  const left = total - counts.reduce((a, b) => a + b, 0)
  const byRemainder = exact.map((_, i) => i).sort((i, j) => exact[j]! - counts[j]! - (exact[i]! - counts[i]!) || i - j)
  for (const i of byRemainder.slice(0, left)) counts[i]!++
  return counts
}
