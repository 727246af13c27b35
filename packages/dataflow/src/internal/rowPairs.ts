import { Effect, Stream } from "effect"
import type { ArtifactReadError, TableHandle } from "../Artifact.ts"
import type { AnyContract, Batch } from "../Table.ts"

/** Rows of two tables at the same positions: row `firstRow + n` is row `fromA + n` of `a` and row `fromB + n` of `b`. */
export interface RowPairs {
  readonly firstRow: number
  readonly rows: number
  readonly a: Batch<AnyContract>
  readonly fromA: number
  readonly b: Batch<AnyContract>
  readonly fromB: number
}

interface Position {
  readonly row: number
  readonly a: Side
  readonly b: Side
}

/** The open batch of a table, and the first row of it that has not been paired. */
interface Side {
  readonly next: number
  readonly batch: Batch<AnyContract> | undefined
  readonly from: number
}

const start: Side = { next: 0, batch: undefined, from: 0 }

/** The rows that two tables both have, in order, whatever their batches are. Holds one batch of each. */
export const rowPairs = (
  a: TableHandle<AnyContract>,
  b: TableHandle<AnyContract>
): Stream.Stream<RowPairs, ArtifactReadError> =>
  Stream.unfold({ row: 0, a: start, b: start } as Position, (position) =>
    Effect.gen(function* () {
      const inA = yield* withRows(a, position.a)
      const inB = yield* withRows(b, position.b)
      if (inA?.batch === undefined || inB?.batch === undefined) return undefined
      const rows = Math.min(inA.batch.numRows - inA.from, inB.batch.numRows - inB.from)
      const pairs = { firstRow: position.row, rows, a: inA.batch, fromA: inA.from, b: inB.batch, fromB: inB.from }
      return [pairs, { row: position.row + rows, a: after(inA, rows), b: after(inB, rows) }] as const
    })
  )

const after = (side: Side, rows: number): Side => ({ ...side, from: side.from + rows })

/** The side with a batch that has rows left; nothing at the table's end. */
const withRows = Effect.fnUntraced(function* (
  handle: TableHandle<AnyContract>,
  side: Side
): Effect.fn.Return<Side | undefined, ArtifactReadError> {
  let { next, batch, from } = side
  while (batch === undefined || from === batch.numRows) {
    if (next === handle.numBatches) return undefined
    batch = yield* handle.batch(next++)
    from = 0
  }
  return { next, batch, from }
})
