/**
 * The one-to-one matching of rows and columns with the largest total gain: the column of each row (nRows), −1 = none.
 *
 * `gain` is nRows × nCols, row-major, any finite numbers. min(nRows, nCols) pairs are made, also where a pair's gain is
 * 0 or negative; where there are more rows than columns, the rest have −1. Among equal totals the result is fixed by
 * the order of rows and columns alone. Time grows with min² · max, memory with the larger side.
 *
 * Source: Kuhn 1955; shortest augmenting paths with potentials after Jonker & Volgenant, Computing 38, 1987. The total
 * equals scipy's `linear_sum_assignment(maximize=True)`.
 */
export const hungarian = (gain: Float64Array, nRows: number, nCols: number): Int32Array => {
  if (gain.length !== nRows * nCols)
    throw new RangeError(`${gain.length} gains do not make ${nRows} rows of ${nCols} columns`)
  const columnOfRow = new Int32Array(nRows).fill(-1)
  if (nRows <= nCols) {
    matchEach(nRows, nCols, (row, column) => -gain[row * nCols + column]!).forEach((row, column) => {
      if (row >= 0) columnOfRow[row] = column
    })
  } else {
    columnOfRow.set(matchEach(nCols, nRows, (column, row) => -gain[row * nCols + column]!))
  }
  return columnOfRow
}

/**
 * Gives each of `nAgents` a task of its own out of `nTasks` (at least as many) at the least total cost: the agent of
 * each task (nTasks), −1 = none. One agent enters at a time, along the shortest path of reduced costs.
 */
const matchEach = (nAgents: number, nTasks: number, cost: (agent: number, task: number) => number): Int32Array => {
  // One slot more than there are tasks: the entering agent starts from a task of its own that no one else may take.
  const entry = nTasks
  const agentOf = new Int32Array(nTasks + 1).fill(-1)
  const agentPotential = new Float64Array(nAgents)
  const taskPotential = new Float64Array(nTasks + 1)
  const distance = new Float64Array(nTasks)
  const previous = new Int32Array(nTasks)
  const reached = new Uint8Array(nTasks + 1)
  for (let entering = 0; entering < nAgents; entering++) {
    agentOf[entry] = entering
    distance.fill(Number.POSITIVE_INFINITY)
    reached.fill(0)
    let task = entry
    do {
      reached[task] = 1
      const agent = agentOf[task]!
      let nearest = -1
      for (let other = 0; other < nTasks; other++) {
        if (reached[other] === 1) continue
        const reduced = cost(agent, other) - agentPotential[agent]! - taskPotential[other]!
        if (reduced < distance[other]!) {
          distance[other] = reduced
          previous[other] = task
        }
        if (nearest < 0 || distance[other]! < distance[nearest]!) nearest = other
      }
      const step = distance[nearest]!
      for (let other = 0; other <= nTasks; other++) {
        if (reached[other] === 1) {
          agentPotential[agentOf[other]!]! += step
          taskPotential[other]! -= step
        } else distance[other]! -= step
      }
      task = nearest
    } while (agentOf[task]! >= 0)
    for (; task !== entry; task = previous[task]!) agentOf[task] = agentOf[previous[task]!]!
  }
  return agentOf.subarray(0, nTasks)
}
