import { contingency } from "./contingency.ts"
import { hungarian } from "./hungarian.ts"

/**
 * The share of points whose cluster is the one matched to their class, 0 to 1: clusters and classes are paired one to
 * one so that as many points as possible agree ("Hungarian accuracy", "clustering accuracy").
 *
 * `labels` and `classes` hold one number a point (nPoints). A label of −1 is "unassigned": it is matched to no class,
 * so its points count as wrong. Not symmetric for that reason alone. NaN without a point. Arrays of unequal length throw a
 * `RangeError`.
 *
 * Misleads where one class is large (all points in one cluster reach its share) and where clusters split a class: only
 * one of the pieces counts.
 * Source: Yang, Xu, Nie, Yan & Zhuang, "Image clustering using local discriminant models", 2010; pairs by {@link hungarian}.
 */
export const matchedAccuracy = (labels: ArrayLike<number>, classes: ArrayLike<number>): number => {
  const { cols, counts, nCols, nPoints, nRows, rowLabels, rows } = contingency(labels, classes)
  const points = new Float64Array(nRows * nCols)
  counts.forEach((count, cell) => {
    if (rowLabels[rows[cell]!] !== -1) points[rows[cell]! * nCols + cols[cell]!] = count
  })
  let agreeing = 0
  hungarian(points, nRows, nCols).forEach((column, row) => {
    if (column >= 0) agreeing += points[row * nCols + column]!
  })
  return agreeing / nPoints
}
