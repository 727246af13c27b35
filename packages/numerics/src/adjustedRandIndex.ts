/**
 * How far two labellings of the same points agree, corrected for chance: 1 = the same partition, about 0 = as by chance
 * (it can be negative, down to −0.5).
 *
 * `a` and `b` hold one label a point (nPoints); labels are any whole numbers and only say who is together, so
 * renaming them changes nothing and −1 ("unassigned") counts as a cluster of its own. Symmetric. Two equal trivial
 * partitions (no point, one cluster each, or every point alone) agree by 1.
 * Arrays of unequal length throw a `RangeError`.
 *
 * Misleads where clusters differ much in size: pairs inside the largest outweigh the rest.
 * Source: Hubert & Arabie, "Comparing partitions", Journal of Classification 2, 1985, equation 5; equal to
 * scikit-learn's `adjusted_rand_score`.
 */
export const adjustedRandIndex = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  if (a.length !== b.length) throw new RangeError(`labellings of unequal length: ${a.length} and ${b.length}`)
  const inA = denseLabels(a)
  const inB = denseLabels(b)
  const rows = new Float64Array(inA.nLabels)
  const columns = new Float64Array(inB.nLabels)
  const cells = new Map<number, number>()
  for (let i = 0; i < a.length; i++) {
    const row = inA.labels[i]!
    const column = inB.labels[i]!
    rows[row]!++
    columns[column]!++
    const cell = row * inB.nLabels + column
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
  }
  const together = sumOfPairs(cells.values())
  const togetherInA = sumOfPairs(rows)
  const togetherInB = sumOfPairs(columns)
  const all = (a.length * (a.length - 1)) / 2
  const expected = all === 0 ? 0 : (togetherInA / all) * togetherInB
  const largest = (togetherInA + togetherInB) / 2
  return largest === expected ? 1 : (together - expected) / (largest - expected)
}

const denseLabels = (values: ArrayLike<number>) => {
  const labels = new Int32Array(values.length)
  const byValue = new Map<number, number>()
  for (let i = 0; i < values.length; i++) {
    const label = byValue.get(values[i]!) ?? byValue.size
    byValue.set(values[i]!, label)
    labels[i] = label
  }
  return { labels, nLabels: byValue.size }
}

const sumOfPairs = (counts: Iterable<number>): number => {
  let pairs = 0
  for (const count of counts) pairs += (count * (count - 1)) / 2
  return pairs
}
