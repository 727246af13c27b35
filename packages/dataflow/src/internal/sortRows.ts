import type { AnyContract, Batch } from "../Table.ts"
import type { CompareRows, RowRange } from "./mergeRows.ts"

/** A piece ends at so many rows. */
const pieceRows = 256

/** The rows of batches in memory, sorted, in pieces of a few rows. Equal rows keep their order. */
export function* sortRows<K extends AnyContract>(
  compare: CompareRows<K>,
  batches: ReadonlyArray<Batch<K>>
): Generator<ReadonlyArray<RowRange<K>>> {
  const numRows = batches.reduce((n, batch) => n + batch.numRows, 0)
  const batchOf = new Uint32Array(numRows)
  const rowOf = new Uint32Array(numRows)
  let at = 0
  batches.forEach((batch, b) => {
    batchOf.fill(b, at, at + batch.numRows)
    for (let row = 0; row < batch.numRows; row++) rowOf[at++] = row
  })
  // An array, since its sort takes n comparisons where the rows are in order already; that of typed arrays does not.
  const order = Array.from(batchOf.keys()).sort((a, b) =>
    compare(batches[batchOf[a]!]!, rowOf[a]!, batches[batchOf[b]!]!, rowOf[b]!)
  )
  for (let start = 0; start < numRows; start += pieceRows) {
    const ranges: Array<RowRange<K>> = []
    const end = Math.min(numRows, start + pieceRows)
    for (let from = start; from < end; ) {
      const first = order[from]!
      let to = from + 1
      while (to < end && order[to] === first + to - from && batchOf[order[to]!] === batchOf[first]) to++
      ranges.push({ batch: batches[batchOf[first]!]!, start: rowOf[first]!, end: rowOf[first]! + to - from })
      from = to
    }
    yield ranges
  }
}
