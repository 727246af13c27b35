/** How two labellings of the same points (nPoints) meet: clusters in the order in which they first appear. */
export interface Contingency {
  readonly nPoints: number
  /** Clusters of the first and of the second labelling. */
  readonly nRows: number
  readonly nCols: number
  /** Points in each cluster of the first labelling (nRows) and of the second (nCols). */
  readonly rowSums: Float64Array
  readonly colSums: Float64Array
  /** The label that each cluster had in the first labelling (nRows) and in the second (nCols). */
  readonly rowLabels: ReadonlyArray<number>
  readonly colLabels: ReadonlyArray<number>
  /** The cells that hold a point, by first appearance: row, column, and points. */
  readonly rows: Int32Array
  readonly cols: Int32Array
  readonly counts: Float64Array
}

/**
 * The contingency table of two labellings, cells without a point left out, so that it costs memory by points even
 * where every point is alone. Labels are any whole numbers and only say who is together; −1 is a cluster as any other.
 * Arrays of unequal length throw a `RangeError`.
 */
export const contingency = (a: ArrayLike<number>, b: ArrayLike<number>): Contingency => {
  if (a.length !== b.length) throw new RangeError(`labellings of unequal length: ${a.length} and ${b.length}`)
  const inA = numbered(a)
  const inB = numbered(b)
  const rowSums = new Float64Array(inA.labels.length)
  const colSums = new Float64Array(inB.labels.length)
  const countByCell = new Map<number, number>()
  for (let i = 0; i < a.length; i++) {
    const row = inA.clusters[i]!
    const column = inB.clusters[i]!
    rowSums[row]!++
    colSums[column]!++
    const cell = row * colSums.length + column
    countByCell.set(cell, (countByCell.get(cell) ?? 0) + 1)
  }
  return {
    nPoints: a.length,
    nRows: rowSums.length,
    nCols: colSums.length,
    rowSums,
    colSums,
    rowLabels: inA.labels,
    colLabels: inB.labels,
    rows: Int32Array.from(countByCell.keys(), (cell) => Math.floor(cell / colSums.length)),
    cols: Int32Array.from(countByCell.keys(), (cell) => cell % colSums.length),
    counts: Float64Array.from(countByCell.values())
  }
}

const numbered = (values: ArrayLike<number>) => {
  const clusters = new Int32Array(values.length)
  const byLabel = new Map<number, number>()
  for (let i = 0; i < values.length; i++) {
    const cluster = byLabel.get(values[i]!) ?? byLabel.size
    byLabel.set(values[i]!, cluster)
    clusters[i] = cluster
  }
  return { clusters, labels: Array.from(byLabel.keys()) }
}
