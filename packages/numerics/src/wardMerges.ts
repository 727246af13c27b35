/** One merge of two nodes. */
export interface WardMerge {
  /** Nodes below nGroups are the groups themselves; node nGroups + i is what merge i made. `left` < `right`. */
  readonly left: number
  readonly right: number
  /** √(2 · increase of the sum of squares): of two single points their distance. */
  readonly height: number
}

/**
 * Merges groups of points step by step, each time the two whose union adds least to the sum of squared distances to the
 * own centroid (nGroups − 1 merges; heights never fall).
 *
 * `centroids` is nGroups × width, row-major; `sizes` (nGroups) are the points in each, and weigh. The increase of a pair
 * is a·b/(a + b) · |c_a − c_b|² for sizes a and b, taken from the centroids and not by an update formula, so that no
 * rounding adds up. Of equal increases the pair with the lowest left node, then the lowest right node. Time grows with
 * nGroups² · (nGroups + width), memory with nGroups². Height as in R's `ward.D2` and scipy's `ward`. Source: Ward, JASA
 * 58, 1963; Murtagh & Legendre, Journal of Classification 31, 2014.
 */
export const wardMerges = (
  centroids: Float64Array,
  sizes: ArrayLike<number>,
  width: number
): ReadonlyArray<WardMerge> => {
  const nGroups = sizes.length
  const nNodes = Math.max(0, 2 * nGroups - 1)
  const groups: Array<Group> = []
  const open: Array<number> = []
  // The increase of each pair of nodes (nNodes × nNodes), the lower number first.
  const increases = new Float64Array(nNodes * nNodes)
  const add = (group: Group): void => {
    for (const other of open) increases[other * nNodes + groups.length] = increaseOf(groups[other]!, group)
    open.push(groups.length)
    groups.push(group)
  }
  for (let node = 0; node < nGroups; node++) {
    add({ size: sizes[node]!, centroid: centroids.subarray(node * width, (node + 1) * width) })
  }
  return Array.from({ length: Math.max(0, nGroups - 1) }, () => {
    let least = Number.POSITIVE_INFINITY
    let left = open[0]!
    let right = open[1]!
    for (let i = 0; i < open.length; i++) {
      for (let j = i + 1; j < open.length; j++) {
        const increase = increases[open[i]! * nNodes + open[j]!]!
        if (increase < least) {
          least = increase
          left = open[i]!
          right = open[j]!
        }
      }
    }
    open.splice(open.indexOf(right), 1)
    open.splice(open.indexOf(left), 1)
    add(union(groups[left]!, groups[right]!))
    return { left, right, height: Math.sqrt(2 * least) }
  })
}

interface Group {
  readonly size: number
  readonly centroid: Float64Array
}

const increaseOf = (a: Group, b: Group): number => {
  let distance = 0
  for (let dim = 0; dim < a.centroid.length; dim++) distance += (a.centroid[dim]! - b.centroid[dim]!) ** 2
  return ((a.size * b.size) / (a.size + b.size)) * distance
}

const union = (a: Group, b: Group): Group => {
  const size = a.size + b.size
  return { size, centroid: a.centroid.map((value, dim) => (a.size * value + b.size * b.centroid[dim]!) / size) }
}
