/**
 * Two versions of a table: rows added and lost, and by how much the values of the others moved.
 */
import { Effect, Stream } from "effect"
import type { ArtifactReadError, TableHandle } from "./Artifact.ts"
import type { AnyColumn } from "./Column.ts"
import { cellEquality } from "./internal/cellEquality.ts"
import { cellText } from "./internal/cellText.ts"
import { type CellChange, type ColumnChange, columnComparison } from "./internal/columnChanges.ts"
import { KeyHasher } from "./internal/KeyIndex.ts"
import { type KeyColumn, type RowIdentity, rowIdentity } from "./internal/rowIdentity.ts"
import { rowPairs } from "./internal/rowPairs.ts"
import { type AnyContract, type Batch, type Columns, describeType } from "./Table.ts"

export type { CellChange, ColumnChange }

/** Rows that only one of two tables has. */
export interface OtherRows {
  readonly count: number
  /** Keys of the first ones, at most 3. */
  readonly examples: ReadonlyArray<string>
}

/** How two tables differ. */
export interface TableComparison {
  /** The columns that say which rows are the same row; none where rows are compared by their position. */
  readonly key: ReadonlyArray<string>
  /** True where the key is a row number: a row that is added or lost then makes all that follow it look changed. */
  readonly keyIsRowNumber: boolean
  /** Rows that only the second table has. */
  readonly added: OtherRows
  /** Rows that only the first one has. */
  readonly lost: OtherRows
  /** Rows that both have. */
  readonly shared: number
  /** Of these, rows in which a value differs. */
  readonly changed: number
  /** True where the shared rows stand in another order. */
  readonly reordered: boolean
  /** Columns that only one table has (`share: float64`), and columns of another type; their values are not compared. */
  readonly columns: {
    readonly added: ReadonlyArray<string>
    readonly lost: ReadonlyArray<string>
    readonly retyped: ReadonlyArray<{ readonly column: string; readonly a: string; readonly b: string }>
  }
  /** Columns in which a shared row differs, in the order of the table. */
  readonly values: ReadonlyArray<ColumnChange>
}

/**
 * Compares table `a` with a later `b`. A row is found again by its key: the fewest leading columns that no two rows share
 * (see {@link rowIdentity}); without a key, rows are compared by their position. Values are equal where their bytes in the
 * store would be. Holds one batch of each table, and 16 to 24 bytes for each row of both.
 */
export const compareTables = Effect.fnUntraced(function* (
  a: TableHandle<AnyContract>,
  b: TableHandle<AnyContract>
): Effect.fn.Return<TableComparison, ArtifactReadError> {
  const identity = yield* rowIdentity(a, b)
  const key = identity?.columns ?? []
  const { rows, values } = comparisonOf(a.contract, b.contract, key)
  const found = identity === undefined ? yield* byPosition(a, b, rows) : yield* byKey(a, b, identity, rows)
  return {
    key: key.map(({ name }) => name),
    keyIsRowNumber: identity?.isRowNumber ?? false,
    ...found,
    columns: columnsOf(a.contract, b.contract),
    values: values()
  }
})

type AnyHandle = TableHandle<AnyContract>
type AnyBatch = Batch<AnyContract>
/** True where two rows differ. */
type CompareRows = (a: AnyBatch, i: number, b: AnyBatch, j: number, row: () => string) => boolean

const columnNamed = (batch: AnyBatch, name: string): AnyColumn => (batch.columns as Record<string, AnyColumn>)[name]!

/** Compares the columns that both have, those of the key left out. */
const comparisonOf = (a: AnyContract, b: AnyContract, key: ReadonlyArray<KeyColumn>) => {
  const other = b.columns as Columns
  const columns = Object.entries(a.columns as Columns)
    .filter(([name, type]) => other[name] !== undefined && describeType(other[name]) === describeType(type))
    .filter(([name]) => !key.some((each) => each.name === name))
    .map(([name, type]) => ({ name, comparison: columnComparison(name, type) }))
  const rows: CompareRows = (batchA, i, batchB, j, row) => {
    let differs = false
    for (const { name, comparison } of columns)
      if (comparison.compare(columnNamed(batchA, name), i, columnNamed(batchB, name), j, row)) differs = true
    return differs
  }
  const values = () => columns.map(({ comparison }) => comparison.finish()).filter((change) => change !== undefined)
  return { rows, values }
}

const maxExamples = 3
const maxKeyText = 60

const byPosition = Effect.fnUntraced(function* (a: AnyHandle, b: AnyHandle, compare: CompareRows) {
  let changed = 0
  yield* Stream.runForEach(rowPairs(a, b), (pairs) =>
    Effect.sync(() => {
      for (let n = 0; n < pairs.rows; n++) {
        const row = () => `row ${pairs.firstRow + n}`
        if (compare(pairs.a, pairs.fromA + n, pairs.b, pairs.fromB + n, row)) changed++
      }
    })
  )
  const shared = Math.min(a.numRows, b.numRows)
  const beyond = (rows: number): OtherRows => ({
    count: rows - shared,
    examples: Array.from({ length: Math.min(maxExamples, rows - shared) }, (_, n) => `row ${shared + n}`)
  })
  return { added: beyond(b.numRows), lost: beyond(a.numRows), shared, changed, reordered: false }
})

const byKey = Effect.fnUntraced(function* (
  a: AnyHandle,
  b: AnyHandle,
  { columns, index, starts }: RowIdentity,
  compare: CompareRows
) {
  const hasher = new KeyHasher()
  const sameKey = keyEquality(columns)
  const seen = new Uint8Array(Math.ceil(a.numRows / 8))
  const batchOf = batchReader(a)
  const added = { count: 0, examples: [] as Array<string> }
  let [shared, changed, lastRow, reordered] = [0, 0, -1, false]
  yield* Stream.runForEach(
    b.batches,
    Effect.fnUntraced(function* (batch) {
      const keys = columns.map(({ name, type }) => ({ type, column: columnNamed(batch, name) }))
      const rowsInA = Int32Array.from({ length: batch.numRows }, (_, j) => {
        hasher.begin()
        for (const { type, column } of keys) hasher.column(type, column, j)
        return index.find(hasher.end())
      })
      for (const [n, rows] of byBatch(rowsInA, starts)) {
        const inA = yield* batchOf(n)
        for (const j of rows) {
          const i = rowsInA[j]! - starts[n]!
          if (!sameKey(inA, i, batch, j)) {
            rowsInA[j] = -1
            continue
          }
          seen[rowsInA[j]! >> 3]! |= 1 << (rowsInA[j]! & 7)
          shared++
          if (compare(inA, i, batch, j, () => keyText(columns, batch, j))) changed++
        }
      }
      for (let j = 0; j < rowsInA.length; j++) {
        const row = rowsInA[j]!
        if (row === -1) {
          if (added.count++ < maxExamples) added.examples.push(keyText(columns, batch, j))
          continue
        }
        if (row < lastRow) reordered = true
        lastRow = row
      }
    })
  )
  const examples: Array<string> = []
  const lost = firstUnseen(seen, a.numRows)
  for (const [n, found] of byBatch(lost, starts)) {
    const batch = yield* batchOf(n)
    for (const at of found) examples.push(keyText(columns, batch, lost[at]! - starts[n]!))
  }
  return { added, lost: { count: a.numRows - shared, examples }, shared, changed, reordered }
})

const keyEquality = (columns: ReadonlyArray<KeyColumn>) => {
  const equals = columns.map(({ name, type }) => ({ name, equal: cellEquality(type) }))
  return (a: AnyBatch, i: number, b: AnyBatch, j: number): boolean =>
    equals.every(({ name, equal }) => equal(columnNamed(a, name), i, columnNamed(b, name), j))
}

const keyText = (columns: ReadonlyArray<KeyColumn>, batch: AnyBatch, i: number): string =>
  columns.map(({ name, type }) => keyPart(name, cellText(type, columnNamed(batch, name), i))).join(", ")

const keyPart = (name: string, text: string): string => {
  if (!text.startsWith('"')) return `${name} ${text}`
  if (text.length > maxKeyText) return `${text.slice(0, maxKeyText).toWellFormed()}…`
  return /^"[^\s",;:]+"$/.test(text) ? text.slice(1, -1) : text
}

const firstUnseen = (seen: Uint8Array, rows: number): Int32Array => {
  const found: Array<number> = []
  for (let row = 0; row < rows && found.length < maxExamples; row++)
    if ((seen[row >> 3]! & (1 << (row & 7))) === 0) found.push(row)
  return Int32Array.from(found)
}

/** Columns that are not in both, or not of one type. */
const columnsOf = (a: AnyContract, b: AnyContract): TableComparison["columns"] => {
  const [old, now] = [a.columns as Columns, b.columns as Columns]
  const only = (these: Columns, those: Columns) =>
    Object.entries(these).flatMap(([name, type]) => (name in those ? [] : [`${name}: ${describeType(type)}`]))
  const retyped = Object.entries(old).flatMap(([column, type]) => {
    const [was, is] = [describeType(type), now[column] === undefined ? undefined : describeType(now[column])]
    return is === undefined || was === is ? [] : [{ column, a: was, b: is }]
  })
  return { added: only(now, old), lost: only(old, now), retyped }
}

/** Batches of a table, the last one kept. */
const batchReader = (handle: AnyHandle) => {
  let last: { readonly n: number; readonly batch: AnyBatch } | undefined
  return Effect.fnUntraced(function* (n: number) {
    if (last?.n !== n) last = { n, batch: yield* handle.batch(n) }
    return last.batch
  })
}

/** Positions in `rows` by the batch in which the row there lies, −1 left out. Batches in order. */
const byBatch = (rows: Int32Array, starts: ReadonlyArray<number>): ReadonlyArray<readonly [number, Array<number>]> => {
  const groups = new Map<number, Array<number>>()
  let n = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    if (row === -1) continue
    if (row < starts[n]! || row >= (starts[n + 1] ?? Number.POSITIVE_INFINITY)) n = batchWith(row, starts)
    const group = groups.get(n)
    if (group === undefined) groups.set(n, [at])
    else group.push(at)
  }
  return [...groups].sort(([x], [y]) => x - y)
}

const batchWith = (row: number, starts: ReadonlyArray<number>): number => {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= row) low = middle
    else high = middle - 1
  }
  return low
}
