import { releaseBuffer } from "@praxis/dataflow/releaseMemory"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { sparseRows } from "@praxis/numerics/sparseRows"
import { Stream } from "effect"

/**
 * The rows of consecutive sparse matrices of one width, in matrices of `size` rows; the last has what is left. So the
 * cut does not depend on how the rows came.
 *
 * Groups are copies, each in memory of its own, which may be moved to a thread. The matrices that come are given up: what
 * their arrays lie in is freed as soon as all their rows are copied. Memory holds one group.
 */
export const rowGroups =
  (size: number) =>
  <E, R>(parts: Stream.Stream<SparseMatrix, E, R>): Stream.Stream<SparseMatrix, E, R> =>
    Stream.suspend(() => {
      let held: Array<SparseMatrix> = []
      let given: Array<SparseMatrix> = []
      let rows = 0
      const closed = (): SparseMatrix => {
        const group = stacked(held, rows)
        for (const part of given) release(part)
        held = []
        given = []
        rows = 0
        return group
      }
      const groups = Stream.flatMap(parts, (part) => {
        const full: Array<SparseMatrix> = []
        for (let start = 0; start < part.nRows; ) {
          const end = Math.min(part.nRows, start + size - rows)
          held.push(sparseRows(part, start, end))
          if (end === part.nRows) given.push(part)
          rows += end - start
          start = end
          if (rows === size) full.push(closed())
        }
        return Stream.fromIterable(full)
      })
      return Stream.concat(
        groups,
        Stream.suspend(() => (rows === 0 ? Stream.empty : Stream.succeed(closed())))
      )
    })

/** Matrices of one width under one another. */
const stacked = (parts: ReadonlyArray<SparseMatrix>, nRows: number): SparseMatrix => {
  const nnz = parts.reduce((sum, { offsets, nRows: rows }) => sum + offsets[rows]!, 0)
  const offsets = new Int32Array(nRows + 1)
  const indices = new Uint32Array(nnz)
  const values = new Float64Array(nnz)
  let row = 0
  let at = 0
  for (const part of parts) {
    const end = part.offsets[part.nRows]!
    for (let i = 1; i <= part.nRows; i++) offsets[row + i] = at + part.offsets[i]!
    indices.set(part.indices.subarray(0, end), at)
    values.set(part.values.subarray(0, end), at)
    row += part.nRows
    at += end
  }
  return { nRows, nCols: parts[0]!.nCols, offsets, indices, values }
}

const release = ({ offsets, indices, values }: SparseMatrix): void => {
  for (const array of [offsets, indices, values]) releaseBuffer(array.buffer)
}
