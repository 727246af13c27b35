/**
 * Several sorted sequences of rows to one: a merge that holds one batch of each.
 */
import { Effect, Stream } from "effect"
import type { TableHandle } from "../Artifact.ts"
import type { AnyColumn } from "../Column.ts"
import { type AnyContract, type Batch, type Columns, make, slice, type Table } from "../Table.ts"
import { gatherColumn } from "./gatherColumn.ts"

/** Below 0 where row i of `a` comes before row j of `b`, above 0 where it comes after. */
export type CompareRows<K extends AnyContract> = (a: Batch<K>, i: number, b: Batch<K>, j: number) => number

/** Rows that are read batch by batch, such as a table in the store. */
export interface Source<K extends AnyContract, E> extends Pick<TableHandle<K>, "numBatches"> {
  readonly batch: (i: number) => Effect.Effect<Batch<K>, E>
}

/** Rows `start` to `end` of a batch. */
export interface RowRange<K extends AnyContract> {
  readonly batch: Batch<K>
  readonly start: number
  readonly end: number
}

/** A piece ends at so many rows, or earlier, where a batch does. */
const pieceRows = 1024

/** Where a source is read. */
interface Cursor<K extends AnyContract, E> {
  readonly source: Source<K, E>
  /** Place among the sources: of equal rows the one of the earlier source comes first. */
  readonly place: number
  nextBatch: number
  batch: Batch<K>
  row: number
}

/** All rows of sorted sources, sorted, in pieces of a few rows. Equal rows keep the order of the sources. */
export const mergeRows = <K extends AnyContract, E>(
  compare: CompareRows<K>,
  sources: ReadonlyArray<Source<K, E>>
): Stream.Stream<ReadonlyArray<RowRange<K>>, E> =>
  Stream.suspend(() => {
    const isBefore = (a: Cursor<K, E>, b: Cursor<K, E>): boolean =>
      (compare(a.batch, a.row, b.batch, b.row) || a.place - b.place) < 0
    const heap: Array<Cursor<K, E>> = []
    /** Cursors at the end of their batch, which are not in the heap. */
    let ended: ReadonlyArray<Cursor<K, E>> = sources.map((source, place) => ({
      source,
      place,
      nextBatch: 0,
      batch: undefined as never,
      row: 0
    }))

    const refill = Effect.gen(function* () {
      for (const cursor of ended) {
        if (yield* hasRows(cursor)) push(heap, cursor, isBefore)
      }
      ended = []
    })

    /** Takes rows until a batch ends, so that no rows are held beyond the batches of the cursors. */
    const take = (): ReadonlyArray<RowRange<K>> => {
      const ranges: Array<RowRange<K>> = []
      for (let rows = 0; rows < pieceRows && ended.length === 0; ) {
        const first = heap[0]!
        const second = heap[2] !== undefined && isBefore(heap[2], heap[1]!) ? heap[2] : heap[1]
        const { batch, row: start } = first
        const most = Math.min(batch.numRows, start + pieceRows - rows)
        do first.row++
        while (first.row < most && (second === undefined || isBefore(first, second)))
        ranges.push({ batch, start, end: first.row })
        rows += first.row - start
        if (first.row < batch.numRows) sink(heap, 0, isBefore)
        else {
          ended = [first]
          pop(heap, isBefore)
        }
      }
      return ranges
    }

    return Stream.unfold(undefined, () =>
      Effect.map(refill, () => (heap.length === 0 ? undefined : ([take(), undefined] as const)))
    )
  })

/** The rows of ranges as one batch: a view of a single range, else a copy. At least one range. */
export const toBatch = <K extends AnyContract>(contract: K, ranges: ReadonlyArray<RowRange<K>>): Table<K> => {
  if (ranges.length === 1) return slice(ranges[0]!.batch, ranges[0]!.start, ranges[0]!.end)
  const rows = { starts: ranges.map(({ start }) => start), ends: ranges.map(({ end }) => end) }
  const columns = Object.entries(contract.columns as Columns).map(([name, type]) => {
    const each = ranges.map(({ batch }) => (batch.columns as Record<string, AnyColumn>)[name]!)
    return [name, gatherColumn(type, each, rows)]
  })
  return make(contract, Object.fromEntries(columns))
}

/** Moves a cursor on to its next batch with a row; false where there is none. */
const hasRows = Effect.fnUntraced(function* <K extends AnyContract, E>(cursor: Cursor<K, E>) {
  while (cursor.nextBatch < cursor.source.numBatches) {
    cursor.batch = yield* cursor.source.batch(cursor.nextBatch++)
    cursor.row = 0
    if (cursor.batch.numRows > 0) return true
  }
  return false
})

type IsBefore<A> = (a: A, b: A) => boolean

/** The heap's first is before all others; the children of entry i are 2i + 1 and 2i + 2. */
const push = <A>(heap: Array<A>, entry: A, isBefore: IsBefore<A>): void => {
  let at = heap.push(entry) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!isBefore(heap[at]!, heap[parent]!)) return
    swap(heap, at, parent)
    at = parent
  }
}

const pop = <A>(heap: Array<A>, isBefore: IsBefore<A>): void => {
  const last = heap.pop()!
  if (heap.length === 0) return
  heap[0] = last
  sink(heap, 0, isBefore)
}

const sink = <A>(heap: Array<A>, from: number, isBefore: IsBefore<A>): void => {
  for (let at = from; ; ) {
    let least = at
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child
    }
    if (least === at) return
    swap(heap, at, least)
    at = least
  }
}

const swap = <A>(heap: Array<A>, a: number, b: number): void => {
  const entry = heap[a]!
  heap[a] = heap[b]!
  heap[b] = entry
}
