/**
 * Which rows no other row beats: those for which no other is at least as good in every measure and better in one.
 *
 * Each row holds the same measures in the same order, all of them better the higher they are; NaN is worse than any
 * number. Equal rows are both on the front. With many measures nearly every row is; it says that nothing is plainly
 * worse, not which is best.
 */
export const paretoFront = (rows: ReadonlyArray<ReadonlyArray<number>>): ReadonlyArray<boolean> =>
  rows.map((row) => !rows.some((other) => dominates(other, row)))

const dominates = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): boolean =>
  a.every((value, i) => rank(value) >= rank(b[i]!)) && a.some((value, i) => rank(value) > rank(b[i]!))

const rank = (value: number): number => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value)
